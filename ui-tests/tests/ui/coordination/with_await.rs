//! The block awaits the second future itself.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n = rx.recv(), with _ = async { 1 }.await => println!("{n:?}"),
        () = async {} => {}
    }
}

fn main() {}
