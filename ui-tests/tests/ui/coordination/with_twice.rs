//! An arm waits for one thing more.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n = rx.recv(), with _ = std::future::ready(1), with _ = std::future::ready(2) => println!("{n:?}"),
    }
}

fn main() {}
