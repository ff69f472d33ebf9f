//! The subjects of the matrix, one for each future (and for each way in which it can wait).

mod admission;
mod barrier;
mod condvar;
mod event;
mod latch;
mod mpmc;
mod mpsc;
mod mutex;
mod once;
mod rwlock;
mod semaphore;
mod shutdown;
mod upgradable;
mod waitgroup;

pub(super) use self::{
    admission::*, barrier::*, condvar::*, event::*, latch::*, mpmc::*, mpsc::*, mutex::*, once::*,
    rwlock::*, semaphore::*, shutdown::*, upgradable::*, waitgroup::*,
};

pub(super) const WANTS_ONE: (u8, &str) = (2, "there is nothing to want more of");
