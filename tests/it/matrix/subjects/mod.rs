//! The subjects of the matrix, one for each future (and for each way in which it can wait).

mod condvar;
mod latch;
mod mutex;
mod rwlock;
mod semaphore;
mod upgradable;

pub(super) use self::{condvar::*, latch::*, mutex::*, rwlock::*, semaphore::*, upgradable::*};

pub(super) const WANTS_ONE: (u8, &str) = (2, "there is nothing to want more of");
