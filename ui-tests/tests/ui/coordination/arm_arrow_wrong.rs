//! A thin arrow, or none before a handler without braces.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n = rx.recv() -> println!("{n:?}"),
        () = async {} println!("done"),
        () = async {} => {}
    }
}

fn main() {}
