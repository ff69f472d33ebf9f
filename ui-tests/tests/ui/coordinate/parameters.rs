//! A parameter has the name of what the pattern binds; without a pattern there is one.
use mea::{latch::Latch, mpsc::BoundedReceiver};

struct Actor {
    numbers: BoundedReceiver<(u32, u32)>,
    more: BoundedReceiver<u32>,
    open: Latch,
}

#[mea::coordinate]
impl Actor {
    #[event_loop]
    async fn run(&mut self);

    #[on(Ok((a, b)) = self.numbers.recv())]
    fn numbers(&mut self, c: u32, b: u32) {}

    #[on(self.more.recv())]
    fn more(&mut self, n: u32, m: u32) {}

    #[on(() = self.open.wait())]
    fn open(&mut self, unit: ()) {}
}

fn main() {}
