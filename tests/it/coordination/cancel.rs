//! Blocks that are dropped after any number of polls: what was in them is dropped, once, and what
//! they had borrowed goes on.

use std::{
    future::{Future, pending, ready},
    sync::Arc,
};

use mea::{marker::abandon, mpsc, mutex::Mutex, semaphore::Semaphore};

use super::yields;
use crate::support::Task;

/// Makes a future, polls it no more than 0 times and drops it; then no more than once, twice, .. until
/// it is done. After each, all that it was given is back. Returns how many polls it takes.
#[track_caller]
fn cancel_at_every_poll<F: Future>(make: impl Fn(Arc<()>) -> F) -> usize {
    let value = Arc::new(());
    for polls in 0.. {
        let mut task = Task::new(make(value.clone()));
        let is_done = (0..polls).any(|_| task.poll().is_ready());
        let count = task.count.clone();
        drop(task);
        assert_eq!(Arc::strong_count(&value), 1, "after {polls} polls");
        assert_eq!(count.kept(), 0, "after {polls} polls");
        if is_done {
            return polls;
        }
    }
    unreachable!()
}

/// Gives the value back, later.
async fn later<T>(value: T, polls: usize) -> T {
    yields(polls).await;
    value
}

#[test]
fn select() {
    let polls = cancel_at_every_poll(async |value: Arc<()>| {
        let outer = mea::select! {
            biased;
            Some(_) = async { later(Some(value.clone()), 3).await.filter(|_| false) } => unreachable!(),
            output = later(value.clone(), 5) => {
                let inner = mea::select! {
                    _ = async { let _value = value.clone(); pending::<()>().await } => unreachable!(),
                    other = later(output.clone(), 4) => { yields(2).await; (output, other) }
                };
                yields(2).await;
                inner
            }
            _ = later(value.clone(), 100) => unreachable!(),
        };
        yields(1).await;
        drop(outer);
    });
    assert!(polls > 10);
}

#[test]
fn loops_with_kept_arms() {
    let polls = cancel_at_every_poll(async |value: Arc<()>| {
        let mut turns = 0;
        let output = mea::select_loop! {
            keep output = later(value.clone(), 2) => {
                yields(1).await;
                turns += 1;
                if turns > 5 { break output }
            }
            once output = later(value.clone(), 3) => {
                let (a, b) = mea::join!(later(value.clone(), 1), later(output, 3));
                drop((a, b));
            }
            keep _ = later(value.clone(), 0), if turns > 4 => {}
            keep _ = async { let _value = value.clone(); pending::<()>().await } => {}
            output = abandon(later(value.clone(), 1)) => {
                yields(1).await;
                drop(output);
            }
        };
        yields(1).await;
        drop(output);
    });
    assert!(polls > 10);
}

#[test]
fn joins_and_races() {
    let polls = cancel_at_every_poll(async |value: Arc<()>| {
        let later = |polls| later(value.clone(), polls);
        let all = mea::join!(later(0), later(3), later(1));
        let result = mea::try_join!(
            async { Ok(later(1).await) },
            async { Ok(later(4).await) },
            async {
                later(3).await;
                Err::<(), Arc<()>>(value.clone())
            },
        );
        let Err(error) = result else { unreachable!() };
        let winner = mea::race!(later(9), later(2));
        yields(1).await;
        drop((all, error, winner));
    });
    assert!(polls > 8);
}

/// Locks, permits and messages are where they were.
#[test]
fn primitives_lose_nothing() {
    let lock = Mutex::new(0);
    let permits = Semaphore::new(1);
    let (tx, rx) = mpsc::unbounded();
    let rx = std::cell::RefCell::new(rx);
    let mut sent = 0;
    let mut received = 0;
    for polls in 0..40 {
        tx.send(sent).unwrap();
        sent += 1;
        let mut rx = rx.borrow_mut();
        let mut task = Task::new(async {
            mea::select_loop! {
                keep _ = async { let guard = lock.lock().await; yields(2).await; drop(guard) } => {}
                Ok(n) = rx.recv(), with permit = permits.acquire(1) => {
                    assert_eq!(n, received);
                    received += 1;
                    let guard = lock.lock().await;
                    yields(1).await;
                    drop((guard, permit));
                }
                _ = ready(()), if false => {}
                _ = abandon(yields(3)) => drop(permits.acquire(1).await),
                else => break,
            }
        });
        for _ in 0..polls {
            task.pending();
        }
        drop(task);
        drop(rx);
        assert!(lock.try_lock().is_some());
        assert_eq!(permits.available_permits(), 1);
    }
    let rest = std::iter::from_fn(|| rx.borrow_mut().try_recv().ok()).collect::<Vec<_>>();
    assert_eq!(rest, (received..sent).collect::<Vec<_>>());
    assert!(received > 0);
}
