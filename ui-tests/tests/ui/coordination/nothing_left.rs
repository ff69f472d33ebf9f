//! When all arms can be disabled, a loop says what happens then.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select_loop! {
        Ok(n) = rx.recv() => println!("{n}"),
        Some(n) = std::future::ready(Some(1)) => println!("{n}"),
    }
}

fn main() {}
