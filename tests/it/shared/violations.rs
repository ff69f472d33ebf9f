//! The check at run time: what the compiler does not see panics, and names both locks, both types and
//! both places.

use std::sync::Arc;

use mea::{
    order::{Held, branch},
    rwlock::RwLockWriteGuard,
    shared::Guard,
};

use super::{State, assert_free};
use crate::support::{Task, panics};

/// What a task panics with that runs `future`.
#[track_caller]
fn violation<F: Future>(future: F) -> String {
    let mut task = Task::new(future);
    let message = panics(|| drop(task.poll()));
    assert!(message.starts_with("lock order violation: "), "{message}");
    message
}

#[track_caller]
pub(super) fn is_violation<F: Future>(future: F) {
    violation(future);
}

#[test]
fn both_locks_types_and_places_are_named() {
    let state = State::default();
    let line = line!();
    let message = violation(async {
        let _ledger = state.ledger().lock().await;
        let _ = state.count().lock().await;
    });
    let (held, wanted) = (line + 2, line + 3);
    let file = file!();
    for part in [
        format!(
            "`count` of `{}::State` is locked at {file}:{wanted}:",
            module()
        ),
        format!(
            "while `ledger` of `{}::State` is held, locked at {file}:{held}:",
            module()
        ),
        format!(
            "`{0}::StateCount` comes before `{0}::StateLedger`",
            module()
        ),
        "with `.locks()`".to_owned(),
    ] {
        assert!(message.contains(&part), "{part}\n\n{message}");
    }
    assert_free(&state);
}

/// Where `State` is declared.
fn module() -> &'static str {
    module_path!().strip_suffix("::violations").unwrap()
}

#[test]
fn every_way_to_lock_asks_and_every_guard_counts() {
    let state = &State::default();
    let held = || Held::nothing();
    is_violation(async {
        let _names = state.names().read().await;
        state.count().with(|_| ()).await
    });
    is_violation(async {
        let _names = state.names().upgradable_read().await;
        drop(state.count().lock_after(&mut held()).await);
    });
    is_violation(async {
        let _permit = state.permits().acquire(1).await;
        state.names().with(|_| ()).await
    });
    is_violation(async {
        let _journal = state.journal().lock().await;
        drop(state.permits().acquire(1).await)
    });
    is_violation(async {
        let _low = state.low().read().await;
        state.last_id().with_after(&mut held(), |_| ()).await;
    });
    is_violation(async {
        let _ticket = state.ticket().lock().await;
        drop(state.high().write().await)
    });
    is_violation(async {
        let mut held = held();
        let (_ticket, _) = state.ticket().lock_after(&mut held).await;
        drop(state.names().upgradable_read().await)
    });
    is_violation(async {
        let _two = state.locks().ledger().names().lock().await;
        drop(state.permits().acquire(1).await)
    });
    is_violation(async {
        let _limits = state.limits().write().await;
        drop(state.locks().ticket().count().lock().await)
    });
    assert_free(state);
}

#[test]
fn a_second_root() {
    let state = State::default();
    let message = violation(async {
        let mut held = Held::nothing();
        let (_ledger, _) = state.ledger().lock_after(&mut held).await;
        let mut second = Held::nothing();
        drop(state.count().lock_after(&mut second).await);
    });
    assert!(
        message.contains("`count`") && message.contains("`ledger`"),
        "{message}"
    );
    is_violation(async {
        let mut held = Held::nothing();
        let (_all, _) = state.locks().ticket().lock_after(&mut held).await;
        drop(state.locks().count().lock_after(&mut Held::nothing()).await);
    });
    assert_free(&state);
}

#[test]
fn it_is_found_before_anybody_waits() {
    let state = State::default();
    let count = state.count().try_lock().unwrap();
    is_violation(async {
        let _ledger = state.ledger().lock().await;
        drop(state.count().lock().await);
    });
    // The one that panicked is in nobody's way.
    let mut waits = Task::waiting(state.count().lock());
    drop(count);
    drop(waits.ready());
}

#[test]
fn a_guard_that_was_turned_into_another_counts() {
    let state = State::default();
    is_violation(async {
        let names = state.names().write().await;
        let _names = Guard::convert(names, RwLockWriteGuard::downgrade);
        drop(state.count().lock().await);
    });
    // One that was taken out of its wrapper does not.
    let mut task = Task::new(async {
        let _names = Guard::into_inner(state.names().write().await);
        drop(state.count().lock().await);
    });
    task.ready();
}

#[test]
fn what_a_task_has_counts_in_its_branches() {
    let state = State::default();
    is_violation(async {
        let _ledger = state.ledger().lock().await;
        mea::join!(async { drop(state.count().lock().await) }, async {});
    });
    is_violation(async {
        let _ledger = state.ledger().lock().await;
        let mut held = Held::nothing();
        held.join(
            async |held| drop(state.count().lock_after(held).await.0),
            async |_| (),
        )
        .await;
    });
    is_violation(async {
        let _ledger = state.ledger().lock().await;
        mea::select! { _ = state.count().lock() => {} }
    });
    assert_free(&state);
}

#[test]
fn an_owned_lock_is_asked_for_in_order_too() {
    let state = Arc::new(State::default());
    is_violation(async {
        let _ledger = state.ledger().lock().await;
        drop(state.count_arc().lock().await);
    });
    is_violation(async {
        let _ledger = state.ledger().lock().await;
        drop(state.names_arc().read().await);
    });
    assert_free(&state);
    assert_eq!(Arc::strong_count(&state), 1);
}

#[test]
fn an_order_that_structs_declare_of_one_another() {
    #[mea::shared]
    #[derive(Default)]
    struct Upper {
        #[lock(mutex)]
        first: u32,
    }
    #[mea::shared(after(UpperFirst))]
    #[derive(Default)]
    struct Lower {
        #[lock(mutex)]
        second: u32,
    }
    let (upper, lower) = (Upper::default(), Lower::default());
    is_violation(async {
        let _second = lower.second().lock().await;
        drop(upper.first().lock().await);
    });
}

#[test]
fn a_task_that_panicked_holds_nothing() {
    let state = State::default();
    let mut task = Task::new(async {
        let _ledger = state.ledger().lock().await;
        panic!("in the task");
    });
    panics(|| task.poll());
    let waker = task.count.waker();
    drop(task);
    // Another future of the same task.
    let mut next = Task::new(async { *state.count().lock().await });
    assert!(next.poll_with(&waker).is_ready());
}

/// Locks `journal` for a while: the later one of the two that the tests of blocks are about.
async fn late(state: &State) -> u64 {
    let ledger = state.ledger().lock().await;
    tokio::task::yield_now().await;
    ledger.last_id
}

/// Locks the earlier one.
async fn early(state: &State) -> u64 {
    let _count = state.count().lock().await;
    0
}

#[test]
fn futures_that_a_block_polls_side_by_side_are_told_apart() {
    let state = State::default();
    let state = &state;
    let mut both = Task::new(async { mea::join!(late(state), early(state)) });
    both.pending();
    assert_eq!(both.ready(), (0, 0));
    let mut first = Task::new(async {
        let later = async {
            late(state).await;
            1
        };
        let sooner = async {
            early(state).await;
            2
        };
        mea::race!(biased; later, sooner)
    });
    assert_eq!(first.ready(), 2);
    // A handler is beside the kept futures, too.
    let mut actor = Task::new(async {
        mea::select_loop! {
            once n = late(state) => break n,
            () = mea::snooze_ok(std::future::ready(())) => {
                early(state).await;
            }
        }
    });
    while actor.poll().is_pending() {}
    assert_free(state);
}

#[test]
fn what_is_held_around_a_block_is_held_in_its_futures() {
    let state = State::default();
    let state = &state;
    is_violation(async {
        let _ledger = state.ledger().lock().await;
        mea::join!(early(state), std::future::ready(()));
    });
    is_violation(async {
        let _ledger = state.ledger().lock().await;
        mea::select! { n = early(state) => n, n = early(state) => n };
    });
    // And in one of the futures, in what it waits for itself.
    is_violation(async {
        mea::join!(
            async {
                let _ledger = state.ledger().lock().await;
                mea::join!(early(state))
            },
            std::future::ready(()),
        );
    });
}

/// The futures of other crates' blocks have one waker, so the check takes them for one task.
#[test]
fn branches_of_a_foreign_block_are_told_apart_by_branch() {
    let state = State::default();
    let state = &state;
    is_violation(async { tokio::join!(late(state), early(state)) });
    let mut both = Task::new(async { tokio::join!(branch(late(state)), branch(early(state))) });
    both.pending();
    assert_eq!(both.ready(), (0, 0));
    assert_free(state);
}
