//! An actor has one event loop, and that is marked, waits, and has the actor.
use mea::latch::Latch;

struct Actor {
    open: Latch,
}

#[mea::coordinate]
impl Actor {
    #[event_loop]
    fn run(actor: &mut Self);

    #[event_loop]
    async fn again(&mut self);

    async fn unmarked(&mut self);

    #[on(self.open.wait())]
    fn open(&mut self) {}
}

fn main() {}
