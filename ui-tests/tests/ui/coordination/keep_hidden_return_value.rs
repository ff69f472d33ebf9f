//! The same with a value.
use mea::mpsc::UnboundedReceiver;

macro_rules! done {
    () => {
        return 7
    };
}

async fn run(mut rx: UnboundedReceiver<u32>) -> u32 {
    mea::select_loop! {
        keep _ = async {} => {}
        _ = rx.recv() => done!(),
        n = rx.recv() => if n.is_ok() { return 5 },
    }
}

fn main() {}
