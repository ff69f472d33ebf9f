//! `?` in a function that returns nothing.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select_loop! {
        keep _ = async {} => {}
        n = rx.recv() => println!("{}", n?),
    }
}

fn main() {}
