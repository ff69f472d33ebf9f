//! What a kept future borrows is not to be had in the handlers.
use mea::mpsc::UnboundedReceiver;

async fn fill(_: &mut [u8]) {}

async fn run(mut rx: UnboundedReceiver<u32>) {
    let mut buffer = [0; 16];
    mea::select_loop! {
        keep () = fill(&mut buffer) => {}
        _ = rx.recv() => buffer[0] = 1,
    }
}

fn main() {}
