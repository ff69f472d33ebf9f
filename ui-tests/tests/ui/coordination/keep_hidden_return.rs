//! A `return` that a macro makes up would leave the kept futures behind.
use mea::mpsc::UnboundedReceiver;

macro_rules! done {
    () => {
        return
    };
}

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select_loop! {
        keep _ = async {} => {}
        _ = rx.recv() => done!(),
    }
}

fn main() {}
