//! A guard that can write is invariant: a short-lived value could be written through it otherwise.
use mea::mutex::OwnedMutexGuard;

fn shorten<'s>(guard: OwnedMutexGuard<&'static str>) -> OwnedMutexGuard<&'s str> {
    guard
}

fn main() {}
