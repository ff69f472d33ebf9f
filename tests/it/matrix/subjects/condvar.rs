//! A condition variable; a grant is a notification.
//!
//! Notifications are not stored: one that comes before the wait is in line is nobody's. So the cases
//! in which a grant comes before the wait do not apply.

use std::sync::Arc;

use mea::{
    condvar::{Condvar, Wait, WaitWhile},
    mutex::{Mutex, MutexGuard, OwnedMutexGuard},
};

use super::WANTS_ONE;
use crate::{
    matrix::subject::{Reach, Subject},
    support::{Task, leak, poll_and_drop},
};

const EXCEPT: &[(u8, &str)] = &[
    WANTS_ONE,
    (
        10,
        "a notification before the wait is in line is not stored",
    ),
    (
        11,
        "a notification before the wait is in line is not stored",
    ),
];

/// The value counts the notifications that were not seen yet.
pub(in crate::matrix) struct Pair {
    mutex: Mutex<u64>,
    condvar: Condvar,
}

impl Pair {
    fn new() -> Self {
        Self {
            mutex: Mutex::new(0),
            condvar: Condvar::new(),
        }
    }

    fn add(&self) {
        *self.mutex.try_lock().expect("nobody holds the lock") += 1;
    }

    fn see(value: &mut u64) {
        *value = value.checked_sub(1).expect("no notification, but woken");
    }

    fn touch(&self) {
        assert!(format!("{:?}", self.condvar).starts_with("Condvar"));
        if let Some(guard) = self.mutex.try_lock() {
            drop(poll_and_drop(self.condvar.wait(guard)));
        }
        if let Some(guard) = self.mutex.try_lock() {
            drop(poll_and_drop(self.condvar.wait_while(guard, |_| true)));
        }
    }

    /// One who comes now is the first in line, and the lock is free.
    #[track_caller]
    fn assert_idle(&self) {
        let guard = self.mutex.try_lock().expect("the lock was lost");
        let mut task = Task::waiting(self.condvar.wait(guard));
        self.condvar.notify_one();
        assert!(task.woken(), "somebody is in line");
        drop(task.ready());
    }
}

macro_rules! wait {
    (
        $Subject:ident waits for $Future:ty => $Guard:ty, $name:literal, $Owner:ty = $own:expr;
        |$pair:ident| $wait:expr; $notify:ident, $Reach:ident; $owners:expr
    ) => {
        pub(in crate::matrix) struct $Subject {
            pair: $Owner,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = EXCEPT;
            const REACH: Reach = Reach::$Reach;
            type Future = $Future;
            type Output = $Guard;

            fn busy() -> Self {
                Self {
                    pair: $own(Pair::new()),
                }
            }

            fn future(&self) -> Self::Future {
                let $pair = &self.pair;
                $wait
            }

            fn grant(&self) {
                self.pair.add();
                self.pair.condvar.$notify();
            }

            fn give_back(&self, mut output: Self::Output) {
                Pair::see(&mut output);
            }

            fn assert_idle(&self) {
                self.pair.assert_idle();
            }

            fn touch(&self) {
                self.pair.touch();
            }

            fn owners(&self) -> Option<usize> {
                let owners: fn(&$Owner) -> Option<usize> = $owners;
                owners(&self.pair)
            }
        }
    };
}

wait! {
    CondvarWait waits for Wait<'static, MutexGuard<'static, u64>> => MutexGuard<'static, u64>,
    "condvar::Wait", &'static Pair = leak;
    |pair| pair.condvar.wait(pair.mutex.try_lock().unwrap()); notify_one, One; |_| None
}

wait! {
    CondvarWaitAll waits for Wait<'static, MutexGuard<'static, u64>> => MutexGuard<'static, u64>,
    "condvar::Wait", &'static Pair = leak;
    |pair| pair.condvar.wait(pair.mutex.try_lock().unwrap()); notify_all, All; |_| None
}

wait! {
    CondvarWaitWhile waits for
        WaitWhile<'static, MutexGuard<'static, u64>, fn(&mut u64) -> bool>
        => MutexGuard<'static, u64>,
    "condvar::WaitWhile", &'static Pair = leak;
    |pair| pair.condvar.wait_while(pair.mutex.try_lock().unwrap(), |value| *value == 0);
    notify_one, One; |_| None
}

/// The owned forms keep the mutex alive; the condition variable is borrowed.
pub(in crate::matrix) struct OwnedPair {
    mutex: Arc<Mutex<u64>>,
    condvar: &'static Condvar,
}

impl OwnedPair {
    fn lock(&self) -> OwnedMutexGuard<u64> {
        self.mutex.clone().try_lock_owned().unwrap()
    }
}

macro_rules! wait_owned {
    (
        $Subject:ident waits for $Future:ty, $name:literal;
        |$pair:ident| $wait:expr
    ) => {
        pub(in crate::matrix) struct $Subject {
            pair: OwnedPair,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = EXCEPT;
            type Future = $Future;
            type Output = OwnedMutexGuard<u64>;

            fn busy() -> Self {
                let pair = OwnedPair {
                    mutex: Arc::new(Mutex::new(0)),
                    condvar: leak(Condvar::new()),
                };
                Self { pair }
            }

            fn future(&self) -> Self::Future {
                let $pair = &self.pair;
                $wait
            }

            fn grant(&self) {
                *self.pair.lock() += 1;
                self.pair.condvar.notify_one();
            }

            fn give_back(&self, mut output: Self::Output) {
                Pair::see(&mut output);
            }

            fn assert_idle(&self) {
                let mut task = Task::waiting(self.pair.condvar.wait_owned(self.pair.lock()));
                self.pair.condvar.notify_one();
                assert!(task.woken(), "somebody is in line");
                drop(task.ready());
            }

            fn touch(&self) {
                if let Some(guard) = self.pair.mutex.clone().try_lock_owned() {
                    drop(poll_and_drop(self.pair.condvar.wait_owned(guard)));
                }
            }

            fn owners(&self) -> Option<usize> {
                Some(Arc::strong_count(&self.pair.mutex))
            }
        }
    };
}

wait_owned! {
    CondvarWaitOwned waits for Wait<'static, OwnedMutexGuard<u64>>, "condvar::Wait";
    |pair| pair.condvar.wait_owned(pair.lock())
}

wait_owned! {
    CondvarWaitWhileOwned waits for
        WaitWhile<'static, OwnedMutexGuard<u64>, fn(&mut u64) -> bool>, "condvar::WaitWhile";
    |pair| pair.condvar.wait_while_owned(pair.lock(), |value| *value == 0)
}
