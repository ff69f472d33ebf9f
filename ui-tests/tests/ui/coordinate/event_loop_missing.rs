//! Without an event loop there is nothing to write.
use mea::latch::Latch;

struct Actor {
    open: Latch,
}

#[mea::coordinate]
impl Actor {
    #[on(self.open.wait())]
    fn open(&mut self) {}
}

fn main() {}
