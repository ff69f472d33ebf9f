//! Each option once.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        biased;
        strict;
        biased;
        n = rx.recv() => println!("{n:?}"),
    }
}

fn main() {}
