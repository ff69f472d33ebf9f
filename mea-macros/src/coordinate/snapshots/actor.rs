//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

impl<T: Send> A<T> {
    /// The loop.
    pub async fn run(&mut self, mut frames: Frames) -> Result<u32, Error> {
        {
            enum __Outcome<T0, T1, T2, T3> {
                Arm0(T0),
                Arm1(T1),
                Arm2(T2),
                Arm3(T3),
                Else,
            }
            enum __KeptLoopExit<T0> {
                Break(T0),
            }
            let turn = other::mea::rt::Turn::new();
            let slot_2 = other::mea::rt::Slot::new();
            let kept_2 = other::mea::rt::Keep::new(async {
                loop {
                    let output = (frames.next()).await;
                    slot_2.put(output).await;
                }
            });
            let exit = other::mea::rt::drive(
                    kept_2,
                    &turn,
                    async {
                        if let other::mea::rt::Some(never) = other::mea::rt::None::<
                            __KeptLoopExit<_>,
                        > {
                            return never;
                        }
                        let value = loop {
                            other::mea::rt::Turn::begin(&turn).await;
                            let outcome = {
                                #[allow(unused_imports)]
                                use other::mea::rt::{
                                    Probe as __MeaProbe, ProbeOwned as _, poll as __mea_poll,
                                    left_alone as __mea_left_alone,
                                };
                                let mut disabled = other::mea::rt::Mask::<1>::none();
                                if !(self.is_open) {
                                    disabled.add(0);
                                }
                                let given = (
                                    self.jobs.recv(),
                                    self.shutdown.is_shutdown(),
                                    first(),
                                );
                                {
                                    let given = given;
                                    let __mea_arm_0 = given.0;
                                    let __mea_arm_1 = given.1;
                                    let __mea_arm_3 = given.2;
                                    let __mea_arm_0 = __MeaProbe(__mea_arm_0).arm();
                                    let __mea_arm_1 = __MeaProbe(__mea_arm_1).arm();
                                    let __mea_arm_2 = other::mea::rt::Slot::take(
                                        &slot_2,
                                        &turn,
                                    );
                                    let __mea_arm_3 = __MeaProbe(__mea_arm_3).arm();
                                    __mea_left_alone(&__mea_arm_3);
                                    let __mea_arm_3 = other::mea::rt::together(
                                        __mea_arm_3,
                                        || {
                                            let __mea_arm_with = self.tx.reserve();
                                            let __mea_arm_with = __MeaProbe(__mea_arm_with).arm_safe();
                                            __mea_arm_with
                                        },
                                        |_| true,
                                    );
                                    other::mea::rt::wait(
                                        other::mea::rt::Both::new(
                                            other::mea::rt::Both::new(__mea_arm_0, __mea_arm_1),
                                            other::mea::rt::Both::new(__mea_arm_2, __mea_arm_3),
                                        ),
                                        disabled,
                                        |arms, disabled, cx| {
                                            let (__mea_arm_0, __mea_arm_2) = other::mea::rt::Both::split(
                                                arms,
                                            );
                                            let (__mea_arm_0, __mea_arm_1) = other::mea::rt::Both::split(
                                                __mea_arm_0,
                                            );
                                            let (__mea_arm_2, __mea_arm_3) = other::mea::rt::Both::split(
                                                __mea_arm_2,
                                            );
                                            let mut waiting = false;
                                            if !disabled.has(0) {
                                                match __mea_poll(__mea_arm_0, cx) {
                                                    #[allow(unreachable_code)]
                                                    other::mea::rt::Poll::Ready(value) => {
                                                        disabled.add(0);
                                                        let fits = match value {
                                                            #[allow(unused_parens, unused_variables)]
                                                            Some(_) => true,
                                                            _ => false,
                                                        };
                                                        if fits {
                                                            return other::mea::rt::Poll::Ready(__Outcome::Arm0(value));
                                                        }
                                                    }
                                                    other::mea::rt::Poll::Pending => {
                                                        waiting = true;
                                                    }
                                                }
                                            }
                                            match __mea_poll(__mea_arm_1, cx) {
                                                #[allow(unreachable_code)]
                                                other::mea::rt::Poll::Ready(value) => {
                                                    return other::mea::rt::Poll::Ready(__Outcome::Arm1(value));
                                                }
                                                other::mea::rt::Poll::Pending => {
                                                    waiting = true;
                                                }
                                            }
                                            match __mea_poll(__mea_arm_2, cx) {
                                                #[allow(unreachable_code)]
                                                other::mea::rt::Poll::Ready(value) => {
                                                    return other::mea::rt::Poll::Ready(__Outcome::Arm2(value));
                                                }
                                                other::mea::rt::Poll::Pending => {
                                                    waiting = true;
                                                }
                                            }
                                            match __mea_poll(__mea_arm_3, cx) {
                                                #[allow(unreachable_code)]
                                                other::mea::rt::Poll::Ready(value) => {
                                                    return other::mea::rt::Poll::Ready(__Outcome::Arm3(value));
                                                }
                                                other::mea::rt::Poll::Pending => {
                                                    waiting = true;
                                                }
                                            }
                                            if waiting {
                                                other::mea::rt::Poll::Pending
                                            } else {
                                                other::mea::rt::Poll::Ready(__Outcome::Else)
                                            }
                                        },
                                    )
                                }
                                    .await
                            };
                            match outcome {
                                __Outcome::Arm0(value) => {
                                    match value {
                                        Some(job) => {
                                            let _: () = {
                                                use other::mea::rt::HandlerOutput as __MeaHandlerOutput;
                                                let __mea_output = self.job(job).await;
                                                match __MeaHandlerOutput::<
                                                    Result<u32, Error>,
                                                >::into_flow(__mea_output) {
                                                    other::mea::rt::ControlFlow::Continue(()) => {}
                                                    other::mea::rt::ControlFlow::Break(output) => break output,
                                                }
                                            };
                                        }
                                        _ => {
                                            other::mea::rt::unreachable!(
                                                "a pattern of the block matched, and then it did not"
                                            )
                                        }
                                    }
                                }
                                __Outcome::Arm1(_) => {
                                    let _: () = {
                                        use other::mea::rt::HandlerOutput as __MeaHandlerOutput;
                                        let __mea_output = self.stop();
                                        match __MeaHandlerOutput::<
                                            Result<u32, Error>,
                                        >::into_flow(__mea_output) {
                                            other::mea::rt::ControlFlow::Continue(()) => {}
                                            other::mea::rt::ControlFlow::Break(output) => break output,
                                        }
                                    };
                                }
                                __Outcome::Arm2(event) => {
                                    let _: () = {
                                        use other::mea::rt::HandlerOutput as __MeaHandlerOutput;
                                        let __mea_output = self.frame(event);
                                        match __MeaHandlerOutput::<
                                            Result<u32, Error>,
                                        >::into_flow(__mea_output) {
                                            other::mea::rt::ControlFlow::Continue(()) => {}
                                            other::mea::rt::ControlFlow::Break(output) => break output,
                                        }
                                    };
                                }
                                __Outcome::Arm3(other::mea::rt::Some((value, with))) => {
                                    match value {
                                        (a, frame, a) => {
                                            let permit = with;
                                            {
                                                let _: () = {
                                                    use other::mea::rt::HandlerOutput as __MeaHandlerOutput;
                                                    let __mea_output = self.frame(frame);
                                                    match __MeaHandlerOutput::<
                                                        Result<u32, Error>,
                                                    >::into_flow(__mea_output) {
                                                        other::mea::rt::ControlFlow::Continue(()) => {}
                                                        other::mea::rt::ControlFlow::Break(output) => break output,
                                                    }
                                                };
                                            }
                                        }
                                    }
                                }
                                __Outcome::Arm3(other::mea::rt::None) => {
                                    other::mea::rt::unreachable!(
                                        "a value that is not there was accepted"
                                    )
                                }
                                __Outcome::Else => {
                                    use other::mea::rt::HandlerOutput as __MeaHandlerOutput;
                                    let __mea_output = self.nothing_left();
                                    match __MeaHandlerOutput::<
                                        Result<u32, Error>,
                                    >::into_flow(__mea_output) {
                                        other::mea::rt::ControlFlow::Continue(()) => {}
                                        other::mea::rt::ControlFlow::Break(output) => break output,
                                    }
                                }
                            }
                        };
                        __KeptLoopExit::Break(value)
                    },
                )
                .await;
            let exit: __KeptLoopExit<_> = exit;
            match exit {
                __KeptLoopExit::Break(value) => value,
            }
        }
    }
    async fn job(&mut self, job: Job) -> Result<(), Error> {}
    fn stop(&mut self) -> ControlFlow<Result<u32, Error>> {}
    fn frame(&mut self, frame: Frame) {}
    fn nothing_left(&self) -> ControlFlow<Result<u32, Error>> {}
    const LIMIT: u8 = 1;
    fn helper(&self) {}
}
