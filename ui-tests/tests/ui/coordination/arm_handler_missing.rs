//! An arm has a handler.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        n = rx.recv() =>,
        n = rx.recv(),
        () = async {} =>
    }
    mea::select! {
        n = rx.recv() => {}
        () = async {}
    }
}

fn main() {}
