//! What goes to a handler must not borrow the actor, which goes there, too.
use mea::mpsc::{BoundedReceiver, BoundedSender, Permit};

struct Actor {
    numbers: BoundedReceiver<u32>,
    out: BoundedSender<u32>,
}

#[mea::coordinate]
impl Actor {
    #[event_loop]
    async fn run(&mut self);

    #[on(n = self.numbers.recv(), with Ok(room) = self.out.reserve())]
    fn number(&mut self, n: Result<u32, mea::mpsc::RecvError>, room: Permit<'_, u32>) {}
}

fn main() {}
