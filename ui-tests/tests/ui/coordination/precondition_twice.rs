//! An arm has one precondition.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n = rx.recv(), if true, if false => println!("{n:?}"),
        () = async {} => {}
    }
}

fn main() {}
