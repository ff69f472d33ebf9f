//! A lock for a `static` that the model checkers do not see: what is behind it outlives a run of theirs.
#![allow(dead_code)] // see `super`

use ::std::sync::{Mutex, MutexGuard, PoisonError};

pub(crate) struct GlobalLock<T>(Mutex<T>);

impl<T> GlobalLock<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
