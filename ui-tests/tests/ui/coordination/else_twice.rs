//! One arm for when nothing is left.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        Ok(n) = rx.recv() => println!("{n}"),
        else => {}
        else => {}
    }
}

fn main() {}
