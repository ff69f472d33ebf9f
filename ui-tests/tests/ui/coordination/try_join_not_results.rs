//! `try_join!` waits for results.
use std::future::ready;

async fn run() {
    let _ = mea::try_join!(ready(1), ready(Ok::<u8, ()>(2)));
}

fn main() {}
