//! A future that is not known to be cancel-safe, and what to do about it.
use mea::marker::CancelSafe;

fn race(_: impl CancelSafe) {}

async fn read() -> Vec<u8> {
    Vec::new()
}

fn main() {
    race(read());
    race(mea::abandon(read()));
}
