//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

async fn block() {
    {
        enum __Outcome<T0> {
            Arm0(T0),
            Else,
        }
        let outcome = {
            #[allow(unused_imports)]
            use ::mea::rt::{Probe as __MeaProbe, ProbeOwned as _, poll as __mea_poll};
            let mut disabled = ::mea::rt::Mask::<1>::none();
            let given = (first(),);
            {
                let given = given;
                let __mea_arm_0 = given.0;
                let __mea_arm_0 = __MeaProbe(__mea_arm_0).arm();
                ::mea::rt::wait(
                    __mea_arm_0,
                    disabled,
                    |arms, disabled, cx| {
                        let __mea_arm_0 = arms;
                        let mut waiting = false;
                        if !disabled.has(0) {
                            match __mea_poll(__mea_arm_0, cx) {
                                #[allow(unreachable_code)]
                                ::mea::rt::Poll::Ready(value) => {
                                    disabled.add(0);
                                    let fits = match value {
                                        #[allow(unused_parens, unused_variables)]
                                        Point { x: _, y: Some(_) } => true,
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
                    Point { x, y: Some(y) } => x + y,
                    _ => {
                        ::mea::rt::unreachable!(
                            "a pattern of the block matched, and then it did not"
                        )
                    }
                }
            }
            __Outcome::Else => {
                ::mea::rt::all_disabled("select!", &["Point { .. } = first()"])
            }
        }
    }
}
