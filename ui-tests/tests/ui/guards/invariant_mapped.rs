//! A guard that can write is invariant: a short-lived value could be written through it otherwise.
use mea::mutex::MappedMutexGuard;

fn shorten<'a, 's>(guard: MappedMutexGuard<'a, &'static str>) -> MappedMutexGuard<'a, &'s str> {
    guard
}

fn main() {}
