//! The subjects of the matrix, one for each future (and for each way in which it can wait).

mod admission;
mod condvar;
mod event;
mod latch;
mod mutex;
mod once;
mod oneshot;
mod rwlock;
mod semaphore;
mod upgradable;
mod watch;

pub(super) use self::{
    admission::*, condvar::*, event::*, latch::*, mutex::*, once::*, oneshot::*, rwlock::*,
    semaphore::*, upgradable::*, watch::*,
};

pub(super) const WANTS_ONE: (u8, &str) = (2, "there is nothing to want more of");
