//! A guard that can write is invariant: a short-lived value could be written through it otherwise.
use mea::mutex::MutexGuard;

fn shorten<'a, 's>(guard: MutexGuard<'a, &'static str>) -> MutexGuard<'a, &'s str> {
    guard
}

fn main() {}
