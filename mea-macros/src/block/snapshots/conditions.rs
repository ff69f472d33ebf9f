//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

async fn block() {
    {
        enum __Outcome<T0, T1> {
            Arm0(T0),
            Arm1(T1),
            Else,
        }
        let outcome = {
            #[allow(unused_imports)]
            use ::mea::rt::{Probe as __MeaProbe, ProbeOwned as _, poll as __mea_poll};
            let mut disabled = ::mea::rt::Mask::<1>::none();
            if !(on) {
                disabled.add(0);
            }
            if !(!on) {
                disabled.add(1);
            }
            let given = (first(), second());
            {
                let given = given;
                let __mea_arm_0 = given.0;
                let __mea_arm_1 = given.1;
                let __mea_arm_0 = __MeaProbe(__mea_arm_0).arm();
                let __mea_arm_1 = __MeaProbe(__mea_arm_1).arm();
                ::mea::rt::wait(
                    ::mea::rt::Both::new(__mea_arm_0, __mea_arm_1),
                    disabled,
                    |arms, disabled, cx| {
                        let (__mea_arm_0, __mea_arm_1) = ::mea::rt::Both::split(arms);
                        let mut waiting = false;
                        let mut __mea_arm_0 = __mea_arm_0;
                        let mut __mea_arm_1 = __mea_arm_1;
                        let start: u32 = ::mea::rt::start(2u32);
                        let (mut from, mut stop) = (start, 2);
                        'step2: loop {
                            'step1: {
                                'step0: {
                                    if from < 1 {
                                        break 'step0;
                                    } else {
                                        break 'step1;
                                    }
                                }
                                if !disabled.has(0) {
                                    match __mea_poll(__mea_arm_0.as_mut(), cx) {
                                        #[allow(unreachable_code)]
                                        ::mea::rt::Poll::Ready(value) => {
                                            disabled.add(0);
                                            let fits = match value {
                                                #[allow(unused_parens, unused_variables)]
                                                Some(_) => true,
                                                _ => false,
                                            };
                                            if fits {
                                                return ::mea::rt::Poll::Ready(__Outcome::Arm0(value));
                                            }
                                        }
                                        ::mea::rt::Poll::Pending => {
                                            waiting = true;
                                        }
                                    }
                                }
                            }
                            if stop == 1 {
                                break 'step2;
                            }
                            if !disabled.has(1) {
                                match __mea_poll(__mea_arm_1.as_mut(), cx) {
                                    #[allow(unreachable_code)]
                                    ::mea::rt::Poll::Ready(value) => {
                                        return ::mea::rt::Poll::Ready(__Outcome::Arm1(value));
                                    }
                                    ::mea::rt::Poll::Pending => {
                                        waiting = true;
                                    }
                                }
                            }
                            if start == 0 {
                                break;
                            }
                            (from, stop) = (0, start);
                        }
                        if waiting {
                            ::mea::rt::Poll::Pending
                        } else {
                            ::mea::rt::Poll::Ready(__Outcome::Else)
                        }
                    },
                )
            }
                .await
        };
        match outcome {
            __Outcome::Arm0(value) => {
                match value {
                    Some(a) => a,
                    _ => {
                        ::mea::rt::unreachable!(
                            "a pattern of the block matched, and then it did not"
                        )
                    }
                }
            }
            __Outcome::Arm1(b) => b,
            __Outcome::Else => 0,
        }
    }
}
