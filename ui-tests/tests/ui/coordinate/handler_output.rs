//! A handler says whether the loop goes on, by a type that the loop understands.
use std::{fmt, ops::ControlFlow};

use mea::mpsc::BoundedReceiver;

struct Actor {
    commands: BoundedReceiver<u32>,
    stop: BoundedReceiver<()>,
    errors: BoundedReceiver<fmt::Error>,
}

#[mea::coordinate]
impl Actor {
    #[event_loop]
    async fn run(&mut self) -> u32;

    #[on(Ok(n) = self.commands.recv())]
    fn command(&mut self, n: u32) -> u32 {
        n
    }

    #[on(self.stop.recv())]
    fn stop(&mut self) -> ControlFlow<u64> {
        ControlFlow::Break(1)
    }

    #[on(Ok(error) = self.errors.recv())]
    async fn error(&mut self, error: fmt::Error) -> fmt::Result {
        Err(error)
    }
}

fn main() {}
