//! A rwlock that is held; a grant releases it.
//!
//! Readers are tried twice: with one place for a reader, where the lock goes from one to the next, and
//! behind a writer, where all are let in at once.

use std::{
    num::NonZeroUsize,
    sync::{Arc, Mutex},
};

use mea::{
    guard::{self, BorrowedAccess, Shared},
    rwlock::{
        OwnedRwLockReadGuard, OwnedRwLockWriteGuard, Read, ReadOwned, RwLock, RwLockReadGuard,
        RwLockWriteGuard,
    },
};

use super::WANTS_ONE;
use crate::{
    matrix::subject::{Many, Reach, Subject, unit},
    support::{Slot, leak, poll_and_drop},
};

pub(super) fn touch(lock: &RwLock<u64>) {
    assert!(format!("{lock:?}").starts_with("RwLock"));
    drop(lock.try_write());
    drop(lock.try_read());
    drop(lock.try_upgradable_read());
    drop(poll_and_drop(lock.write()));
    drop(poll_and_drop(lock.read()));
    drop(poll_and_drop(lock.upgradable_read()));
}

#[track_caller]
pub(super) fn assert_free(lock: &RwLock<u64>) {
    assert!(lock.try_write().is_some(), "a permit was lost");
    assert!(lock.try_upgradable_read().is_some(), "the right was lost");
}

fn one_reader() -> RwLock<u64> {
    RwLock::with_max_readers(0, NonZeroUsize::MIN)
}

trait Owners {
    fn owners(&self) -> Option<usize>;
}

impl Owners for &'static RwLock<u64> {
    fn owners(&self) -> Option<usize> {
        None
    }
}

impl Owners for Arc<RwLock<u64>> {
    fn owners(&self) -> Option<usize> {
        Some(Arc::strong_count(self))
    }
}

/// Subjects that hold one guard, of the kind that they wait for (`again`: it is kept when it is given
/// back) or of another kind.
macro_rules! held {
    (
        $Subject:ident waits for $Future:ty => $Output:ty, $name:literal, $Owner:ty;
        $lock:expr; holds $Held:ty = $hold:expr;
        $wait:expr; $give_back:expr; $($items:tt)*
    ) => {
        pub(in crate::matrix) struct $Subject {
            lock: $Owner,
            held: Slot<$Held>,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            type Future = $Future;
            type Output = $Output;
            $($items)*

            fn busy() -> Self {
                let lock: $Owner = $lock;
                let hold: fn(&$Owner) -> Option<$Held> = $hold;
                let held = Slot::new(hold(&lock).unwrap());
                Self { lock, held }
            }

            fn future(&self) -> Self::Future {
                let wait: fn(&$Owner) -> $Future = $wait;
                wait(&self.lock)
            }

            fn grant(&self) {
                drop(self.held.take());
            }

            fn give_back(&self, output: Self::Output) {
                let give_back: fn(&Self, $Output) = $give_back;
                give_back(self, output);
            }

            fn assert_idle(&self) {
                self.grant();
                assert_free(&self.lock);
            }

            fn touch(&self) {
                touch(&self.lock);
            }

            fn owners(&self) -> Option<usize> {
                Some(self.lock.owners()? - usize::from(self.held.is_full()))
            }
        }
    };
}

held! {
    ReadOne waits for Read<'static, u64> => RwLockReadGuard<'static, u64>,
    "rwlock::Read", &'static RwLock<u64>;
    leak(one_reader()); holds RwLockReadGuard<'static, u64> = |lock| lock.try_read();
    |lock| lock.read(); |this, output| this.held.put(output);
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
}

held! {
    ReadOwnedOne waits for ReadOwned<u64> => OwnedRwLockReadGuard<u64>,
    "rwlock::ReadOwned", Arc<RwLock<u64>>;
    Arc::new(one_reader()); holds OwnedRwLockReadGuard<u64> = |lock| lock.clone().try_read_owned();
    |lock| lock.clone().read_owned(); |this, output| this.held.put(output);
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
}

held! {
    GuardAcquireShared waits for guard::Acquire<'static, RwLock<u64>, Shared>
        => BorrowedAccess<'static, RwLock<u64>, Shared>,
    "guard::Acquire", &'static RwLock<u64>;
    leak(one_reader());
    holds BorrowedAccess<'static, RwLock<u64>, Shared> = |lock| guard::try_acquire(*lock);
    |lock| guard::acquire(*lock); |this, output| this.held.put(output);
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
}

held! {
    ReadMany waits for Read<'static, u64> => RwLockReadGuard<'static, u64>,
    "rwlock::Read", &'static RwLock<u64>;
    leak(RwLock::new(0)); holds RwLockWriteGuard<'static, u64> = |lock| lock.try_write();
    |lock| lock.read(); |_, output| drop(output);
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
    const REACH: Reach = Reach::All;
}

held! {
    ReadOwnedMany waits for ReadOwned<u64> => OwnedRwLockReadGuard<u64>,
    "rwlock::ReadOwned", Arc<RwLock<u64>>;
    Arc::new(RwLock::new(0));
    holds OwnedRwLockWriteGuard<u64> = |lock| lock.clone().try_write_owned();
    |lock| lock.clone().read_owned(); |_, output| drop(output);
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
    const REACH: Reach = Reach::All;
}

held! {
    Write waits for mea::rwlock::Write<'static, u64> => RwLockWriteGuard<'static, u64>,
    "rwlock::Write", &'static RwLock<u64>;
    leak(RwLock::new(0)); holds RwLockWriteGuard<'static, u64> = |lock| lock.try_write();
    |lock| lock.write(); |this, output| this.held.put(output);
    fn many() -> Many {
        many(|lock| unit(leak(lock.clone()).write()))
    }
}

held! {
    WriteOwned waits for mea::rwlock::WriteOwned<u64> => OwnedRwLockWriteGuard<u64>,
    "rwlock::WriteOwned", Arc<RwLock<u64>>;
    Arc::new(RwLock::new(0));
    holds OwnedRwLockWriteGuard<u64> = |lock| lock.clone().try_write_owned();
    |lock| lock.clone().write_owned(); |this, output| this.held.put(output);
    fn many() -> Many {
        many(|lock| unit(lock.clone().write_owned()))
    }
}

/// Two readers read, the writer waits for both, a third reader waits behind the writer; one of the
/// two leaves.
pub(super) fn many(head: impl FnOnce(&Arc<RwLock<u64>>) -> crate::support::BoxFuture) -> Many {
    let lock = Arc::new(RwLock::with_max_readers(0, NonZeroUsize::new(2).unwrap()));
    let one = lock.clone().try_read_owned().unwrap();
    let two = Arc::new(Mutex::new(lock.clone().try_read_owned()));
    let (end, last) = (lock.clone(), two.clone());
    Many {
        head: head(&lock),
        behind: unit(lock.read_owned()),
        part: Box::new(move || drop(one)),
        assert_idle: Box::new(move || {
            drop(last.lock().unwrap().take());
            assert_free(&end);
        }),
    }
}
