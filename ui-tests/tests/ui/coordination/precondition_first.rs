//! A precondition does not begin an arm.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        () = async {} => {}
        if true, n = rx.recv() => println!("{n:?}"),
    }
}

fn main() {}
