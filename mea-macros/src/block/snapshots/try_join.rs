//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

async fn block() {
    {
        #[allow(unused_imports)]
        use ::mea::rt::{
            Probe as __MeaProbe, ProbeOwned as _, poll_try_join as __mea_poll_join,
        };
        let given = (first(), &mut second);
        {
            let given = given;
            let __mea_arm_0 = given.0;
            let __mea_arm_1 = given.1;
            let __mea_arm_0 = __MeaProbe(__mea_arm_0).arm();
            let __mea_arm_0 = ::mea::rt::MaybeDone::new(__mea_arm_0);
            let __mea_arm_1 = __MeaProbe(__mea_arm_1).arm();
            let __mea_arm_1 = ::mea::rt::MaybeDone::new(__mea_arm_1);
            ::mea::rt::wait(
                ::mea::rt::Both::new(__mea_arm_0, __mea_arm_1),
                (),
                |arms, turn, cx| {
                    let (__mea_arm_0, __mea_arm_1) = ::mea::rt::Both::split(arms);
                    let mut __mea_arm_0 = __mea_arm_0;
                    let mut __mea_arm_1 = __mea_arm_1;
                    let mut waiting = false;
                    match __mea_poll_join(__mea_arm_0.as_mut(), cx, |output| output) {
                        ::mea::rt::Poll::Ready(::mea::rt::Ok(())) => {}
                        ::mea::rt::Poll::Ready(::mea::rt::Err(error)) => {
                            return ::mea::rt::Poll::Ready(::mea::rt::Err(error));
                        }
                        ::mea::rt::Poll::Pending => waiting = true,
                    }
                    match __mea_poll_join(__mea_arm_1.as_mut(), cx, |output| output) {
                        ::mea::rt::Poll::Ready(::mea::rt::Ok(())) => {}
                        ::mea::rt::Poll::Ready(::mea::rt::Err(error)) => {
                            return ::mea::rt::Poll::Ready(::mea::rt::Err(error));
                        }
                        ::mea::rt::Poll::Pending => waiting = true,
                    }
                    if waiting {
                        ::mea::rt::Poll::Pending
                    } else {
                        ::mea::rt::Poll::Ready(
                            ::mea::rt::Ok((
                                ::mea::rt::MaybeDone::take(__mea_arm_0),
                                ::mea::rt::MaybeDone::take(__mea_arm_1),
                            )),
                        )
                    }
                },
            )
        }
            .await
    }
}
