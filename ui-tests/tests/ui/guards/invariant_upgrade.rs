//! The future of an upgrade is invariant as the guard that it ends with: a short-lived value could be
//! written through that otherwise.
use mea::rwlock::Upgrade;

fn shorten<'a, 's>(upgrade: Upgrade<'a, &'static str>) -> Upgrade<'a, &'s str> {
    upgrade
}

fn main() {}
