//! So is a pinned variable that stands for its future.
use std::pin::pin;

use mea::mutex::Mutex;

async fn run(mutex: &Mutex<u32>) {
    let lock = pin!(mutex.lock());
    mea::select! {
        _ = lock => {}
        _ = async {} => {}
    }
}

fn main() {}
