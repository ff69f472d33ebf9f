//! The subjects of the matrix, one for each future (and for each way in which it can wait).

mod admission;
mod barrier;
mod broadcast;
mod condvar;
mod event;
mod latch;
mod mpmc;
mod mpsc;
mod mutex;
mod once;
mod oneshot;
mod rwlock;
mod semaphore;
mod shutdown;
mod timeout;
mod upgradable;
mod waitgroup;
mod watch;

pub(super) use self::{
    admission::*, barrier::*, broadcast::*, condvar::*, event::*, latch::*, mpmc::*, mpsc::*,
    mutex::*, once::*, oneshot::*, rwlock::*, semaphore::*, shutdown::*, timeout::*, upgradable::*,
    waitgroup::*, watch::*,
};

pub(super) const WANTS_ONE: (u8, &str) = (2, "there is nothing to want more of");
