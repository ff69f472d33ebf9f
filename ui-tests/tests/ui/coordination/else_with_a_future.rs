//! `else` waits for nothing.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        Ok(n) = rx.recv() => println!("{n}"),
        else = async {} => {}
    }
}

fn main() {}
