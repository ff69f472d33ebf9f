//! Futures that are dropped after each number of polls: everything is given back.

use mea::order::Held;

use super::{State, assert_free, taken};
use crate::support::Task;

/// Somebody who has all locks, and releases them one after the other, in the declared order.
struct Holder<'s> {
    releases: Vec<Box<dyn FnOnce() + 's>>,
}

fn holder<'s>(state: &'s State) -> Holder<'s> {
    fn release<'s>(guard: impl Sized + 's) -> Box<dyn FnOnce() + 's> {
        Box::new(move || drop(guard))
    }
    let mut releases = vec![
        release(state.count().try_lock().unwrap()),
        release(state.names().try_write().unwrap()),
        release(state.permits().try_acquire(3).unwrap()),
        release(state.ledger().try_lock().unwrap()),
        release(state.limits().try_write().unwrap()),
        release(state.ticket().try_lock().unwrap()),
    ];
    releases.reverse();
    Holder { releases }
}

/// Makes a future with every lock in other hands, polls it, releases one lock, polls it again, and so
/// on, so that it has `k` locks when it is dropped, for each `k` up to `locks`.
fn dropped_at_each_step<'s, F: Future + 's>(state: &'s State, locks: usize, make: impl Fn() -> F) {
    for k in 0..=locks {
        let mut holder = holder(state);
        let mut task = Task::waiting(make());
        for _ in 0..k {
            (holder.releases.pop().unwrap())();
            assert!(task.woken(), "at step {k}");
            if holder.releases.len() + locks == 6 {
                drop(task.ready());
            } else {
                task.pending();
            }
        }
        if k < locks {
            let expected: Vec<_> = (0..6).map(|_| true).collect();
            assert_eq!(taken(state)[..], expected, "at step {k}");
        }
        // Those behind it in each line get on.
        let mut behind = Task::new(make());
        behind.pending_if(k < locks);
        drop(task);
        while let Some(release) = holder.releases.pop() {
            release();
        }
        drop(behind.ready());
        drop(behind);
        assert_free(state);
    }
}

impl<F: Future> Task<F> {
    /// Polls once if it has to wait.
    fn pending_if(&mut self, waits: bool) {
        if waits {
            self.pending();
        }
    }
}

#[test]
fn all_locks_at_once() {
    let state = State::default();
    dropped_at_each_step(&state, 6, || {
        let locks = state.locks().ticket().limits_mut().permits(3);
        locks.names_mut().ledger().count().lock()
    });
}

#[test]
fn all_locks_at_once_with_a_token() {
    let state = State::default();
    dropped_at_each_step(&state, 6, || async {
        let locks = state.locks().ledger().names_mut().permits(3);
        let locks = locks.ticket().limits_mut().count();
        drop(locks.lock_after(&mut Held::nothing()).await);
    });
}

#[test]
fn one_after_the_other() {
    let state = State::default();
    dropped_at_each_step(&state, 6, || async {
        let mut held = Held::nothing();
        let (count, held) = state.count().lock_after(&mut held).await;
        let (names, held) = state.names().write_after(held).await;
        let (permits, held) = state.permits().acquire_after(held, 3).await;
        let (last_id, held) = state.last_id().lock_after(held).await;
        let (low, held) = state.low().write_after(held).await;
        let (ticket, _) = state.ticket().lock_after(held).await;
        drop((count, names, permits, last_id, low, ticket));
    });
}

#[test]
fn what_was_granted_and_not_seen_is_given_back() {
    let state = State::default();
    let count = state.count().try_lock().unwrap();
    let first = Task::waiting(state.locks().ticket().count().lock());
    let mut second = Task::waiting(state.locks().count().ticket().lock());
    drop(count);
    assert!(first.woken() && !second.woken());
    drop(first);
    assert!(second.woken());
    drop(second.ready());
    assert_free(&state);
}

#[test]
fn a_closure_runs_completely_or_not_at_all() {
    let state = State::default();
    let guard = state.count().try_lock().unwrap();
    let ran = std::cell::Cell::new(0);
    let run = || ran.set(ran.get() + 1);
    drop(Task::waiting(state.count().with(|_| run())));
    let mut held = Held::nothing();
    drop(Task::waiting(
        state.count().with_after(&mut held, |_| run()),
    ));
    drop(guard);
    assert_eq!(ran.get(), 0);
    assert_free(&state);
}

#[test]
fn a_future_that_was_never_polled_has_no_place_in_line() {
    let state = State::default();
    let never = (
        state.count().lock(),
        state.locks().count().ticket().lock(),
        state.names().with(|_| ()),
    );
    assert_free(&state);
    drop(never);
    assert_free(&state);
}

#[test]
fn polling_again_panics() {
    fn again<F: Future>(future: F) -> String {
        let mut task = Task::new(future);
        drop(task.ready());
        crate::support::panics(|| drop(task.poll()))
    }
    let state = State::default();
    for message in [
        again(state.locks().count().lock()),
        again(state.locks().lock()),
        again(Held::nothing().join(async |_| 1, async |_| 2)),
        again(state.count().lock()),
        again(state.count().with(|_| ())),
        again(state.low().read()),
    ] {
        assert!(message.contains("completed"), "{message}");
    }
}
