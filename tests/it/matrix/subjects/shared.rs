//! Locks of a `#[shared]` struct, that are locked; a grant unlocks them.

use std::sync::Arc;

use mea::{
    mutex::{Lock, LockOwned, MappedMutexGuard, Mutex, MutexGuard, OwnedMutexGuard},
    order::{Held, Nothing},
    shared::{
        Acquire, AcquireAfter, AcquireOwned, Guard, LockAll, LockAllAfter, NotTaken, Owner, Picked,
        WithMut,
    },
};

use super::WANTS_ONE;
use crate::{
    matrix::subject::Subject,
    support::{Slot, leak, now, poll_and_drop},
};

#[mea::shared]
#[derive(Debug, Default)]
pub(in crate::matrix) struct State {
    #[lock(mutex)]
    first: u64,
    #[lock(mutex(pair))]
    left: u64,
    #[lock(mutex(pair))]
    right: u64,
}

const CHECKED: bool = cfg!(all(debug_assertions, not(feature = "no-order-check")));

/// What does not apply to a future that completes with a guard which the check knows of.
const EXCEPT: &[(u8, &str)] = if CHECKED {
    &[
        WANTS_ONE,
        (10, "the record of the check keeps the waker"),
        (13, "the record of the check keeps the waker"),
    ]
} else {
    &[WANTS_ONE]
};

type FirstGuard = Guard<MutexGuard<'static, u64>>;
type LockFirst = Acquire<Lock<'static, u64>, StateFirst>;

fn touch(state: &State) {
    assert!(format!("{state:?}").starts_with("State"));
    drop((state.first().try_lock(), state.left().try_lock()));
    let _ = poll_and_drop(state.first().with(|_| ()));
    drop(poll_and_drop(state.locks().pair().first().lock()));
}

#[track_caller]
fn assert_free(state: &State) {
    assert!(state.first().try_lock().is_some(), "the lock was lost");
    assert!(state.pair().try_lock().is_some(), "the group was lost");
}

/// A token of a task that lives for ever.
fn token() -> &'static mut Held<Nothing> {
    // It has no size, so nothing leaks.
    Box::leak(Box::new(Held::nothing()))
}

/// A subject whose outputs are what keeps the state busy.
macro_rules! subject {
    ($Subject:ident, $name:literal: $Future:ty => $Output:ty, |$state:ident| $future:expr, $held:expr) => {
        pub(in crate::matrix) struct $Subject {
            state: &'static State,
            held: Slot<$Output>,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = EXCEPT;
            type Future = $Future;
            type Output = $Output;

            fn busy() -> Self {
                let state = leak(State::default());
                let $state = state;
                let held = Slot::new($held);
                Self { state, held }
            }

            fn future(&self) -> Self::Future {
                let $state = self.state;
                $future
            }

            fn grant(&self) {
                drop(self.held.take());
            }

            fn give_back(&self, output: Self::Output) {
                self.held.put(output);
            }

            fn assert_idle(&self) {
                self.grant();
                assert_free(self.state);
            }

            fn touch(&self) {
                touch(self.state);
            }
        }
    };
}

subject! {
    HandleLock, "shared::Acquire": LockFirst => FirstGuard,
    |state| state.first().lock(), state.first().try_lock().unwrap()
}

subject! {
    PartLock, "shared::Acquire":
        Acquire<Picked<Lock<'static, StatePairData>, StatePairData, u64>, StatePair>
        => Guard<MappedMutexGuard<'static, u64>>,
    |state| state.left().lock(), state.right().try_lock().unwrap()
}

subject! {
    HandleLockAfter, "shared::AcquireAfter":
        AcquireAfter<'static, Lock<'static, u64>, StateFirst>
        => (FirstGuard, &'static mut Held<StateFirst>),
    |state| state.first().lock_after(token()),
    (state.first().try_lock().unwrap(), token().skip_to())
}

type Pair = Acquire<Lock<'static, StatePairData>, StatePair>;
type PairGuard = Guard<MutexGuard<'static, StatePairData>>;

subject! {
    LocksLock, "shared::LockAll":
        LockAll<StateLocks<'static, LockFirst, Pair>> => StateLocked<FirstGuard, PairGuard>,
    |state| state.locks().pair().first().lock(), now(state.locks().first().pair().lock())
}

subject! {
    LocksLockAfter, "shared::LockAllAfter":
        LockAllAfter<'static, StateLocks<'static, NotTaken, Pair>, Nothing>
        => (StateLocked<NotTaken, PairGuard>, &'static mut Held<StatePair>),
    |state| state.locks().pair().lock_after(token()),
    now(state.locks().pair().lock_after(token()))
}

/// It has released the lock when it completes, so there is nothing to give back.
pub(in crate::matrix) struct HandleWith {
    state: &'static State,
    held: Slot<FirstGuard>,
}

impl Subject for HandleWith {
    const FUTURE: &'static str = "shared::WithMut";
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
    type Future = WithMut<LockFirst, fn(&mut u64) -> u64>;
    type Output = u64;

    fn busy() -> Self {
        let state = leak(State::default());
        let held = Slot::new(state.first().try_lock().unwrap());
        Self { state, held }
    }

    fn future(&self) -> Self::Future {
        self.state.first().with(|value| {
            *value += 1;
            *value
        })
    }

    fn grant(&self) {
        drop(self.held.take());
    }

    fn give_back(&self, output: Self::Output) {
        assert_ne!(output, 0);
    }

    fn assert_idle(&self) {
        self.grant();
        assert_free(self.state);
    }

    fn touch(&self) {
        touch(self.state);
    }
}

type OwnedFirst = Owner<State, Mutex<u64>>;

pub(in crate::matrix) struct OwnedHandleLock {
    state: Arc<State>,
    held: Slot<OwnedMutexGuard<u64, OwnedFirst>>,
}

impl Subject for OwnedHandleLock {
    const FUTURE: &'static str = "shared::AcquireOwned";
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
    type Future = AcquireOwned<LockOwned<u64, OwnedFirst>, StateFirst>;
    type Output = OwnedMutexGuard<u64, OwnedFirst>;

    fn busy() -> Self {
        let state = Arc::new(State::default());
        let held = Slot::new(state.first_arc().try_lock().unwrap());
        Self { state, held }
    }

    fn future(&self) -> Self::Future {
        self.state.first_arc().lock()
    }

    fn grant(&self) {
        drop(self.held.take());
    }

    fn give_back(&self, output: Self::Output) {
        self.held.put(output);
    }

    fn assert_idle(&self) {
        self.grant();
        assert_free(&self.state);
    }

    fn touch(&self) {
        touch(&self.state);
        drop(self.state.first_arc().try_lock());
        drop(poll_and_drop(self.state.first_arc().lock()));
    }

    fn owners(&self) -> Option<usize> {
        Some(Arc::strong_count(&self.state) - usize::from(self.held.is_full()))
    }
}
