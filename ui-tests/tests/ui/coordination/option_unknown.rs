//! Unknown options, with a guess.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        baised;
        whatever;
        n = rx.recv() => println!("{n:?}"),
    }
}

fn main() {}
