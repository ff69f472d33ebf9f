//! A future of a handler is begun anew at each turn, so it must lose nothing.
use mea::mpsc::BoundedReceiver;

struct Actor {
    numbers: BoundedReceiver<u32>,
}

#[mea::coordinate]
impl Actor {
    #[event_loop]
    async fn run(&mut self, frames: Frames);

    #[on(frames.next())]
    fn frame(&mut self, frame: u32) {}

    #[on(_ = self.numbers.recv())]
    fn number(&mut self) {}
}

struct Frames;

impl Frames {
    async fn next(&self) -> u32 {
        1
    }
}

fn main() {}
