//! Macros that may await are not overlooked; those of the standard library are looked into.
use mea::{latch::Latch, mpsc::UnboundedReceiver};

macro_rules! both {
    ($a:expr, $b:expr) => {
        ($a.await, $b.await)
    };
}

#[mea::cancel_safe]
async fn unknown(a: &Latch, b: &Latch) {
    both!(a.wait(), b.wait());
}

mod tokio {
    macro_rules! join {
        ($($future:expr),*) => {
            ($($future.await),*)
        };
    }
    pub(super) use join;
}

#[mea::cancel_safe]
async fn awaits(a: &Latch, b: &Latch) {
    tokio::join!(a.wait(), b.wait());
}

#[mea::cancel_safe]
async fn looked_into(numbers: &mut UnboundedReceiver<u32>) {
    println!("{:?}", numbers.recv().await);
    assert!(matches!(numbers.recv().await, Ok(1)));
}

fn main() {}
