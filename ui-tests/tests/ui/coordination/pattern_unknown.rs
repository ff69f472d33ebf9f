//! A pattern of something that is not there.
use mea::mpsc::UnboundedReceiver;

async fn run(mut rx: UnboundedReceiver<u32>) {
    mea::select! {
        Foo(n) = rx.recv() => println!("{n}"),
        () = async {} => {}
    }
}

fn main() {}
