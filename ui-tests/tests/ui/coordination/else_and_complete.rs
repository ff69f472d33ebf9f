//! Two names of the same arm.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        Ok(n) = rx.recv() => println!("{n}"),
        else => {}
        complete => {}
    }
}

fn main() {}
