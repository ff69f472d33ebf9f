//! A kept future is alive while handlers have the actor.
use mea::mpsc::BoundedReceiver;

struct Actor {
    numbers: BoundedReceiver<u32>,
}

#[mea::coordinate]
impl Actor {
    #[event_loop]
    async fn run(&mut self);

    #[on(keep n = async { self.numbers.recv().await })]
    fn number(&mut self, n: Result<u32, mea::mpsc::RecvError>) {}
}

fn main() {}
