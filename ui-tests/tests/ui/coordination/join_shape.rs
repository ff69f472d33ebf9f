//! Futures are separated by commas.
use std::future::ready;

async fn run() {
    mea::join!(ready(1) ready(2));
    mea::join!(a = ready(1), ready(2));
    mea::try_join!(baised; ready(Ok::<u8, ()>(1)));
}

fn main() {}
