//! A pattern of another type than the output.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        Some(n) = rx.recv() => println!("{n}"),
        () = async {} => {}
    }
}

fn main() {}
