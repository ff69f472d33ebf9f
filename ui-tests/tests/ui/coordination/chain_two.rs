//! Two chains are not one block.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        if let Ok(n) = rx.recv() {
            println!("{n}");
        }
        if let () = async {} {
        }
    }
}

fn main() {}
