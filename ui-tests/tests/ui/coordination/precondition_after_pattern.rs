//! A precondition stands behind the future.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n if true = rx.recv() => println!("{n:?}"),
        () = async {} => {}
    }
}

fn main() {}
