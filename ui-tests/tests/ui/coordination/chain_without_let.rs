//! Each link of the chain has a `let`.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>, on: bool) {
    mea::select!(
        if on {
            println!("on");
        } else if let Ok(n) = rx.recv() {
            println!("{n}");
        }
    );
}

fn main() {}
