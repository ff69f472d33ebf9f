//! Accessors on an `Arc`: futures and guards that keep it, and may go anywhere.

use std::sync::Arc;

use mea::{
    mutex::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard},
    rwlock::{OwnedRwLockReadGuard, RwLock},
    shared::Owner,
};
use tokio::runtime::Builder;

use super::{State, StateLedgerData, assert_free};
use crate::support::{Task, now};

fn is_static_and_send<T: Send + 'static>(value: T) -> T {
    value
}

#[test]
fn guards_and_futures_borrow_nothing() {
    let state = Arc::new(State::default());
    let guards = (
        is_static_and_send(now(is_static_and_send(state.count_arc().lock()))),
        is_static_and_send(now(is_static_and_send(state.names_arc().read()))),
        is_static_and_send(now(is_static_and_send(state.journal_arc().lock()))),
        is_static_and_send(now(is_static_and_send(state.low_arc().write()))),
    );
    #[allow(clippy::type_complexity, reason = "it is what is tested")]
    let (_, _, journal, _): &(
        OwnedMutexGuard<u64, Owner<State, Mutex<u64>>>,
        OwnedRwLockReadGuard<_, Owner<State, RwLock<_>>>,
        OwnedMappedMutexGuard<StateLedgerData, _, Owner<State, _>>,
        _,
    ) = &guards;
    assert!(journal.is_empty());
    assert_eq!(super::taken(&state), [true, true, false, true, true, false]);
    let weak = Arc::downgrade(&state);
    drop(state);
    let state = weak.upgrade().expect("the guards keep it");
    drop(guards);
    assert_free(&state);
    drop(state);
    assert!(weak.upgrade().is_none());
}

#[test]
fn every_method() {
    let state = Arc::new(State::default());
    *now(state.count_arc().lock()) += 1;
    *state.count_arc().try_lock().unwrap() += 1;
    now(state.names_arc().write()).push("a");
    state.names_arc().try_write().unwrap().push("b");
    {
        let reader = now(state.names_arc().upgradable_read());
        assert!(state.names_arc().try_upgradable_read().is_none());
        assert!(state.names_arc().try_write().is_none());
        assert_eq!(*reader, *state.names_arc().try_read().unwrap());
    }
    assert!(state.names_arc().try_upgradable_read().is_some());
    now(state.journal_arc().lock()).push(1);
    *state.last_id_arc().try_lock().unwrap() += 1;
    {
        let ledger = now(state.ledger_arc().lock());
        assert_eq!((ledger.journal.len(), ledger.last_id), (1, 1));
        assert!(state.last_id_arc().try_lock().is_none());
    }
    *now(state.low_arc().write()) = 1;
    *state.high_arc().try_write().unwrap() = 2;
    assert_eq!(
        *now(state.low_arc().read()) + *state.high_arc().try_read().unwrap(),
        3
    );
    {
        let limits = now(state.limits_arc().upgradable_read());
        assert_eq!((limits.low, limits.high), (1, 2));
    }
    assert_free(&state);
    assert_eq!(Arc::strong_count(&state), 1);
}

#[test]
fn a_future_that_is_dropped_gives_the_struct_back() {
    let state = Arc::new(State::default());
    let guard = now(state.count().lock());
    let first = Task::waiting(state.count_arc().lock());
    let mut second = Task::waiting(state.count_arc().lock());
    assert_eq!(Arc::strong_count(&state), 3);
    drop(first);
    assert_eq!(Arc::strong_count(&state), 2);
    drop(guard);
    drop(second.ready());
    drop(second);
    assert_eq!(Arc::strong_count(&state), 1);
    assert_free(&state);
}

#[test]
fn tasks_get_guards_from_one_another() {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    let sum = runtime.block_on(async {
        let state = Arc::new(State::default());
        let tasks: Vec<_> = (0..50)
            .map(|i| {
                let (count, journal) = (state.count_arc(), state.journal_arc());
                tokio::spawn(async move {
                    let mut count = count.lock().await;
                    *count += i;
                    // The guard goes on to another task, which has no borrow of the state.
                    let on = tokio::spawn(async move {
                        let count = count;
                        journal.lock().await.push(*count);
                    });
                    on.await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let state = Arc::into_inner(state).unwrap().into_parts();
        assert_eq!(state.journal.len(), 50);
        assert!(state.journal.is_sorted());
        state.count
    });
    assert_eq!(sum, 49 * 50 / 2);
}
