//! The conditions of an arm are joined with `&&`.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>, on: bool) {
    mea::select!(
        if on || let Ok(n) = rx.recv() {
            println!("{n}");
        } else {
        }
    );
}

fn main() {}
