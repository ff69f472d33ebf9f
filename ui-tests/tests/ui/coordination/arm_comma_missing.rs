//! A handler without braces ends with a comma.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n = rx.recv() => println!("{n:?}")
        () = async {} => {}
    }
}

fn main() {}
