//! What a handler of an actor may return.

use core::ops::ControlFlow;

/// The output of a handler, in a loop that returns `R`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whether an event loop that returns `{R}` goes on",
    label = "not `()`, `ControlFlow<{R}>`, or a `Result` of one of the two",
    note = "return `()` to go on",
    note = "return `ControlFlow<R>` to be able to end the loop, with the value that it returns",
    note = "return `Result<_, E>` of one of the two if the loop returns `Result<R, E>`: an error ends it"
)]
pub trait HandlerOutput<R> {
    /// Whether the loop goes on, or ends, and with what.
    fn into_flow(self) -> ControlFlow<R>;
}

#[diagnostic::do_not_recommend]
impl<R> HandlerOutput<R> for () {
    #[inline]
    fn into_flow(self) -> ControlFlow<R> {
        ControlFlow::Continue(())
    }
}

#[diagnostic::do_not_recommend]
impl<R> HandlerOutput<R> for ControlFlow<R> {
    #[inline]
    fn into_flow(self) -> ControlFlow<R> {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: HandlerOutput<R>, E, R, F: From<E>> HandlerOutput<Result<R, F>> for Result<T, E> {
    #[inline]
    fn into_flow(self) -> ControlFlow<Result<R, F>> {
        match self.map(T::into_flow) {
            Ok(ControlFlow::Continue(())) => ControlFlow::Continue(()),
            Ok(ControlFlow::Break(output)) => ControlFlow::Break(Ok(output)),
            Err(error) => ControlFlow::Break(Err(error.into())),
        }
    }
}
