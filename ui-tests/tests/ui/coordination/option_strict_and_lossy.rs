//! Two options that exclude each other.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        strict;
        lossy;
        n = rx.recv() => println!("{n:?}"),
    }
}

fn main() {}
