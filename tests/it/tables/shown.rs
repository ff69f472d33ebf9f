//! `Debug` of futures: the name of the type, whatever they wait for, and without the value.

use std::{fmt::Debug, sync::Arc};

use mea::{
    admission::FairShare,
    order::Held,
    rwlock::{RwLock, RwLockUpgradableReadGuard},
    shared,
};

use crate::support::now;

/// A value that cannot be shown.
#[derive(Default)]
struct Bare;

#[track_caller]
fn shows(shown: impl Debug, name: &str) {
    let text = format!("{shown:?}");
    assert!(text.starts_with(name), "{name}: {text}");
}

#[test]
fn futures_of_locks_show_their_names() {
    let share = Arc::new(FairShare::<u8>::new(1));
    shows(share.acquire(1), "Acquire");
    shows(share.clone().acquire_owned(1), "AcquireOwned");
    let lock = Arc::new(RwLock::new(Bare));
    shows(lock.upgradable_read(), "UpgradableRead");
    shows(lock.clone().upgradable_read_owned(), "UpgradableReadOwned");
    let mut guard = now(lock.upgradable_read());
    shows(RwLockUpgradableReadGuard::upgrade(&mut guard), "Upgrade");
}

#[shared]
struct State {
    #[lock(mutex)]
    alone: Bare,
    #[lock(rwlock)]
    left: Bare,
}

#[test]
fn futures_of_shared_show_their_names() {
    let state = Arc::new(State::new(Bare, Bare));
    shows(state.alone().lock(), "Acquire");
    shows(state.alone_arc().lock(), "AcquireOwned");
    shows(state.locks().alone().left().lock(), "LockAll");
    let mut held = Held::nothing();
    shows(state.alone().lock_after(&mut held), "AcquireAfter");
    shows(state.locks().alone().lock_after(&mut held), "LockAllAfter");
}
