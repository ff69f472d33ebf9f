//! The futures of reading and writing.
//!
//! # Safety
//!
//! `wanting` is what the [table](super::raw) says that the mode takes: a `READER`, by [`Want::Read`]; the
//! `WRITER`, by [`Want::Write`].
#![allow(unsafe_code)]

use super::{
    OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock, RwLockReadGuard, RwLockWriteGuard,
    engine::Want, raw::RawRwLock,
};
use crate::guard::{
    Acquiring, BorrowedHome, Exclusive, Guards, LockOwner, OwnedHome, Shared, acquire_futures,
};

acquire_futures! {
    RwLock in Shared, wanting |_: &RawRwLock| Want::Read;

    /// The future of [`RwLock::read`]. Cancel-safe; not snooze-safe.
    Read -> RwLockReadGuard;

    /// The future of [`RwLock::read_owned`]. Cancel-safe; not snooze-safe.
    ReadOwned -> OwnedRwLockReadGuard;
}

acquire_futures! {
    RwLock in Exclusive, wanting |_: &RawRwLock| Want::Write;

    /// The future of [`RwLock::write`]. Cancel-safe; not snooze-safe.
    Write -> RwLockWriteGuard;

    /// The future of [`RwLock::write_owned`]. Cancel-safe; not snooze-safe.
    WriteOwned -> OwnedRwLockWriteGuard;
}
