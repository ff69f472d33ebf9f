//! Two handlers that wait for the same field.
use mea::{marker::abandon, mpsc::BoundedReceiver};

struct Actor {
    numbers: BoundedReceiver<u32>,
}

#[mea::coordinate]
impl Actor {
    #[event_loop]
    async fn run(&mut self);

    #[on(abandon(self.any()))]
    fn one(&mut self) {}

    #[on(_ = self.numbers.recv())]
    fn other(&mut self) {}
}

impl Actor {
    async fn any(&mut self) {}
}

fn main() {}
