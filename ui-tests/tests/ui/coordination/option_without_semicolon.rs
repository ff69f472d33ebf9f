//! An option without its semicolon reads as a mark.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        biased
        n = rx.recv() => println!("{n:?}"),
    }
}

fn main() {}
