//! A kept future runs beside the loop, and does not leave it.
use mea::mpsc::UnboundedReceiver;

use std::future::ready;

fn open() -> Option<u32> {
    None
}

async fn run(mut rx: UnboundedReceiver<u32>) -> Option<u32> {
    mea::select_loop! {
        keep n = ready(open()?) => println!("{n}"),
        keep n = ready(if open().is_none() { return None } else { 1 }) => println!("{n}"),
        once n = ready(if open().is_none() { break Some(2) } else { 1 }) => println!("{n}"),
        n = rx.recv() => println!("{n:?}"),
    }
}

fn main() {}
