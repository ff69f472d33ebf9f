//! Seven mistakes are seven errors, in one run.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        baised;
        n = rx.recv() { println!("{n:?}") }
        rx.recv() => {},
        n in rx => {},
        n = rx.recv() =>,
        keep n = rx.recv() => println!("{n:?}"),
        n = rx.recv() if true => println!("{n:?}"),
    }
}

fn main() {}
