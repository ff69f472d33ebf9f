//! A guard that can write is invariant: a short-lived value could be written through it otherwise.
use mea::mutex::OwnedMappedMutexGuard;

fn shorten<'s>(
    guard: OwnedMappedMutexGuard<(), &'static str>,
) -> OwnedMappedMutexGuard<(), &'s str> {
    guard
}

fn main() {}
