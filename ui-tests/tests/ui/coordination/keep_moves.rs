//! A kept future that moves something away cannot be made anew.
use mea::mpsc::UnboundedReceiver;

async fn eat(_: String) {}

async fn run(mut rx: UnboundedReceiver<u32>) {
    let food = String::new();
    mea::select_loop! {
        keep () = eat(food) => {}
        _ = rx.recv() => break,
    }
}

fn main() {}
