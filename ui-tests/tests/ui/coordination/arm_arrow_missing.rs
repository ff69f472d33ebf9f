//! Handlers follow an arrow.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n = rx.recv() { println!("{n:?}") }
        () = async {} => {}
    }
}

fn main() {}
