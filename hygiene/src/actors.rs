//! `#[coordinate]`.

#[allow(unused_imports)]
use crate::names::*;
use crate::reexported;

use ::core::result::Result::Ok as Fine;

type Receiver = reexported::mpsc::UnboundedReceiver<u32>;
type Received<T> = ::core::result::Result<T, reexported::mpsc::RecvError>;

/// An actor.
pub struct Counter<U> {
    commands: Receiver,
    signals: Receiver,
    sum: u32,
    extra: U,
}

#[reexported::coordinate(crate = crate::reexported::mea)]
impl<U: ::core::marker::Send> Counter<U> {
    /// The loop.
    #[event_loop(biased)]
    pub async fn run(&mut self, mut frames: Receiver) -> Received<u32>;

    #[on(control Fine(value) = self.signals.recv(), if self.sum < 10)]
    fn signal(&mut self, value: u32) -> ::core::ops::ControlFlow<Received<u32>> {
        if value == 0 {
            return ::core::ops::ControlFlow::Break(::core::result::Result::Ok(self.sum));
        }
        ::core::ops::ControlFlow::Continue(())
    }

    #[on(self.commands.recv())]
    async fn command(&mut self, outcome: Received<u32>) -> Received<()> {
        self.sum += outcome?;
        ::core::result::Result::Ok(())
    }

    #[on(keep frames.recv())]
    fn frame(&mut self, frame: Received<u32>) -> Received<()> {
        self.sum += frame?;
        ::core::result::Result::Ok(())
    }

    /// What is not a handler.
    pub const fn extra(&self) -> &U {
        &self.extra
    }
}

/// A wait.
pub struct Waits {
    receiver: Receiver,
    value: u32,
}

impl Waits {
    /// Loses nothing.
    #[reexported::cancel_safe(crate = crate::reexported::mea)]
    pub async fn next(&mut self) -> Received<u32> {
        let value = self.receiver.recv().await?;
        self.value += value;
        ::core::result::Result::Ok(value)
    }
}
