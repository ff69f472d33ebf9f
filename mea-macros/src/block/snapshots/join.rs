//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

async fn block() {
    {
        #[allow(unused_imports)]
        use ::mea::rt::{into_future as __mea_into_future, poll_join as __mea_poll_join};
        let __mea_arm = first();
        let __mea_arm_0 = __mea_into_future(__mea_arm);
        let __mea_arm_0 = ::mea::rt::MaybeDone::new(__mea_arm_0);
        let __mea_arm = second();
        let __mea_arm_1 = __mea_into_future(__mea_arm);
        let __mea_arm_1 = ::mea::rt::MaybeDone::new(__mea_arm_1);
        ::mea::rt::wait(
                ::mea::rt::Both::new(__mea_arm_0, __mea_arm_1),
                0_u32,
                |arms, turn, cx| {
                    let (__mea_arm_0, __mea_arm_1) = ::mea::rt::Both::split(arms);
                    let mut __mea_arm_0 = __mea_arm_0;
                    let mut __mea_arm_1 = __mea_arm_1;
                    let mut waiting = false;
                    let start: u32 = ::mea::rt::rotate(turn, 2u32);
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
                            waiting |= __mea_poll_join(__mea_arm_0.as_mut(), cx);
                        }
                        if stop == 1 {
                            break 'step2;
                        }
                        waiting |= __mea_poll_join(__mea_arm_1.as_mut(), cx);
                        if start == 0 {
                            break;
                        }
                        (from, stop) = (0, start);
                    }
                    if waiting {
                        ::mea::rt::Poll::Pending
                    } else {
                        ::mea::rt::Poll::Ready((
                            ::mea::rt::MaybeDone::take(__mea_arm_0),
                            ::mea::rt::MaybeDone::take(__mea_arm_1),
                        ))
                    }
                },
            )
            .await
    }
}
