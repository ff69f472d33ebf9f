//! Two arms that borrow the same thing mutably.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n = rx.recv() => println!("{n:?}"),
        m = rx.recv() => println!("{m:?}"),
    }
}

fn main() {}
