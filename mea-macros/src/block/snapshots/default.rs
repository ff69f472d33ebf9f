//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

async fn block() {
    {
        enum __Outcome<T0> {
            Arm0(T0),
            Default,
        }
        let outcome = {
            #[allow(unused_imports)]
            use ::mea::rt::{Probe as __MeaProbe, ProbeOwned as _, poll as __mea_poll};
            let disabled = ();
            let given = (first(),);
            {
                let given = given;
                let __mea_arm_0 = given.0;
                let __mea_arm_0 = __MeaProbe(__mea_arm_0).arm();
                ::mea::rt::wait(
                    __mea_arm_0,
                    disabled,
                    |arms, _disabled, cx| {
                        let __mea_arm_0 = arms;
                        match __mea_poll(__mea_arm_0, cx) {
                            #[allow(unreachable_code)]
                            ::mea::rt::Poll::Ready(value) => {
                                return ::mea::rt::Poll::Ready(__Outcome::Arm0(value));
                            }
                            ::mea::rt::Poll::Pending => {}
                        }
                        ::mea::rt::Poll::Ready(__Outcome::Default)
                    },
                )
            }
                .await
        };
        match outcome {
            __Outcome::Arm0(a) => a,
            __Outcome::Default => 0,
        }
    }
}
