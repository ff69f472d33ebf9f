//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

async fn block() {
    {
        enum __Outcome<T0, T1> {
            Arm0(T0),
            Arm1(T1),
        }
        let outcome = {
            #[allow(unused_imports)]
            use other::mea::rt::{
                Probe as __MeaProbe, ProbeOwned as _, poll as __mea_poll,
            };
            let disabled = ();
            let given = (first(), second());
            {
                let given = given;
                let __mea_arm_0 = given.0;
                let __mea_arm_1 = given.1;
                let __mea_arm_0 = __MeaProbe(__mea_arm_0).arm();
                let __mea_arm_1 = __MeaProbe(__mea_arm_1).arm();
                other::mea::rt::wait(
                    other::mea::rt::Both::new(__mea_arm_0, __mea_arm_1),
                    disabled,
                    |arms, _disabled, cx| {
                        let (__mea_arm_0, __mea_arm_1) = other::mea::rt::Both::split(
                            arms,
                        );
                        match __mea_poll(__mea_arm_0, cx) {
                            #[allow(unreachable_code)]
                            other::mea::rt::Poll::Ready(value) => {
                                return other::mea::rt::Poll::Ready(__Outcome::Arm0(value));
                            }
                            other::mea::rt::Poll::Pending => {}
                        }
                        match __mea_poll(__mea_arm_1, cx) {
                            #[allow(unreachable_code)]
                            other::mea::rt::Poll::Ready(value) => {
                                return other::mea::rt::Poll::Ready(__Outcome::Arm1(value));
                            }
                            other::mea::rt::Poll::Pending => {}
                        }
                        other::mea::rt::Poll::Pending
                    },
                )
            }
                .await
        };
        match outcome {
            __Outcome::Arm0(a) => a,
            __Outcome::Arm1(b) => b,
        }
    }
}
