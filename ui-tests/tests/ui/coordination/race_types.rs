//! The futures of a race have one output.
use std::future::ready;

async fn run() {
    mea::race!(ready(1), ready("2"));
}

fn main() {}
