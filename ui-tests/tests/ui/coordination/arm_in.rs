//! `in` is not the `=` of an arm.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n in rx => println!("{n:?}"),
        () = async {} => {}
    }
}

fn main() {}
