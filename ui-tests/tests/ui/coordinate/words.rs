//! Unknown words, with a guess.
use mea::latch::Latch;

struct Actor {
    open: Latch,
}

#[mea::coordinate(crat = mea)]
impl Actor {
    #[event_loop(baised)]
    async fn run(&mut self);

    #[on(self.open.wait())]
    fn open(&mut self) {}

    #[on(() = self.open.wait() if true)]
    fn condition(&mut self) {}

    #[on(() = self.open.wait() => self.arrow())]
    fn arrow(&mut self) {}

    #[on]
    fn nothing(&mut self) {}
}

fn main() {}
