//! An arm begins with a pattern.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        rx.recv() => println!("done"),
        () = async {} => {}
    }
}

fn main() {}
