//! Upgradable reads, and upgrades.
//!
//! An upgradable read waits twice: for the right to upgrade, which another one has, and then, with
//! the right, for the permit of a reader, which a writer has. An upgrade waits for a reader to leave;
//! there is one at a time.

use std::{
    num::NonZeroUsize,
    sync::{Arc, Mutex},
};

use mea::{
    guard::{self, BorrowedAccess, Upgradable},
    rwlock::{
        self, OwnedRwLockReadGuard, OwnedRwLockUpgradableReadGuard, OwnedRwLockWriteGuard, RwLock,
        RwLockReadGuard, RwLockUpgradableReadGuard, RwLockUpgradedGuard, RwLockWriteGuard,
    },
};

use super::{
    WANTS_ONE,
    rwlock::{assert_free, touch},
};
use crate::{
    matrix::subject::{Many, Subject, unit},
    support::{BoxFuture, Slot, Tied, TiedFuture, leak},
};

macro_rules! upgradable {
    (
        $Subject:ident waits for $Future:ty => $Output:ty, $name:literal, $Owner:ty = $own:expr;
        $wait:expr; holds $Held:ty = $hold:expr; $give_back:expr; $owners:expr
    ) => {
        pub(in crate::matrix) struct $Subject {
            lock: $Owner,
            held: Slot<$Held>,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
            type Future = $Future;
            type Output = $Output;

            fn busy() -> Self {
                let lock: $Owner = $own(RwLock::new(0));
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
                let owners: fn(&$Owner) -> Option<usize> = $owners;
                Some(owners(&self.lock)? - usize::from(self.held.is_full()))
            }
        }
    };
}

upgradable! {
    UpgradableReadRight waits for rwlock::UpgradableRead<'static, u64>
        => RwLockUpgradableReadGuard<'static, u64>,
    "rwlock::UpgradableRead", &'static RwLock<u64> = leak;
    |lock| lock.upgradable_read();
    holds RwLockUpgradableReadGuard<'static, u64> = |lock| lock.try_upgradable_read();
    |this, output| this.held.put(output); |_| None
}

upgradable! {
    UpgradableReadPermit waits for rwlock::UpgradableRead<'static, u64>
        => RwLockUpgradableReadGuard<'static, u64>,
    "rwlock::UpgradableRead", &'static RwLock<u64> = leak;
    |lock| lock.upgradable_read();
    holds RwLockWriteGuard<'static, u64> = |lock| lock.try_write();
    |_, output| drop(output); |_| None
}

upgradable! {
    UpgradableReadOwnedRight waits for rwlock::UpgradableReadOwned<u64>
        => OwnedRwLockUpgradableReadGuard<u64>,
    "rwlock::UpgradableReadOwned", Arc<RwLock<u64>> = Arc::new;
    |lock| lock.clone().upgradable_read_owned();
    holds OwnedRwLockUpgradableReadGuard<u64> = |lock| lock.clone().try_upgradable_read_owned();
    |this, output| this.held.put(output); |lock| Some(Arc::strong_count(lock))
}

upgradable! {
    UpgradableReadOwnedPermit waits for rwlock::UpgradableReadOwned<u64>
        => OwnedRwLockUpgradableReadGuard<u64>,
    "rwlock::UpgradableReadOwned", Arc<RwLock<u64>> = Arc::new;
    |lock| lock.clone().upgradable_read_owned();
    holds OwnedRwLockWriteGuard<u64> = |lock| lock.clone().try_write_owned();
    |_, output| drop(output); |lock| Some(Arc::strong_count(lock))
}

upgradable! {
    GuardAcquireUpgradable waits for guard::Acquire<'static, RwLock<u64>, Upgradable>
        => BorrowedAccess<'static, RwLock<u64>, Upgradable>,
    "guard::Acquire", &'static RwLock<u64> = leak;
    |lock| guard::acquire(*lock);
    holds BorrowedAccess<'static, RwLock<u64>, Upgradable> = |lock| guard::try_acquire(*lock);
    |this, output| this.held.put(output); |_| None
}

macro_rules! upgrade {
    (
        $Subject:ident, $Owner:ty = $own:expr; reader $Reader:ty = $read:expr;
        upgradable $Guard:ident: $GuardTy:ty = $upgradable:expr; $owners:expr; $many:expr
    ) => {
        pub(in crate::matrix) struct $Subject {
            lock: $Owner,
            reader: Slot<$Reader>,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = "rwlock::Upgrade";
            const LINE: usize = 1;
            type Future = TiedFuture<rwlock::Upgrade<'static, u64>, $GuardTy>;
            type Output = Tied<RwLockUpgradedGuard<'static, u64>, $GuardTy>;

            fn busy() -> Self {
                let lock: $Owner = $own(RwLock::new(0));
                let read: fn(&$Owner) -> Option<$Reader> = $read;
                let reader = Slot::new(read(&lock).unwrap());
                Self { lock, reader }
            }

            fn future(&self) -> Self::Future {
                let upgradable: fn(&$Owner) -> Option<$GuardTy> = $upgradable;
                let guard = upgradable(&self.lock).expect("one at a time");
                TiedFuture::new(guard, |guard| $Guard::upgrade(guard))
            }

            fn grant(&self) {
                drop(self.reader.take());
            }

            fn give_back(&self, mut output: Self::Output) {
                assert!(self.lock.try_read().is_none(), "alone");
                **output.borrower() += 1;
            }

            fn assert_idle(&self) {
                self.grant();
                assert_free(&self.lock);
            }

            fn touch(&self) {
                touch(&self.lock);
            }

            fn owners(&self) -> Option<usize> {
                let owners: fn(&$Owner) -> Option<usize> = $owners;
                Some(owners(&self.lock)? - usize::from(self.reader.is_full()))
            }

            fn many() -> Many {
                let head: fn(&Arc<RwLock<u64>>) -> BoxFuture = $many;
                many(head)
            }
        }
    };
}

upgrade! {
    Upgrade, &'static RwLock<u64> = leak;
    reader RwLockReadGuard<'static, u64> = |lock| lock.try_read();
    upgradable RwLockUpgradableReadGuard: RwLockUpgradableReadGuard<'static, u64>
        = |lock| lock.try_upgradable_read();
    |_| None;
    |lock| {
        let guard = leak(lock.clone()).try_upgradable_read().unwrap();
        unit(TiedFuture::new(guard, |guard| RwLockUpgradableReadGuard::upgrade(guard)))
    }
}

upgrade! {
    UpgradeOwned, Arc<RwLock<u64>> = Arc::new;
    reader OwnedRwLockReadGuard<u64> = |lock| lock.clone().try_read_owned();
    upgradable OwnedRwLockUpgradableReadGuard: OwnedRwLockUpgradableReadGuard<u64>
        = |lock| lock.clone().try_upgradable_read_owned();
    |lock| Some(Arc::strong_count(lock));
    |lock| {
        let guard = lock.clone().try_upgradable_read_owned().unwrap();
        unit(TiedFuture::new(guard, |guard| OwnedRwLockUpgradableReadGuard::upgrade(guard)))
    }
}

/// An upgrade waits for two readers, a third reader waits behind it; one of the two leaves.
fn many(head: fn(&Arc<RwLock<u64>>) -> BoxFuture) -> Many {
    let lock = Arc::new(RwLock::with_max_readers(0, NonZeroUsize::new(3).unwrap()));
    let one = lock.clone().try_read_owned().unwrap();
    let two = Mutex::new(lock.clone().try_read_owned());
    let end = lock.clone();
    Many {
        head: head(&lock),
        behind: unit(lock.read_owned()),
        part: Box::new(move || drop(one)),
        assert_idle: Box::new(move || {
            drop(two.into_inner());
            assert_free(&end);
        }),
    }
}
