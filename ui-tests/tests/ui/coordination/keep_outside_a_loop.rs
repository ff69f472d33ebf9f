//! A future lives across the turns of a loop, or is no kept one.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        keep n = async { 1 } => println!("{n}"),
        once n = async { 1 } => println!("{n}"),
        n = rx.recv() => println!("{n:?}"),
    }
}

fn main() {}
