//! `else` has an arrow as well.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        Ok(n) = rx.recv() => println!("{n}"),
        else { println!("closed") }
    }
    mea::select! {
        Ok(n) = rx.recv() => println!("{n}"),
        else
    }
}

fn main() {}
