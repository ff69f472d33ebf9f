//! Futures that live as long as their loop: they go on while handlers await, whatever those await.

use std::{
    cell::Cell,
    future::{Future, pending, poll_fn, ready},
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
    task::Poll,
};

use mea::{blocking::block_on, marker::abandon, mpsc, mutex::Mutex, oneshot};

use super::{Log, yields};
use crate::support::{Task, now, poll_once};

/// The program of <https://rfd.shared.oxide.computer/rfd/0609>: a future that is in line for a lock
/// is left alone while a handler waits for the same lock.
mod futurelock {
    use super::*;

    async fn take(lock: &Mutex<u32>) -> u32 {
        let mut guard = lock.lock().await;
        *guard += 1;
        *guard
    }

    /// As it is written elsewhere. The borrow is said to hold nothing back, which is not true.
    #[test]
    fn hangs_where_a_borrow_is_left_alone() {
        let lock = Mutex::new(0);
        let held = lock.try_lock();
        let mut background = Box::pin(take(&lock));
        let mut task = Task::waiting(async {
            mea::select! {
                biased;
                _ = mea::marker::snooze_ok(&mut background) => {}
                _ = yields(1) => { take(&lock).await; }
            }
        });
        // The handler is in line, behind the future that nobody polls.
        task.pending();
        drop(held);
        for _ in 0..100 {
            task.pending();
        }
    }

    #[test]
    fn completes_where_it_is_kept() {
        let lock = Mutex::new(0);
        let held = lock.try_lock();
        let mut task = Task::waiting(async {
            let mut handled = Vec::new();
            mea::select_loop! {
                keep n = take(&lock) => {
                    handled.push(("kept", n));
                    if handled.len() > 2 {
                        break handled;
                    }
                }
                _ = abandon(yields(1)) => handled.push(("handler", take(&lock).await)),
            }
        });
        task.pending();
        drop(held);
        let handled = (0..100).find_map(|_| match task.poll() {
            Poll::Ready(handled) => Some(handled),
            Poll::Pending => None,
        });
        let handled = handled.expect("no futurelock");
        // The kept future was first in line.
        assert!(handled.contains(&("kept", 1)), "{handled:?}");
        assert!(handled.iter().any(|(who, _)| *who == "handler"));
    }

    /// With nothing but `select_loop!`, for a task of a runtime.
    #[test]
    fn completes_on_threads() {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .build()
            .unwrap();
        let total = runtime.block_on(async {
            let lock = std::sync::Arc::new(Mutex::new(0));
            let tasks: Vec<_> = (0..4)
                .map(|_| {
                    let lock = lock.clone();
                    tokio::spawn(async move {
                        let mut turns = 0;
                        mea::select_loop! {
                            keep _ = take(&lock) => turns += 1,
                            _ = abandon(tokio::task::yield_now()) => {
                                take(&lock).await;
                                turns += 1;
                                if turns > 100 { break }
                            }
                        }
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
            take(&lock).await
        });
        assert!(total > 400);
    }
}

/// A future that makes a step at each poll; it is never done.
async fn steps(count: &Cell<usize>) {
    poll_fn(|_| {
        count.set(count.get() + 1);
        Poll::Pending
    })
    .await
}

macro_rules! in_the_middle_of {
    ($future:expr) => {{
        let value = $future.await;
        value
    }};
}

#[test]
fn kept_futures_go_on_while_handlers_await() {
    let count = Cell::new(0);
    let mut rounds = 0;
    block_on(async {
        mea::select_loop! {
            keep () = steps(&count) => unreachable!(),
            _ = ready(()) => {
                let expect_steps = |at_least: usize| {
                    let made = count.replace(0);
                    assert!(made >= at_least, "{made} of {at_least}");
                };
                expect_steps(0);
                yields(5).await;
                expect_steps(5);
                // Wherever it awaits, by whatever macro.
                tokio::join!(yields(5), yields(2));
                expect_steps(5);
                in_the_middle_of!(yields(5));
                expect_steps(5);
                mea::join!(async { in_the_middle_of!(yields(5)) }, yields(1));
                expect_steps(5);
                mea::select! { _ = yields(5) => {}, _ = pending::<()>() => {} }
                expect_steps(5);
                let inner = async || in_the_middle_of!(yields(5));
                inner().await;
                expect_steps(5);
                rounds += 1;
                if rounds == 3 { break }
            }
        }
    });
    assert_eq!(rounds, 3);
}

/// Not even an arm that is always ready keeps them from it.
#[test]
fn kept_futures_go_on_beside_a_loop_that_never_waits() {
    let count = Cell::new(0);
    let mut turns = 0;
    now(async {
        mea::select_loop! {
            biased;
            _ = ready(()) => {
                turns += 1;
                if turns == 100 { break }
                if turns % 3 == 0 { continue }
            }
            keep () = steps(&count) => unreachable!(),
        }
    });
    assert_eq!(count.get(), 100);
}

#[test]
fn a_kept_future_begins_again_after_each_output() {
    let made = Cell::new(0);
    let values = block_on(async {
        let mut values = Vec::new();
        mea::select_loop! {
            keep n = { made.set(made.get() + 1); let n = made.get(); async move { yields(2).await; n } } => {
                values.push(n);
                if n == 4 { break values }
            }
        }
    });
    assert_eq!(values, [1, 2, 3, 4]);
}

#[test]
fn a_kept_future_keeps_its_state_across_turns() {
    let (tx, mut rx) = mpsc::unbounded();
    let mut turns = 0;
    let sum = block_on(async {
        mea::select_loop! {
            // Neither cancel-safe nor quick: it would lose what it has read so far.
            keep sum = async {
                let mut sum = 0;
                for _ in 0..3 {
                    sum += rx.recv().await.unwrap();
                }
                sum
            } => break sum,
            _ = abandon(yields(1)) => {
                turns += 1;
                tx.send(turns).unwrap();
            }
        }
    });
    assert_eq!(sum, 1 + 2 + 3);
    assert!(turns >= 3);
}

#[test]
fn once_is_done_once() {
    let made = Cell::new(0);
    let log = Log::new();
    block_on(async {
        let mut turns = 0;
        mea::select_loop! {
            once n = { made.set(made.get() + 1); async { yields(1).await; 7 } } => log.add(format!("once-{n}")),
            _ = abandon(yields(1)) => {
                turns += 1;
                if turns == 10 { break }
            }
        }
    });
    assert_eq!((made.get(), log.take().as_str()), (1, "once-7"));
}

/// It goes on; its value waits for the condition.
#[test]
fn a_kept_arm_with_a_precondition() {
    let log = Log::new();
    let open = Cell::new(false);
    block_on(async {
        let mut turns = 0;
        mea::select_loop! {
            biased;
            keep () = async { log.add("begin"); yields(2).await; log.add("end") }, if open.get() => {
                log.add("handler");
                break;
            }
            _ = abandon(yields(1)) => {
                turns += 1;
                open.set(turns == 10);
            }
        }
        assert_eq!(turns, 10);
    });
    assert_eq!(log.take(), "begin end handler");
}

/// A value that does not match switches the arm off for that wait; the next one is looked at anew.
#[test]
fn a_kept_arm_with_a_pattern() {
    let n = Cell::new(0);
    let found = block_on(async {
        mea::select_loop! {
            keep Some(found) = async {
                yields(1).await;
                n.set(n.get() + 1);
                (n.get() % 3 == 0).then(|| n.get())
            } => break found,
            _ = abandon(yields(2)) => {}
        }
    });
    assert_eq!(found, 3);
}

#[test]
fn several_kept_futures_and_one_each_time() {
    let (tx1, mut rx1) = mpsc::unbounded();
    let (tx2, mut rx2) = mpsc::unbounded();
    for n in 0..10 {
        tx1.send(n).unwrap();
        tx2.send(100 + n).unwrap();
    }
    let (mut a, mut b) = (Vec::new(), Vec::new());
    now(async {
        mea::select_loop! {
            keep n = rx1.recv() => a.push(n.unwrap()),
            keep n = rx2.recv() => b.push(n.unwrap()),
            _ = ready(()), if false => {}
            _ = ready(()), if true => if a.len() + b.len() == 20 { break },
        }
    });
    assert_eq!(a, (0..10).collect::<Vec<_>>());
    assert_eq!(b, (100..110).collect::<Vec<_>>());
}

#[test]
fn a_loop_that_waits_is_woken_by_kept_and_other_arms() {
    let (tx1, rx1) = oneshot::channel();
    let (tx2, mut rx2) = mpsc::unbounded();
    let (tx3, rx3) = oneshot::channel::<()>();
    let mut rx3 = Some(rx3);
    let log = Log::new();
    let mut task = Task::waiting(async {
        let mut rx1 = Some(rx1);
        mea::select_loop! {
            keep Ok(n) = async { match rx1.take() { Some(rx) => rx.await, None => pending().await } } => {
                log.add(format!("kept-{n}"));
            }
            Ok(n) = rx2.recv() => {
                log.add(format!("fresh-{n}"));
                if n == 2 {
                    let _ = rx3.take().unwrap().await;
                    log.add("handled");
                }
            }
            else => break,
        }
    });
    assert!(!task.woken());
    tx2.send(1).unwrap();
    assert!(task.woken());
    task.pending();
    assert_eq!(log.take(), "fresh-1");
    tx2.send(2).unwrap();
    assert!(task.woken());
    task.pending();
    // The handler waits; what is sent to the kept future wakes the task all the same.
    tx1.send(5).unwrap();
    assert!(task.woken());
    task.pending();
    assert_eq!(log.take(), "fresh-2");
    tx3.send(()).unwrap();
    assert!(task.woken());
    task.pending();
    assert_eq!(log.take(), "handled kept-5");
    assert!(!task.woken());
    task.pending();
}

/// Kept futures are dropped with the loop, after what is in its handlers.
#[test]
fn the_loop_drops_its_kept_futures() {
    let log = Log::new();
    block_on(async {
        let last = log.last("kept");
        let mut last = Some(last);
        mea::select_loop! {
            keep () = async { let _last = last.take(); pending().await } => {}
            _ = abandon(yields(2)) => {
                let _here = log.last("handler");
                break;
            }
        }
        log.add("after");
    });
    assert_eq!(log.take(), "handler kept after");
}

#[test]
fn one_loop_in_the_handler_of_another() {
    let (outer, inner) = (Cell::new(0), Cell::new(0));
    let total = block_on(async {
        let mut total = 0;
        mea::select_loop! {
            keep () = steps(&outer) => unreachable!(),
            _ = ready(()) => {
                let before = outer.get();
                total += mea::select_loop! {
                    keep () = steps(&inner) => unreachable!(),
                    once n = async { yields(3).await; 10 } => {
                        yields(2).await;
                        break n;
                    }
                };
                assert!(outer.get() >= before + 3);
                if total == 30 { break total }
            }
        }
    });
    assert_eq!(total, 30);
    assert!(inner.get() >= 15);
}

/// What is kept may borrow what no handler does, and handlers may change everything else.
#[test]
fn in_a_method() {
    struct Connection {
        input: mpsc::UnboundedReceiver<u8>,
        replies: mpsc::UnboundedSender<Vec<u8>>,
        frames: usize,
    }
    impl Connection {
        async fn run(&mut self, mut stop: oneshot::Receiver<()>) -> Result<usize, mpsc::RecvError> {
            let Self {
                input,
                replies,
                frames,
            } = self;
            mea::select_loop! {
                keep frame = read_frame(input) => {
                    let frame = frame?;
                    *frames += 1;
                    yields(1).await;
                    replies.send(frame).unwrap();
                }
                _ = stop.recv() => return Ok(*frames),
            }
        }
    }
    async fn read_frame(
        input: &mut mpsc::UnboundedReceiver<u8>,
    ) -> Result<Vec<u8>, mpsc::RecvError> {
        let length = input.recv().await?;
        let mut frame = Vec::new();
        for _ in 0..length {
            frame.push(input.recv().await?);
        }
        Ok(frame)
    }
    let (bytes, input) = mpsc::unbounded();
    let (replies, mut out) = mpsc::unbounded();
    let (stop, stopped) = oneshot::channel();
    let mut connection = Connection {
        input,
        replies,
        frames: 0,
    };
    let mut run = Task::waiting(connection.run(stopped));
    for byte in [2, 1, 2, 1] {
        bytes.send(byte).unwrap();
    }
    run.pending();
    run.pending();
    assert_eq!(out.try_recv(), Ok(vec![1, 2]));
    bytes.send(9).unwrap();
    run.pending();
    run.pending();
    assert_eq!(out.try_recv(), Ok(vec![9]));
    stop.send(()).unwrap();
    assert_eq!(run.ready(), Ok(2));
    drop(run);

    let (_stop, stopped) = oneshot::channel();
    drop(bytes);
    let mut run = Task::new(connection.run(stopped));
    assert_eq!(run.ready(), Err(mpsc::RecvError::Disconnected));
}

#[test]
fn a_loop_with_kept_futures_may_be_spawned() {
    fn send<F: Future + Send>(future: F) -> F {
        future
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    let polls = std::sync::Arc::new(AtomicUsize::new(0));
    let sum = runtime.block_on(async {
        let polls = polls.clone();
        let (tx, mut rx) = mpsc::bounded(1);
        let task = tokio::spawn(send(async move {
            let mut sum = 0;
            mea::select_loop! {
                keep n = async { polls.fetch_add(1, SeqCst); tokio::task::yield_now().await; 1 } => {
                    tokio::task::yield_now().await;
                    sum += n;
                }
                message = rx.recv() => match message {
                    Ok(n) => sum += n,
                    Err(_) => break sum,
                },
            }
        }));
        for _ in 0..100 {
            tx.send(1000).await.unwrap();
        }
        drop(tx);
        task.await.unwrap()
    });
    assert!(sum >= 100_000);
    assert!(polls.load(SeqCst) > 0);
}

/// A kept future that is ready whenever it is polled does not keep the loop from returning.
#[test]
fn a_kept_future_that_is_always_ready_does_not_spin() {
    let open = Cell::new(false);
    let mut task = Box::pin(async {
        mea::select_loop! {
            keep () = ready(()), if open.get() => break,
            _ = pending::<()>() => {}
        }
    });
    assert!(poll_once(task.as_mut()).is_pending());
}
