//! The body of the event loop is what the macro is for.
use mea::latch::Latch;

struct Actor {
    open: Latch,
}

#[mea::coordinate]
impl Actor {
    #[event_loop]
    async fn run(&mut self) {
        self.open.wait().await;
    }

    #[on(self.open.wait())]
    fn open(&mut self) {}
}

fn main() {}
