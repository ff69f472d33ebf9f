//! A loop that does not wait would spin.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select_loop! {
        n = rx.recv() => println!("{n:?}"),
        default => {}
    }
}

fn main() {}
