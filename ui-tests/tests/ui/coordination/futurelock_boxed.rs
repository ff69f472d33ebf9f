//! A borrow of a future of unknown type may hold anything.
use std::pin::Pin;

async fn run(work: &mut Pin<Box<dyn Future<Output = ()>>>) {
    mea::select! {
        () = work => {}
        () = async {} => {}
    }
}

fn main() {}
