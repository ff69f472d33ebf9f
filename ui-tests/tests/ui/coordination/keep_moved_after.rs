//! What a kept future was made of is gone after the loop.
use mea::mpsc::UnboundedReceiver;

async fn eat(_: String) {}

async fn run(mut rx: UnboundedReceiver<u32>) {
    let food = String::new();
    mea::select_loop! {
        once () = eat(food) => {}
        _ = rx.recv() => break,
    }
    println!("{food}");
}

fn main() {}
