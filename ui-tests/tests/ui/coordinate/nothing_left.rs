//! When no handler can be called any more, somebody has to say what then.
use mea::mpsc::BoundedReceiver;

struct Actor {
    numbers: BoundedReceiver<u32>,
}

#[mea::coordinate]
impl Actor {
    #[event_loop]
    async fn run(&mut self);

    #[on(Ok(n) = self.numbers.recv())]
    fn number(&mut self, n: u32) {}
}

fn main() {}
