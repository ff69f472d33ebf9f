//! A precondition is looked at before the future is polled.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n = rx.recv() => if true { println!("{n:?}") },
        n = rx.recv() => println!("{n:?}"), if true,
        () = async {} => {}
    }
}

fn main() {}
