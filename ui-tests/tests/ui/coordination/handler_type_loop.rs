//! The handlers of a loop have no value: only `break` ends it.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select_loop! {
        n = rx.recv() => n.unwrap_or(0),
        () = std::future::ready(()) => {}
    }
}

fn main() {}
