//! A block has one spelling.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        if let Ok(n) = rx.recv() {
            println!("{n}");
        }
        () = async {} => {}
    }
}

fn main() {}
