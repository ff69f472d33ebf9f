//! The same with `?`.
use mea::mpsc::UnboundedReceiver;

macro_rules! get {
    () => {
        Some(7)?
    };
}

async fn run(mut rx: UnboundedReceiver<u32>) -> Option<u32> {
    mea::select_loop! {
        keep _ = async {} => {}
        _ = rx.recv() => println!("{}", get!()),
    }
}

fn main() {}
