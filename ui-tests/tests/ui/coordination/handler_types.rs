//! The handlers of a block have one type.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) -> u32 {
    mea::select! {
        n = rx.recv() => n.unwrap_or(0),
        () = async {} => "nothing",
    }
}

fn main() {}
