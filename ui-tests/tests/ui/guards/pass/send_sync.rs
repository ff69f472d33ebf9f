//! Guards are `Send` and `Sync` wherever they can be.
use std::{cell::Cell, sync::MutexGuard as SyncButNotSend};

use mea::{
    mutex::{MappedMutexGuard, MutexGuard, OwnedMappedMutexGuard, OwnedMutexGuard},
    rwlock::{
        MappedRwLockReadGuard, MappedRwLockWriteGuard, OwnedRwLockReadGuard, OwnedRwLockWriteGuard,
        RwLockReadGuard, RwLockUpgradableReadGuard, RwLockWriteGuard,
    },
};

type SendButNotSync = Cell<u8>;

fn send<T: Send>() {}
fn sync<T: Sync>() {}

fn main() {
    // A guard that writes is a `&mut`: `Send` asks for `Send`, and `Sync` for `Sync`.
    send::<MutexGuard<'_, SendButNotSync>>();
    send::<MappedMutexGuard<'_, SendButNotSync>>();
    send::<OwnedMutexGuard<SendButNotSync>>();
    send::<OwnedMappedMutexGuard<SendButNotSync, SendButNotSync>>();
    send::<MappedRwLockWriteGuard<'_, SendButNotSync>>();
    sync::<MutexGuard<'_, SyncButNotSend<'_, u8>>>();
    sync::<MappedMutexGuard<'_, SyncButNotSend<'_, u8>>>();
    sync::<RwLockWriteGuard<'_, SyncButNotSend<'_, u8>>>();

    // A guard that reads is a `&`: both ask for `Sync`.
    send::<RwLockReadGuard<'_, SyncButNotSend<'_, u8>>>();
    send::<MappedRwLockReadGuard<'_, SyncButNotSend<'_, u8>>>();
    sync::<RwLockReadGuard<'_, SyncButNotSend<'_, u8>>>();
    sync::<RwLockUpgradableReadGuard<'_, SyncButNotSend<'_, u8>>>();

    // An owner is sent with its guard, and its lock is shared then: both are asked for.
    send::<OwnedRwLockReadGuard<u8>>();
    send::<OwnedRwLockWriteGuard<u8>>();
    sync::<OwnedRwLockReadGuard<u8>>();
}
