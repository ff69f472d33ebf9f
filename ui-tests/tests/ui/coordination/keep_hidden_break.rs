//! The same with a label around the loop.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    macro_rules! done {
        ($label:lifetime) => {
            break $label
        };
    }
    'outer: loop {
        mea::select_loop! {
            keep _ = async {} => {}
            _ = rx.recv() => done!('outer),
        }
    }
}

fn main() {}
