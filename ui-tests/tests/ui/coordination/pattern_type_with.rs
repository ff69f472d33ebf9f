//! The same, of the second future.
use mea::mpsc::UnboundedReceiver;

use std::future::ready;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        Ok(n) = rx.recv(), with Some(m) = ready(1) => println!("{n} {m}"),
        () = async {} => {}
    }
}

fn main() {}
