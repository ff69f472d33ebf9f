//! `.locks()`: several locks, named in any order.

use std::sync::Arc;

use mea::{
    order::Held,
    shared::{Guard, NotTaken},
};
use tokio::{runtime::Builder, task::yield_now};

use super::{State, StateLedger, StateLocked, StateNames, assert_free, taken};
use crate::support::{Rng, Task, now};

#[test]
fn guards_by_name() {
    let state = State::default();
    let StateLocked {
        mut count,
        mut names,
        permits,
        mut ledger,
        limits,
        mut ticket,
    } = now({
        let locks = state.locks().ticket().limits().permits(2);
        locks.names_mut().ledger().count().lock()
    });
    *count += 1;
    names.push("a");
    ledger.journal.push(limits.high);
    *ticket += 1;
    assert_eq!(Guard::as_inner(&permits).permits(), 2);
    assert_eq!(taken(&state), [true; 6]);
    drop((count, names, permits, ledger, limits, ticket));
    assert_free(&state);
    assert_eq!(*now(state.count().lock()), 1);
}

#[test]
fn those_that_are_not_named_are_not_taken() {
    let state = State::default();
    let locked = now(state.locks().ledger().names().lock());
    assert_eq!(
        (locked.count, locked.permits, locked.limits),
        (NotTaken, NotTaken, NotTaken)
    );
    assert_eq!(taken(&state), [false, true, false, true, false, false]);
    // Read, so others may read.
    assert!(state.names().try_read().is_some());
    drop(locked);
    let nothing = now(state.locks().lock());
    assert_eq!(nothing.ledger, NotTaken);
    assert_free(&state);
}

#[test]
fn they_are_taken_in_the_declared_order() {
    let state = State::default();
    let names = now(state.names().read());
    let mut all = Task::waiting(state.locks().ticket().ledger().names_mut().count().lock());
    // The one before it, and none behind it.
    assert_eq!(taken(&state), [true, true, false, false, false, false]);
    let ledger = now(state.ledger().lock());
    drop(names);
    assert!(all.woken());
    all.pending();
    assert_eq!(taken(&state), [true, true, false, true, false, false]);
    drop(ledger);
    let locked = all.ready();
    assert_eq!(taken(&state), [true, true, false, true, false, true]);
    drop(locked);
    assert_free(&state);
}

#[test]
fn a_part_of_them_can_be_released() {
    let state = State::default();
    let mut locked = now(state.locks().count().ledger().lock());
    *locked.count += 1;
    drop(locked.count);
    assert!(state.count().try_lock().is_some() && state.ledger().try_lock().is_none());
    drop(locked.ledger);
    assert_free(&state);
}

#[test]
fn with_a_token() {
    let state = State::default();
    let mut held = Held::nothing();
    let (count, held) = now(state.count().lock_after(&mut held));
    let (locked, held): (_, &mut Held<StateLedger>) =
        now(state.locks().ledger().names_mut().lock_after(held));
    let (ticket, _) = now(state.ticket().lock_after(held));
    assert_eq!(taken(&state), [true, true, false, true, false, true]);
    drop((count, locked, ticket));
    // Of no lock: the token is as it was.
    let mut held = Held::nothing();
    let held: &mut Held<StateNames> = held.skip_to();
    let (nothing, held): (_, &mut Held<StateNames>) = now(state.locks().lock_after(held));
    drop(nothing);
    assert_eq!(now(state.ledger().lock_after(held)).0.last_id, 0);
    assert_free(&state);
}

#[mea::shared]
#[derive(Default)]
struct Eight {
    #[lock(mutex)]
    a: u64,
    #[lock(rwlock)]
    b: u64,
    #[lock(mutex)]
    c: u64,
    #[lock(mutex(group))]
    d: u64,
    #[lock(rwlock)]
    e: u64,
    #[lock(semaphore = 1)]
    f: (),
    #[lock(mutex)]
    g: u64,
    #[lock(custom = crate::support::TicketLock)]
    h: u64,
}

/// Names of locks, in the order in which they are named, against the locks that are taken.
macro_rules! take {
    ($eight:expr, $($name:ident $(($($argument:tt)*))?),*) => {
        drop($eight.locks()$(.$name($($($argument)*)?))*.lock().await)
    };
}

/// From two to eight locks, each set in orders that would deadlock with one another if the locks were
/// taken as they are named.
async fn take_some(eight: &Eight, which: usize) {
    match which {
        0 => take!(eight, b_mut, a),
        1 => take!(eight, a, b_mut),
        2 => take!(eight, c, b_mut, a),
        3 => take!(eight, a, c, b_mut),
        4 => take!(eight, group, c, b_mut, a),
        5 => take!(eight, b_mut, group, a, c),
        6 => take!(eight, e_mut, a, group, b, c),
        7 => take!(eight, c, b, group, a, e_mut),
        8 => take!(eight, f(1), e_mut, group, c, b_mut, a),
        9 => take!(eight, a, c, e_mut, b_mut, group, f(1)),
        10 => take!(eight, g, f(1), e, group, c, b_mut, a),
        11 => take!(eight, b_mut, a, group, c, f(1), e, g),
        12 => take!(eight, h, g, f(1), e_mut, group, c, b_mut, a),
        13 => take!(eight, a, b_mut, c, group, e_mut, f(1), g, h),
        14 => take!(eight, group, h, a, g, b_mut, f(1), c, e_mut),
        _ => take!(eight, g, h, a),
    }
}
const SETS: usize = 16;

#[test]
fn two_to_eight_locks_named_in_any_order_do_not_deadlock() {
    const TASKS: u64 = 60;
    const TURNS: u64 = 100;
    let eight = Arc::new(Eight::default());
    let runtime = Builder::new_multi_thread()
        .worker_threads(4)
        .build()
        .unwrap();
    let (done, end) = std::sync::mpsc::channel();
    let counted = eight.clone();
    let thread = std::thread::spawn(move || {
        runtime.block_on(async {
            let tasks: Vec<_> = (0..TASKS)
                .map(|i| tokio::spawn(work(counted.clone(), Rng::new(i + 1), TURNS)))
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
        });
        done.send(()).unwrap();
    });
    match end.recv_timeout(std::time::Duration::from_secs(120)) {
        Err(std::sync::mpsc::RecvTimeoutError::Timeout) => panic!("a deadlock"),
        _ => thread.join().unwrap(),
    }
    let eight = Arc::into_inner(eight).unwrap().into_parts();
    assert_eq!(eight.a, TASKS * TURNS);
    assert_eq!([eight.b, eight.d, eight.g], [eight.a; 3]);
}

async fn work(eight: Arc<Eight>, mut rng: Rng, turns: u64) {
    for _ in 0..turns {
        let which = rng.below(SETS);
        if rng.one_in(4) {
            // It is given up after some polls, with some of the locks.
            crate::support::patiently(rng.below(6), take_some(&eight, which)).await;
        } else {
            take_some(&eight, which).await;
        }
        let mut some = eight.locks().g().group().b_mut().a().lock().await;
        *some.a += 1;
        if rng.one_in(8) {
            yield_now().await;
        }
        *some.b += 1;
        some.group.d += 1;
        *some.g += 1;
    }
}
