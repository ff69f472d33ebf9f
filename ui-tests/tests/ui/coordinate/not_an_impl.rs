//! It goes on an `impl` of the type itself.
#[mea::coordinate]
struct Actor;

trait Run {
    async fn run(&mut self);
}

#[mea::coordinate]
impl Run for Actor {
    #[event_loop]
    async fn run(&mut self);
}

fn main() {}
