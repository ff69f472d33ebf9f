//! One wait: what is evaluated, polled, dropped and woken, and in which order.

use std::{
    cell::Cell,
    future::{Future, pending, poll_fn, ready},
    task::Poll,
};

use mea::{blocking::block_on, oneshot};

use super::{Log, yields};
use crate::support::{Task, now, panics};

#[test]
fn conditions_are_evaluated_first_then_all_futures() {
    let log = Log::new();
    let condition = |name: &str, is_on| {
        log.add(format!("if-{name}"));
        is_on
    };
    let future = |name: &str| {
        log.add(format!("make-{name}"));
        let (name, log) = (name.to_owned(), log.clone());
        poll_fn(move |_| {
            log.add(format!("poll-{name}"));
            Poll::Ready(())
        })
    };
    now(async {
        mea::select! {
            biased;
            _ = future("a"), if condition("a", false) => unreachable!(),
            _ = future("b") => log.add("handle-b"),
            _ = future("c"), if condition("c", true) => unreachable!(),
        }
    });
    assert_eq!(log.take(), "if-a if-c make-a make-b make-c poll-b handle-b");
}

/// A condition is looked at once, not at every poll.
#[test]
fn conditions_are_evaluated_once() {
    let looks = Cell::new(0);
    block_on(async {
        mea::select! {
            _ = pending::<()>(), if { looks.set(looks.get() + 1); true } => {}
            _ = yields(5) => {}
        }
    });
    assert_eq!(looks.get(), 1);
}

#[test]
fn losers_are_dropped_before_the_handler_runs() {
    let log = Log::new();
    block_on(async {
        let (one, two, three) = (log.last("one"), log.last("two"), log.last("three"));
        mea::select! {
            _ = async { let _one = one; pending::<()>().await } => {}
            _ = async { let _two = two; yields(3).await } => {
                log.add("handler");
                yields(1).await;
                log.add("end");
            }
            _ = async { let _three = three; pending::<()>().await }, if false => {}
        }
        log.add("after");
    });
    assert_eq!(log.take(), "two one three handler end after");
}

/// The future that has won as well: it is done, but it may keep something.
#[test]
fn the_winner_is_dropped_before_the_handler_runs() {
    let log = Log::new();
    let last = log.last("winner");
    now(async {
        mea::select! {
            () = poll_fn(move |_| { let _ = &last; Poll::Ready(()) }) => log.add("handler"),
        }
    });
    assert_eq!(log.take(), "winner handler");
}

#[test]
fn what_an_else_or_a_default_follows_is_dropped_before() {
    let log = Log::new();
    now(async {
        let last = log.last("arm");
        mea::select! {
            Some(()) = async { let _last = last; None } => {}
            else => log.add("else"),
        }
        let last = log.last("arm");
        mea::select! {
            _ = async { let _last = last; pending::<()>().await } => {}
            default => log.add("default"),
        }
    });
    assert_eq!(log.take(), "arm else arm default");
}

/// As in a `let`: a temporary goes when the future is made, unless the future is a borrow of it.
#[test]
fn temporaries_of_an_arm() {
    struct Factory(#[allow(dead_code)] super::Last);
    impl Factory {
        fn make(&self, log: &Log) -> impl Future<Output = ()> + use<> {
            log.add("make");
            let log = log.clone();
            poll_fn(move |_| {
                log.add("poll");
                Poll::Ready(())
            })
        }
    }
    let log = Log::new();
    now(async {
        mea::select! {
            _ = Factory(log.last("gone")).make(&log) => log.add("handler"),
        }
    });
    assert_eq!(log.take(), "make gone poll handler");
    now(async {
        mea::select! {
            n = &mut ready(1) => log.add(format!("{n}")),
        }
    });
    assert_eq!(log.take(), "1");
}

/// Those of one arm are gone before the next one is made, and none is kept while the block waits.
#[test]
fn temporaries_of_several_arms() {
    let numbers = std::sync::Mutex::new(1);
    let number = |n: &mut i32| ready(std::mem::replace(n, *n + 1));
    now(async {
        mea::select! {
            biased;
            n = number(&mut numbers.try_lock().unwrap()) => assert_eq!(n, 1),
            n = number(&mut numbers.try_lock().unwrap()) => assert_eq!(n, 2),
            n = &mut ready(3) => assert_eq!(n, 3),
            n = std::pin::pin!(ready(4)) => assert_eq!(n, 4),
        }
        let all = mea::join!(
            number(&mut numbers.try_lock().unwrap()),
            std::pin::pin!(ready(0)),
            number(&mut numbers.try_lock().unwrap()),
            &mut ready(0),
        );
        assert_eq!(all, (3, 0, 4, 0));
    });
}

#[test]
fn an_arm_that_is_ready_is_not_polled_again_after_it_did_not_match() {
    let mut polls = [0, 0];
    let [a, b] = &mut polls;
    block_on(async {
        mea::select! {
            Some(()) = poll_fn(|_| { *a += 1; Poll::Ready(None) }) => unreachable!(),
            Err(()) = poll_fn(|_| { *b += 1; Poll::Ready(Ok(())) }) => unreachable!(),
            _ = yields(4) => {}
        }
    });
    assert_eq!(polls, [1, 1]);
}

/// The value that did not match is dropped at once, not when the block ends.
#[test]
fn a_value_that_does_not_match_is_dropped_at_once() {
    let log = Log::new();
    let mut task = Task::new(async {
        let last = log.last("value");
        mea::select! {
            Err(()) = async { Ok(last) } => {}
            _ = yields(1) => log.add("handler"),
        }
    });
    task.pending();
    assert_eq!(log.take(), "value");
    task.ready();
    assert_eq!(log.take(), "handler");
}

#[test]
fn a_waiting_block_is_woken_by_each_of_its_arms() {
    for winner in 0..4 {
        let (senders, receivers): (Vec<_>, Vec<_>) = (0..4).map(|_| oneshot::channel()).unzip();
        let Ok([a, b, c, d]) = <[_; 4]>::try_from(receivers) else {
            unreachable!()
        };
        let mut task = Task::waiting(async {
            mea::select! {
                n = a => (0, n),
                n = b => (1, n),
                Ok(n) = c => (2, Ok(n)),
                n = d, if true => (3, n),
            }
        });
        task.pending();
        assert!(!task.woken());
        let mut senders: Vec<_> = senders.into_iter().map(Some).collect();
        senders[winner].take().unwrap().send(7).unwrap();
        assert!(task.woken());
        assert_eq!(task.ready(), (winner, Ok(7)));
        assert_eq!(task.count.kept(), 0);
    }
}

#[test]
fn nothing_left_to_wait_for_is_a_panic_that_names_the_arms() {
    let is_on = false;
    let message = panics(|| {
        now(async {
            mea::select! {
                Some(n) = ready(None) => n,
                n = ready(5_u8), if is_on => n,
            }
        })
    });
    assert_eq!(
        message,
        "every arm of `select!` is disabled and there is no `else`; \
         its arms are `Some(n) = ready(None)`, `n = ready(5_u8), if is_on`",
    );
}

#[test]
fn the_panic_of_a_loop_names_it() {
    #[allow(dead_code)]
    enum Order {
        Go,
        Stop,
    }
    let message = panics(|| {
        now(async {
            // That there is more than `Stop` is not seen by the macro.
            mea::select_loop! {
                Order::Stop = ready(Order::Go) => break,
            }
        });
    });
    assert!(
        message.starts_with("every arm of `select_loop!` is disabled"),
        "{message}"
    );
}

/// It is noticed later, too: when the last arm that was waiting does not match.
#[test]
fn arms_that_are_disabled_one_after_the_other() {
    let n = block_on(async {
        mea::select! {
            Some(()) = async { yields(1).await; None } => 1,
            Some(()) = async { yields(3).await; None } => 2,
            else => 3,
        }
    });
    assert_eq!(n, 3);
}

#[test]
fn the_chain_that_rustfmt_formats() {
    let n = |is_on: bool, value: Option<u8>| {
        now(async {
            mea::select!(
                biased,
                if is_on && let Some(n) = ready(value) {
                    n
                } else if let Ok(n) = ready(Err::<u8, ()>(())) {
                    n
                } else if !is_on
                    && is_on == false
                    && let _ = ready(())
                {
                    2
                } else {
                    3
                }
            )
        })
    };
    assert_eq!(
        [n(true, Some(1)), n(true, None), n(false, Some(1))],
        [1, 3, 2]
    );
}

#[test]
fn default_polls_once() {
    let mut polls = 0;
    let mut rounds = 0;
    now(async {
        while rounds < 5 {
            mea::select! {
                () = poll_fn(|_| { polls += 1; Poll::Pending }) => unreachable!(),
                default => rounds += 1,
            }
        }
    });
    assert_eq!(polls, 5);
}

#[test]
fn in_a_method_with_everything_borrowed_from_self() {
    struct Worker {
        jobs: mea::mpsc::UnboundedReceiver<u32>,
        orders: mea::mpsc::UnboundedReceiver<()>,
        done: Vec<u32>,
    }
    impl Worker {
        async fn step(&mut self) -> bool {
            mea::select! {
                biased;
                Ok(job) = self.jobs.recv() => {
                    self.work(job).await;
                    true
                }
                _ = self.orders.recv() => false,
            }
        }

        async fn work(&mut self, job: u32) {
            yields(1).await;
            self.done.push(job);
        }
    }
    let (jobs_tx, jobs) = mea::mpsc::unbounded();
    let (orders_tx, orders) = mea::mpsc::unbounded();
    let mut worker = Worker {
        jobs,
        orders,
        done: Vec::new(),
    };
    for job in 1..=3 {
        jobs_tx.send(job).unwrap();
    }
    orders_tx.send(()).unwrap();
    block_on(async { while worker.step().await {} });
    assert_eq!(worker.done, [1, 2, 3]);
}

#[test]
fn as_a_value_in_the_middle_of_an_expression() {
    let sum = now(async {
        1 + mea::select! { n = ready(2) => n, _ = pending::<()>() => 0 } * {
            mea::race!(ready(3), pending())
        } + [mea::select!(n = ready(4) => n)].len()
    });
    assert_eq!(sum, 8);
}

#[test]
fn in_async_closures_and_generic_functions() {
    async fn either<F: AsyncFnOnce() -> T, T>(f: F, other: impl Future<Output = T>) -> T {
        mea::select! {
            biased;
            value = f() => value,
            value = other => value,
        }
    }
    let text = String::from("closure");
    let value = now(either(
        async || mea::select! { text = async { text.as_str() } => text },
        ready("other"),
    ));
    assert_eq!(value, "closure");
}

#[test]
fn blocks_and_their_futures_are_send_if_the_arms_are() {
    fn send<F: Future + Send>(future: F) -> F {
        future
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    let n = runtime.block_on(async {
        let (tx, rx) = oneshot::channel();
        let task = tokio::spawn(send(async {
            mea::select! {
                Ok(n) = rx => { tokio::task::yield_now().await; n }
                _ = pending::<()>() => 0,
                else => 1,
            }
        }));
        tx.send(5).unwrap();
        task.await.unwrap()
    });
    assert_eq!(n, 5);
}
