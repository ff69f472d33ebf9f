//! Each mark once, and only one that says how long the future lives.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select_loop! {
        keep keep _ = async {} => {}
        control control _ = rx.recv() => {}
        keep once _ = async {} => {}
        once control keep _ = async {} => {}
    }
}

fn main() {}
