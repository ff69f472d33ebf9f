//! A pinned borrow is one, too, whatever type its future has.
use std::pin::Pin;

async fn run(mut work: Pin<&mut impl Future<Output = u32>>) {
    mea::select! {
        n = work.as_mut() => println!("{n}"),
        _ = async {} => {}
    }
}

fn main() {}
