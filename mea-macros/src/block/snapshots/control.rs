//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

async fn block() {
    {
        enum __Outcome<T0, T1, T2> {
            Arm0(T0),
            Arm1(T1),
            Arm2(T2),
        }
        let outcome = {
            #[allow(unused_imports)]
            use ::mea::rt::{Probe as __MeaProbe, ProbeOwned as _, poll as __mea_poll};
            let disabled = ();
            let given = (first(), second(), third());
            {
                let given = given;
                let __mea_arm_0 = given.0;
                let __mea_arm_1 = given.1;
                let __mea_arm_2 = given.2;
                let __mea_arm_0 = __MeaProbe(__mea_arm_0).arm();
                let __mea_arm_1 = __MeaProbe(__mea_arm_1).arm();
                let __mea_arm_2 = __MeaProbe(__mea_arm_2).arm();
                ::mea::rt::wait(
                    ::mea::rt::Both::new(
                        __mea_arm_0,
                        ::mea::rt::Both::new(__mea_arm_1, __mea_arm_2),
                    ),
                    disabled,
                    |arms, _disabled, cx| {
                        let (__mea_arm_0, __mea_arm_1) = ::mea::rt::Both::split(arms);
                        let (__mea_arm_1, __mea_arm_2) = ::mea::rt::Both::split(
                            __mea_arm_1,
                        );
                        match __mea_poll(__mea_arm_1, cx) {
                            #[allow(unreachable_code)]
                            ::mea::rt::Poll::Ready(value) => {
                                return ::mea::rt::Poll::Ready(__Outcome::Arm1(value));
                            }
                            ::mea::rt::Poll::Pending => {}
                        }
                        let mut __mea_arm_0 = __mea_arm_0;
                        let mut __mea_arm_2 = __mea_arm_2;
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
                                match __mea_poll(__mea_arm_0.as_mut(), cx) {
                                    #[allow(unreachable_code)]
                                    ::mea::rt::Poll::Ready(value) => {
                                        return ::mea::rt::Poll::Ready(__Outcome::Arm0(value));
                                    }
                                    ::mea::rt::Poll::Pending => {}
                                }
                            }
                            if stop == 1 {
                                break 'step2;
                            }
                            match __mea_poll(__mea_arm_2.as_mut(), cx) {
                                #[allow(unreachable_code)]
                                ::mea::rt::Poll::Ready(value) => {
                                    return ::mea::rt::Poll::Ready(__Outcome::Arm2(value));
                                }
                                ::mea::rt::Poll::Pending => {}
                            }
                            if start == 0 {
                                break;
                            }
                            (from, stop) = (0, start);
                        }
                        ::mea::rt::Poll::Pending
                    },
                )
            }
                .await
        };
        match outcome {
            __Outcome::Arm0(a) => a,
            __Outcome::Arm1(b) => b,
            __Outcome::Arm2(c) => c,
        }
    }
}
