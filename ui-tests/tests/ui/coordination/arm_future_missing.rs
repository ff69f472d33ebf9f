//! An arm has a future.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n = => println!("{n:?}"),
        n =, if true => println!("{n:?}"),
        () = async {} => {}
    }
}

fn main() {}
