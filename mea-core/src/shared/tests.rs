//! What the handles add to the locks: places in the order, several at once, records.

use alloc::{format, sync::Arc, vec::Vec};
use core::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use super::Guard;
use crate::{
    mutex::{Mutex, MutexGuard},
    order::{Held, LockBefore},
    rwlock,
};

#[mea_macros::shared(crate = crate)]
#[derive(Debug, Default)]
struct State<T> {
    #[lock(mutex)]
    first: T,
    #[lock(rwlock)]
    second: T,
    #[lock(semaphore = 2)]
    permits: (),
    #[lock(rwlock(pair))]
    left: u32,
    #[lock(rwlock(pair))]
    right: Vec<T>,
    #[lock(custom = Mutex)]
    last: T,
    #[lock(once)]
    made: T,
    plain: T,
}

fn poll<F: Future>(future: core::pin::Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

fn now<F: Future>(future: F) -> F::Output {
    match poll(pin!(future)) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}

/// Which of the locks somebody has.
fn taken(state: &State<u8>) -> [bool; 5] {
    [
        state.first().try_lock().is_none(),
        state.second().try_write().is_none(),
        state.permits().available_permits() < 2,
        state.pair().try_read().is_none(),
        state.last().try_lock().is_none(),
    ]
}

fn is_free(state: &State<u8>) -> bool {
    taken(state) == [false; 5]
}

#[test]
fn locks_are_taken_in_the_declared_order_and_given_back_at_each_step() {
    let state = State::<u8>::default();
    let all = || {
        let locks = state.locks().last().permits(1).pair_mut();
        locks.second().first().lock()
    };
    // With one of them held by somebody else, those before it are taken, and those after it are not.
    for held in 0..5 {
        let mut future = pin!(Some(all()));
        let (first, second, permits, pair, last) = (
            (held == 0).then(|| state.first().try_lock().unwrap()),
            (held == 1).then(|| state.second().try_write().unwrap()),
            (held == 2).then(|| state.permits().try_acquire(2).unwrap()),
            (held == 3).then(|| state.pair().try_write().unwrap()),
            (held == 4).then(|| state.last().try_lock().unwrap()),
        );
        let waits = poll(future.as_mut().as_pin_mut().unwrap()).is_pending();
        assert!(waits);
        let expected: Vec<_> = (0..5).map(|lock| lock <= held).collect();
        assert_eq!(taken(&state)[..], expected, "{held}");
        future.set(None);
        drop((first, second, permits, pair, last));
        assert!(is_free(&state), "{held}");
    }
    let StateLocked { first, pair, .. } = now(all());
    assert_eq!((*first, pair.left), (0, 0));
    assert_eq!(taken(&state), [true, false, false, true, false]);
    drop((first, pair));
    assert!(is_free(&state));
}

#[test]
fn of_locks_that_are_not_named_none_is_taken() {
    let state = State::<u8>::default();
    let locked = now(state.locks().second().lock());
    assert!(state.first().try_lock().is_some());
    assert!(state.second().try_write().is_none());
    assert_eq!(locked.first, super::NotTaken);
    let nothing = now(state.locks().lock());
    drop((locked, nothing));
    assert!(is_free(&state));
}

#[test]
#[should_panic(expected = "after it has completed")]
fn locks_are_polled_after_completion() {
    let state = State::<u8>::default();
    let mut future = pin!(state.locks().first().lock());
    let locked = poll(future.as_mut());
    assert!(locked.is_ready());
    let _ = poll(future);
}

#[test]
fn the_token_of_several_locks_is_that_of_the_last() {
    async fn after_second(state: &State<u8>, held: &mut Held<impl LockBefore<StatePair>>) -> u32 {
        *state.left().read_after(held).await.0
    }
    let state = State::<u8>::default();
    now(async {
        let mut held = Held::nothing();
        let locks = state.locks().second_mut().first();
        let (locked, held): (_, &mut Held<StateSecond>) = locks.lock_after(&mut held).await;
        assert_eq!(after_second(&state, held).await, 0);
        drop(locked);
    });
}

#[test]
fn debug_shows_what_is_locked_and_waits_for_nobody() {
    let state = State::new(1, 2, 3, Vec::new(), Mutex::new(4), 5);
    let _guards = (
        state.first().try_lock(),
        state.second().try_read(),
        state.right().try_write(),
    );
    assert_eq!(
        format!("{state:?}"),
        "State { first: <locked>, second: 2, permits: Semaphore { available_permits: 2, size: 2 }, \
         left: <locked>, right: <locked>, last: <lock>, made: OnceCell(<no value>), plain: 5 }",
    );
}

#[test]
fn parts_are_the_values() {
    let state = State::new(1, 2, 3, Vec::from([9]), Mutex::new(4), 5);
    assert!(now(state.made().set(6)).is_ok());
    let parts = state.into_parts();
    assert_eq!(
        (parts.first, parts.second, parts.left, parts.plain),
        (1, 2, 3, 5)
    );
    assert_eq!((parts.right, parts.made), (Vec::from([9]), Some(6)));
    assert_eq!(parts.last.into_inner(), 4);
}

#[test]
fn owned_guards_keep_the_struct() {
    let state = Arc::new(State::<u8>::default());
    let weak = Arc::downgrade(&state);
    let first = now(state.first_arc().lock());
    let right = now(state.right_arc().write());
    assert!(state.first_arc().try_lock().is_none());
    assert!(state.pair_arc().try_read().is_none());
    drop(state);
    assert!(weak.upgrade().is_some());
    drop(first);
    drop(right);
    assert!(weak.upgrade().is_none());
}

#[test]
fn guards_are_converted_with_their_lock() {
    let state = State::<u8>::default();
    let writer = now(state.second().write());
    let reader = Guard::convert(writer, rwlock::RwLockWriteGuard::downgrade);
    assert!(state.second().try_read().is_some() && state.second().try_write().is_none());
    drop(reader);
    let inner: MutexGuard<'_, u8> = Guard::into_inner(now(state.first().lock()));
    assert!(state.first().try_lock().is_none());
    drop(inner);
    assert!(is_free(&state));
}

/// Nothing is left of the order: everything has the size of what it is around.
#[cfg(any(not(debug_assertions), feature = "no-order-check"))]
#[test]
fn without_the_check_nothing_is_larger() {
    use crate::{rwlock::RwLock, semaphore::Semaphore};

    fn same<A, B>(_: &A, _: &B) {
        assert_eq!(size_of::<A>(), size_of::<B>());
    }
    let state = State::<u8>::default();
    let (mutex, rwlock) = (Mutex::new(0_u8), RwLock::new(0_u8));
    let permits = Semaphore::new(2);
    same(&state.first().lock(), &mutex.lock());
    same(&state.first().try_lock(), &mutex.try_lock());
    same(&state.second().write(), &rwlock.write());
    same(&state.second().try_read(), &rwlock.try_read());
    same(&state.permits().acquire(1), &permits.acquire(1));
    let mut held = Held::nothing();
    same(&state.first().lock_after(&mut held), &mutex.lock());
    assert_eq!(size_of::<Held<StateFirst>>(), 0);
}

#[cfg(all(debug_assertions, not(feature = "no-order-check")))]
mod check {
    use alloc::{string::String, task::Wake};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;
    use crate::order::branch;

    struct Task(#[allow(dead_code)] u8);

    impl Wake for Task {
        fn wake(self: Arc<Self>) {}
    }

    /// Runs `future` as a task of its own; what it panics with.
    fn violation(future: impl Future) -> Option<String> {
        let waker = Waker::from(Arc::new(Task(0)));
        let mut future = pin!(future);
        let run = AssertUnwindSafe(|| {
            let poll = future.as_mut().poll(&mut Context::from_waker(&waker));
            assert!(poll.is_ready());
        });
        let panic = catch_unwind(run).err()?;
        Some(*panic.downcast().expect("a message"))
    }

    fn is_violation(future: impl Future) {
        let message = violation(future).expect("a violation");
        assert!(message.starts_with("lock order violation: "), "{message}");
    }

    fn is_legal(future: impl Future) {
        assert_eq!(violation(future), None);
    }

    #[test]
    fn a_call_without_a_token() {
        let state = State::<u8>::default();
        is_violation(async {
            let _second = state.second().read().await;
            drop(state.first().lock().await);
        });
        is_violation(async {
            let _second = state.second().upgradable_read().await;
            state.first().with(|_| ()).await;
        });
        is_violation(async {
            let _left = state.left().write().await;
            drop(state.permits().acquire(1).await);
        });
        is_violation(async {
            let _last = state.last().lock().await;
            state.right().with(|_| ()).await;
        });
        is_violation(async {
            let _second = state.second().write().await;
            drop(state.locks().first().lock().await);
        });
        assert!(is_free(&state));
    }

    #[test]
    fn a_second_root() {
        let state = State::<u8>::default();
        is_violation(async {
            let mut held = Held::nothing();
            let (_second, _) = state.second().write_after(&mut held).await;
            let mut other = Held::nothing();
            drop(state.first().lock_after(&mut other).await);
        });
        is_violation(async {
            let mut held = Held::nothing();
            let _all = state.locks().first().last().lock_after(&mut held).await;
            let mut other = Held::nothing();
            drop(state.locks().second().lock_after(&mut other).await);
        });
    }

    #[mea_macros::shared(crate = crate, unordered)]
    struct Others {
        #[lock(mutex)]
        one: u8,
        #[lock(mutex)]
        two: u8,
    }

    // As `lock_order!` writes it, for levels that were declared elsewhere.
    impl crate::order::LockAfter<OthersTwo> for StateFirst {}

    #[test]
    fn an_order_is_known_once_several_locks_were_taken_in_it() {
        let (state, others) = (State::<u8>::default(), Others::new(1, 2));
        let wrong = || async {
            let _first = state.first().lock().await;
            drop(others.two().lock().await);
        };
        is_legal(wrong());
        is_legal(async {
            let mut held = Held::nothing();
            let (_two, held) = others.two().lock_after(&mut held).await;
            drop(state.locks().first().lock_after(held).await);
        });
        is_violation(wrong());
    }

    #[test]
    fn an_owned_guard_is_checked_and_not_counted() {
        let state = Arc::new(State::<u8>::default());
        is_violation(async {
            let _second = state.second().read().await;
            drop(state.first_arc().lock().await);
        });
        is_legal(async {
            let _second = state.second_arc().read().await;
            drop(state.first().lock().await);
        });
    }

    #[test]
    fn what_is_in_order_or_over_is_legal() {
        let state = State::<u8>::default();
        is_legal(async {
            let first = state.first().lock().await;
            drop(state.last().lock().await);
            drop(state.second().read().await);
            drop(first);
            let last = state.last().lock().await;
            drop(last);
            drop(state.first().lock().await);
        });
        is_legal(async {
            let _last = state.last().try_lock();
            drop(state.first().lock().await);
        });
        is_legal(async {
            let second = state.second().write().await;
            let _second = Guard::into_inner(second);
            drop(state.first().lock().await);
        });
        // Same level, another struct.
        let other = State::<u8>::default();
        is_legal(async {
            let _one = state.second().read().await;
            drop(other.second().read().await);
        });
    }

    #[test]
    fn a_guard_that_was_converted_counts() {
        let state = State::<u8>::default();
        is_violation(async {
            let second = state.second().write().await;
            let _second = Guard::convert(second, rwlock::RwLockWriteGuard::downgrade);
            drop(state.first().lock().await);
        });
    }

    #[test]
    fn branches_are_tasks_of_their_own() {
        let state = State::<u8>::default();
        is_legal(Held::nothing().join(
            async |held| {
                let _second = state.second().read_after(held).await;
                core::future::ready(()).await;
            },
            async |held| {
                drop(state.first().lock_after(held).await);
            },
        ));
        // One after the other in one poll, with the guard of the first kept: not so without `branch`.
        let kept = Mutex::new(None);
        let late = async { *kept.lock().await = Some(state.second().read().await) };
        let early = async { drop(state.first().lock().await) };
        is_legal(async {
            branch(late).await;
            branch(early).await;
        });
    }
}
