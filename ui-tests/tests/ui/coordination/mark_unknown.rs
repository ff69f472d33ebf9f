//! An unknown word before a pattern.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select_loop! {
        kepp n = async { 1 } => println!("{n}"),
        n = rx.recv() => println!("{n:?}"),
    }
}

fn main() {}
