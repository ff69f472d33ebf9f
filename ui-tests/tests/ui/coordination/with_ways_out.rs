//! The second future is made anew all the time; nothing is left from there.
use mea::mpsc::UnboundedReceiver;

use std::future::ready;

fn open() -> Option<u32> {
    None
}

async fn run(mut rx: UnboundedReceiver<u32>) -> Option<u32> {
    mea::select_loop! {
        n = rx.recv(), with _ = ready(open()?) => println!("{n:?}"),
        n = rx.recv(), with _ = ready(return None) => println!("{n:?}"),
        n = rx.recv(), with _ = ready(break) => println!("{n:?}"),
    }
}

fn main() {}
