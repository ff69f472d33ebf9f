//! Tokens, and programs that are in order: they run, and the check at run time has nothing to say.
//! (What is not in order does not compile, see `ui-tests`, or panics, see `violations`.)

use std::sync::Arc;

use mea::order::{Held, LockAfter, LockBefore, Nothing, branch};
use tokio::runtime::Builder;

use super::{State, StateCount, StateLedger, StateNames, assert_free};
use crate::support::{Task, now};

mea::lock_order! {
    /// The top.
    pub(crate) enum Config, Users, Sessions;
    enum Log;
    Config => Users => Log;
    Config => Sessions => Log;
    // Levels of structs, which say nothing of one another.
    super::StateTicket => CacheEntries;
    StateNames => CacheEntries;
}

#[mea::shared(unordered)]
#[derive(Default)]
struct Cache {
    #[lock(mutex)]
    entries: u32,
    #[lock(mutex)]
    misses: u32,
}

#[mea::shared(after(CacheEntries))]
#[derive(Default)]
struct Disk {
    #[lock(mutex)]
    sectors: u32,
    #[lock(rwlock)]
    index: u32,
}

fn before<P: LockBefore<K>, K>() {}
fn after<K: LockAfter<P>, P>() {}

#[test]
fn what_follows_from_declarations() {
    before::<Nothing, Config>();
    before::<Config, Users>();
    before::<Config, Log>();
    after::<Log, Sessions>();
    before::<StateCount, super::StateTicket>();
    after::<CacheEntries, StateNames>();
    // What comes before the level that a struct comes after comes before the struct.
    before::<CacheEntries, DiskIndex>();
    before::<StateNames, DiskSectors>();
    before::<DiskSectors, DiskIndex>();
    before::<Nothing, DiskIndex>();
}

async fn log(state: &State, held: &mut Held<impl LockBefore<StateLedger>>) {
    state.journal().lock_after(held).await.0.push(1);
}

async fn add(state: &State, held: &mut Held<impl LockBefore<StateCount>>) {
    let (mut count, held) = state.count().lock_after(held).await;
    *count += 1;
    log(state, held).await;
    log(state, held).await;
}

#[test]
fn a_token_is_as_before_when_guards_are_gone() {
    let state = State::default();
    now(async {
        let mut held = Held::nothing();
        for _ in 0..2 {
            add(&state, &mut held).await;
            let (names, held) = state.names().read_after(&mut held).await;
            log(&state, held).await;
            drop(names);
        }
        add(&state, &mut held).await;
    });
    assert_eq!(now(state.journal().with(|journal| journal.len())), 8);
    assert_free(&state);
}

#[test]
fn across_structs() {
    let (state, cache, disk) = (State::default(), Cache::default(), Disk::default());
    now(async {
        let mut held = Held::nothing();
        let (names, held) = state.names().write_after(&mut held).await;
        let (mut entries, held) = cache.entries().lock_after(held).await;
        let (locked, _) = disk.locks().index_mut().sectors().lock_after(held).await;
        *entries += *locked.index + *locked.sectors;
        drop(names);
    });
    // Of an unordered struct both, since nobody has one and waits for the other.
    let both = now(cache.locks().misses().entries().lock());
    assert_eq!((*both.entries, *both.misses), (0, 0));
}

#[test]
fn branches_of_a_token() {
    let state = State::default();
    let mut held = Held::nothing();
    let turn = tokio::task::yield_now;
    // Each branch has what the other one wants next.
    let mut both = Task::new(held.join(
        async |held| {
            let (ledger, _) = state.ledger().lock_after(held).await;
            turn().await;
            ledger.last_id
        },
        async |held| {
            turn().await;
            let (count, held) = state.count().lock_after(held).await;
            log(&state, held).await;
            *count
        },
    ));
    while both.poll().is_pending() {}
    assert_free(&state);
}

#[test]
fn branches_within_branches() {
    let state = State::default();
    let sum = now(Held::nothing().join(
        async |held| {
            let (count, held) = state.count().lock_after(held).await;
            let (a, b) = held
                .join(
                    async |held| state.names().read_after(held).await.0.len(),
                    async |held| state.ticket().lock_after(held).await.0.to_string(),
                )
                .await;
            (*count, a, b)
        },
        async |_| (),
    ));
    assert_eq!(sum, ((0, 0, "0".to_owned()), ()));
    assert_free(&state);
}

#[test]
fn a_branch_wakes_the_task() {
    let state = State::default();
    let count = state.count().try_lock().unwrap();
    let mut held = Held::nothing();
    let mut task = Task::waiting(held.join(
        async |held| *state.count().lock_after(held).await.0,
        async |_| 7,
    ));
    task.pending();
    assert!(!task.woken());
    drop(count);
    assert!(task.woken());
    assert_eq!(task.ready(), (0, 7));
}

#[test]
fn a_branch_that_is_dropped_releases_what_it_has() {
    let state = State::default();
    let ledger = state.ledger().try_lock().unwrap();
    let mut held = Held::nothing();
    let task = Task::waiting(held.join(
        async |held| add(&state, held).await,
        async |held| drop(state.names().write_after(held).await.0),
    ));
    assert!(state.count().try_lock().is_none());
    assert!(state.names().try_write().is_some());
    drop((task, ledger));
    assert_free(&state);
}

#[test]
fn a_branch_of_another_join() {
    let state = State::default();
    let late = branch(async {
        let ledger = state.ledger().lock().await;
        tokio::task::yield_now().await;
        ledger.last_id
    });
    let early = branch(async { *state.count().lock().await });
    let mut both = Task::new(futures_util::future::join(late, early));
    both.pending();
    assert_eq!(both.ready(), (0, 0));
    assert_free(&state);
}

#[test]
fn spawned_tasks_begin_with_nothing() {
    let state = Arc::new(State::default());
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    runtime.block_on(async {
        let shared = state.clone();
        let (ledger, _) = (state.ledger().lock().await, ());
        let spawned = tokio::spawn(async move {
            let mut held = Held::nothing();
            *shared.count().lock_after(&mut held).await.0 += 1;
        });
        spawned.await.unwrap();
        drop(ledger);
        add(&state, &mut Held::nothing()).await;
    });
    assert_eq!(*now(state.count().lock()), 2);
}

#[test]
fn a_guard_that_never_waited_is_not_counted() {
    let state = State::default();
    let mut task = Task::new(async {
        let _ticket = state.ticket().try_lock().unwrap();
        let _limits = state.limits().try_write().unwrap();
        *state.count().lock().await += 1;
        add(&state, &mut Held::nothing()).await;
    });
    task.ready();
}

#[test]
fn who_has_no_identity_is_not_checked() {
    let state = State::default();
    // `now` polls with `Waker::noop()`.
    now(async {
        let _ticket = state.ticket().lock().await;
        *state.count().lock().await += 1;
    });
}

#[test]
fn losers_of_a_select_are_over() {
    let state = State::default();
    let mut task = Task::new(async {
        let late = async {
            let _ticket = state.ticket().lock().await;
            std::future::pending::<()>().await;
        };
        mea::select! { biased;
            () = late => {}
            () = std::future::ready(()) => drop(state.count().lock().await),
        }
        add(&state, &mut Held::nothing()).await;
    });
    task.ready();
    assert_free(&state);
}

#[test]
fn owned_guards_go_anywhere() {
    let state = Arc::new(State::default());
    let mut task = Task::new(async {
        let ledger = state.ledger_arc().lock().await;
        let other = std::thread::spawn(move || drop(ledger));
        *state.count().lock().await += 1;
        other.join().unwrap();
    });
    task.ready();
    assert_free(&state);
}
