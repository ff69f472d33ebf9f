//! An option ends with a semicolon.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        biased,
        n = rx.recv() => println!("{n:?}"),
    }
}

fn main() {}
