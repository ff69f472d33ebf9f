//! Arms that wait for two things: neither is taken without the other.

use std::future::{pending, ready};

use mea::{blocking::block_on, mpsc, semaphore::Semaphore};

use super::{Log, yields};
use crate::support::{Task, now, poll_and_drop};

#[test]
fn both_are_there_in_the_handler() {
    let (tx, mut out) = mpsc::bounded(10);
    let (input, mut rx) = mpsc::unbounded();
    for n in 0..3 {
        input.send(n).unwrap();
    }
    drop(input);
    now(async {
        mea::select_loop! {
            Ok(n) = rx.recv(), with Ok(permit) = tx.reserve() => permit.send(n * 10).unwrap(),
            else => break,
        }
    });
    drop(tx);
    let sent: Vec<_> = std::iter::from_fn(|| out.try_recv().ok()).collect();
    assert_eq!(sent, [0, 10, 20]);
}

/// Patterns that cannot fail, on both sides.
#[test]
fn with_names_alone() {
    let permits = Semaphore::new(1);
    let n = now(async {
        mea::select! {
            n = ready(5), with permit = permits.acquire(1) => {
                assert_eq!(permits.available_permits(), 0);
                n + permit.permits()
            }
        }
    });
    assert_eq!(n, 6);
    let n = now(async {
        mea::select! {
            _ = ready(1), with (a, _) = ready((2, 3)), if true => a,
            _ = pending::<()>() => 4,
        }
    });
    assert_eq!(n, 2);
    let n = now(async {
        mea::select!(if let n = ready(1)
            && let m = ready(2)
        {
            n + m
        })
    });
    assert_eq!(n, 3);
}

#[test]
fn no_message_is_taken_without_a_permit() {
    let (tx, mut out) = mpsc::bounded(1);
    let (input, mut rx) = mpsc::unbounded();
    tx.try_send(0).unwrap();
    input.send(1).unwrap();
    let forward = Task::waiting(async {
        mea::select! {
            Ok(n) = rx.recv(), with Ok(permit) = tx.reserve() => permit.send(n).unwrap(),
        }
    });
    // Dropped, it has lost nothing.
    drop(forward);
    assert_eq!(rx.try_recv(), Ok(1));
    input.send(2).unwrap();
    forward_one(&mut rx, &tx, &mut out);

    fn forward_one(
        rx: &mut mpsc::UnboundedReceiver<i32>,
        tx: &mpsc::BoundedSender<i32>,
        out: &mut mpsc::BoundedReceiver<i32>,
    ) {
        let mut forward = Task::waiting(async {
            mea::select! {
                Ok(n) = rx.recv(), with Ok(permit) = tx.reserve() => permit.send(n).unwrap(),
            }
        });
        assert_eq!(out.try_recv(), Ok(0));
        // There is room now, for which it has waited.
        assert!(forward.woken());
        forward.ready();
        drop(forward);
        assert_eq!(out.try_recv(), Ok(2));
    }
}

#[test]
fn no_permit_is_held_while_there_is_no_message() {
    let (tx, mut out) = mpsc::bounded(1);
    let (first_in, mut first_rx) = mpsc::unbounded();
    let (second_in, mut second_rx) = mpsc::unbounded();
    let forward = async |rx: &mut mpsc::UnboundedReceiver<i32>| {
        mea::select_loop! {
            Ok(n) = rx.recv(), with Ok(permit) = tx.reserve() => permit.send(n).unwrap(),
            else => break,
        }
    };
    let mut forwards = [
        Task::waiting(forward(&mut first_rx)),
        Task::waiting(forward(&mut second_rx)),
    ];
    // As a runtime would: whoever was woken is polled.
    let mut settle = || {
        while let Some(task) = forwards.iter_mut().find(|task| task.woken()) {
            task.pending();
        }
    };
    assert_eq!(tx.available_capacity(), 1);
    // The one that waits without a message does not block the other one.
    for n in 0..10 {
        for (number, input) in (0..).zip([&first_in, &second_in]) {
            let n = n * 10 + number;
            input.send(n).unwrap();
            settle();
            assert_eq!(out.try_recv(), Ok(n));
            settle();
            assert_eq!(tx.available_capacity(), 1);
        }
    }
}

#[test]
fn two_forwarders_on_threads_pass_everything_on() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    runtime.block_on(async {
        let (tx, mut out) = mpsc::bounded(1);
        let mut inputs = Vec::new();
        for _ in 0..2 {
            let (input, mut rx) = mpsc::unbounded();
            inputs.push(input);
            let tx = tx.clone();
            tokio::spawn(async move {
                mea::select_loop! {
                    Ok(n) = rx.recv(), with Ok(permit) = tx.reserve() => permit.send(n).unwrap(),
                    else => break,
                }
            });
        }
        drop(tx);
        for n in 0..1000 {
            inputs[n % 2].send(n).unwrap();
        }
        drop(inputs);
        let mut seen = Vec::new();
        while let Ok(n) = out.recv().await {
            seen.push(n);
        }
        seen.sort_unstable();
        assert_eq!(seen, (0..1000).collect::<Vec<_>>());
    });
}

#[test]
fn a_with_that_does_not_match_disables_the_arm_and_takes_nothing() {
    let (tx, out) = mpsc::bounded(1);
    let (input, mut rx) = mpsc::unbounded();
    input.send(1).unwrap();
    drop(out);
    let n = now(async {
        mea::select! {
            Ok(n) = rx.recv(), with Ok(permit) = tx.reserve() => {
                let _: Result<(), _> = permit.send(n);
                n
            }
            else => 0,
        }
    });
    assert_eq!(n, 0);
    assert_eq!(rx.try_recv(), Ok(1));
}

/// The message is lost then, as everywhere; the permit is not.
#[test]
fn a_message_that_does_not_match_gives_the_permit_back() {
    let permits = Semaphore::new(1);
    let n = block_on(async {
        mea::select! {
            Some(n) = ready(None), with permit = permits.acquire(1) => { drop(permit); n }
            _ = yields(2) => permits.available_permits(),
        }
    });
    assert_eq!(n, 1);
}

#[test]
fn a_loser_gives_its_permit_back_and_keeps_its_message() {
    let permits = Semaphore::new(1);
    let (input, mut rx) = mpsc::unbounded::<i32>();
    for _ in 0..100 {
        now(async {
            mea::select! {
                Ok(_) = rx.recv(), with _ = permits.acquire(1) => unreachable!(),
                _ = ready(()) => assert_eq!(permits.available_permits(), 1),
            }
        });
    }
    input.send(1).unwrap();
    let held = permits.try_acquire(1);
    assert!(
        poll_and_drop(async {
            mea::select! { n = rx.recv(), with _ = permits.acquire(1) => n }
        })
        .is_pending()
    );
    drop(held);
    assert_eq!((permits.available_permits(), rx.try_recv()), (1, Ok(1)));
}

/// Either may come first, and both wake the block.
#[test]
fn it_is_woken_by_what_it_waits_for() {
    let permits = Semaphore::new(0);
    let (input, mut rx) = mpsc::unbounded();
    for message_first in [true, false] {
        let mut task = Task::waiting(async {
            mea::select! {
                Ok(n) = rx.recv(), with permit = permits.acquire(1) => {
                    permit.forget();
                    n
                }
                else => 0,
            }
        });
        if message_first {
            input.send(7).unwrap();
            task.pending();
            permits.release(1);
        } else {
            permits.release(1);
            assert!(task.woken());
            task.pending();
            input.send(7).unwrap();
        }
        assert!(task.woken());
        assert_eq!(task.ready(), 7);
    }
}

/// A kept future leaves its output; that is taken when there is a permit for it.
#[test]
fn a_kept_arm_with_a_permit() {
    let permits = Semaphore::new(0);
    let log = Log::new();
    let mut task = Task::waiting(async {
        mea::select_loop! {
            keep n = async { yields(1).await; log.add("made"); 5 }, with permit = permits.acquire(1) => {
                permit.forget();
                log.add(format!("handled-{n}"));
            }
        }
    });
    task.pending();
    task.pending();
    assert_eq!(log.take(), "made");
    permits.release(1);
    assert!(task.woken());
    task.pending();
    task.pending();
    assert_eq!(log.take(), "handled-5 made");
}
