//! `with` has a pattern, an `=` and a future, behind a comma.
use mea::mpsc::UnboundedReceiver;

use std::future::ready;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n = rx.recv() with _ = ready(1) => println!("{n:?}"),
        n = rx.recv(), with ready(1) => println!("{n:?}"),
        n = rx.recv(), with _ = => println!("{n:?}"),
    }
}

fn main() {}
