//! Options stand before the arms.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n = rx.recv() => println!("{n:?}"),
        biased;
        () = async {} => {}
    }
}

fn main() {}
