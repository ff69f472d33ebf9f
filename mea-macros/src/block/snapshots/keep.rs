//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

async fn block() {
    {
        enum __Outcome<T0, T1, T2> {
            Arm0(T0),
            Arm1(T1),
            Arm2(T2),
        }
        use ::mea::rt::{FromResidual as __MeaFromResidual, Try as __MeaTry};
        enum __KeptLoopExit<T0, T1, T2> {
            Break(T0),
            Return(T1),
            Outer0(T2),
        }
        let turn = ::mea::rt::Turn::new();
        let slot_0 = ::mea::rt::Slot::new();
        let kept_0 = ::mea::rt::Keep::new(async {
            loop {
                let output = (first()).await;
                slot_0.put(output).await;
            }
        });
        let slot_1 = ::mea::rt::Slot::new();
        let kept_1 = ::mea::rt::Keep::new(async {
            {
                let output = (second()).await;
                slot_1.put(output).await;
                slot_1.end();
                ::mea::rt::pending().await
            }
        });
        let exit = ::mea::rt::drive(
                ::mea::rt::Both::new(kept_0, kept_1),
                &turn,
                async {
                    if let ::mea::rt::Some(never) = ::mea::rt::None::<
                        __KeptLoopExit<_, _, _>,
                    > {
                        return never;
                    }
                    let value = loop {
                        ::mea::rt::Turn::begin(&turn).await;
                        let outcome = {
                            #[allow(unused_imports)]
                            use ::mea::rt::{
                                Probe as __MeaProbe, ProbeOwned as _, poll as __mea_poll,
                            };
                            let mut disabled = ::mea::rt::Mask::<1>::none();
                            if slot_1.is_over() {
                                disabled.add(1usize);
                            }
                            let given = (third(),);
                            {
                                let given = given;
                                let __mea_arm_2 = given.0;
                                let __mea_arm_0 = ::mea::rt::Slot::take(&slot_0, &turn);
                                let __mea_arm_1 = ::mea::rt::Slot::take_last(
                                    &slot_1,
                                    &turn,
                                );
                                let __mea_arm_2 = __MeaProbe(__mea_arm_2).arm_safe();
                                ::mea::rt::wait(
                                    ::mea::rt::Both::new(
                                        __mea_arm_0,
                                        ::mea::rt::Both::new(__mea_arm_1, __mea_arm_2),
                                    ),
                                    disabled,
                                    |arms, disabled, cx| {
                                        let (__mea_arm_0, __mea_arm_1) = ::mea::rt::Both::split(
                                            arms,
                                        );
                                        let (__mea_arm_1, __mea_arm_2) = ::mea::rt::Both::split(
                                            __mea_arm_1,
                                        );
                                        let mut __mea_arm_0 = __mea_arm_0;
                                        let mut __mea_arm_1 = __mea_arm_1;
                                        let mut __mea_arm_2 = __mea_arm_2;
                                        let start: u32 = ::mea::rt::start(3u32);
                                        let (mut from, mut stop) = (start, 3);
                                        'step3: loop {
                                            'step2: {
                                                'step1: {
                                                    'step0: {
                                                        if from < 1 {
                                                            break 'step0;
                                                        } else if from < 2 {
                                                            break 'step1;
                                                        } else {
                                                            break 'step2;
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
                                                    break 'step3;
                                                }
                                                if !disabled.has(1) {
                                                    match __mea_poll(__mea_arm_1.as_mut(), cx) {
                                                        #[allow(unreachable_code)]
                                                        ::mea::rt::Poll::Ready(value) => {
                                                            return ::mea::rt::Poll::Ready(__Outcome::Arm1(value));
                                                        }
                                                        ::mea::rt::Poll::Pending => {}
                                                    }
                                                }
                                            }
                                            if stop == 2 {
                                                break 'step3;
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
                            __Outcome::Arm0(a) => {
                                let _: () = match handle(a).await {
                                    value => {
                                        match __MeaTry::branch(value) {
                                            ::mea::rt::ControlFlow::Continue(value) => value,
                                            ::mea::rt::ControlFlow::Break(residual) => {
                                                return __KeptLoopExit::Return(
                                                    __MeaFromResidual::from_residual(residual),
                                                );
                                            }
                                        }
                                    }
                                };
                            }
                            __Outcome::Arm1(b) => {
                                let _: () = if b {
                                    return __KeptLoopExit::Return(1);
                                };
                            }
                            __Outcome::Arm2(value) => {
                                match value {
                                    () => {
                                        let _: () = {
                                            if done() {
                                                return __KeptLoopExit::Outer0(())
                                            } else {
                                                break 2
                                            }
                                        };
                                    }
                                }
                            }
                        }
                    };
                    __KeptLoopExit::Break(value)
                },
            )
            .await;
        let exit: __KeptLoopExit<_, _, _> = exit;
        match exit {
            __KeptLoopExit::Break(value) => value,
            __KeptLoopExit::Return(value) => return value,
            __KeptLoopExit::Outer0(()) => break 'outer,
        }
    }
}
