//! A borrow of a future that may be given what others wait for (futurelock).
use std::pin::pin;

use mea::{latch::Latch, marker::CancelSafe, mutex::Mutex};

fn race(_: impl CancelSafe) {}

fn main() {
    let (mutex, latch) = (Mutex::new(0), Latch::new(1));
    let mut lock = pin!(mutex.lock());
    race(lock.as_mut());
    race(&mut lock);

    // These are in order.
    race(mea::snooze_ok(&mut lock));
    race(pin!(latch.wait()));
    race(mutex.lock());
}
