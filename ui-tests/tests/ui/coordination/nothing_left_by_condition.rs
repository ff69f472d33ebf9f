//! A precondition disables an arm as well.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>, on: bool) {
    mea::select_loop! {
        Ok(n) = rx.recv() => println!("{n}"),
        _ = std::future::pending::<()>(), if on => {}
    }
}

fn main() {}
