//! A precondition stands behind a comma.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n = rx.recv() if true => println!("{n:?}"),
        () = async {} => {}
    }
}

fn main() {}
