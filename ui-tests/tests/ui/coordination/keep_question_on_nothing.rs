//! `?` on what it cannot be put to, in a loop with kept arms.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) -> Option<u32> {
    mea::select_loop! {
        keep _ = async {} => {}
        n = rx.recv() => println!("{:?}", n.is_ok()?),
    }
}

fn main() {}
