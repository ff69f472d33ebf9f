//! Panics in arms, conditions, handlers and kept futures: everything is dropped once, and what the
//! block had borrowed can be used again.

use std::{
    cell::Cell,
    future::{pending, poll_fn, ready},
    sync::Arc,
};

use mea::{marker::abandon, mpsc, semaphore::Semaphore};

use super::yields;
use crate::support::{Task, panics};

/// Polls until it panics, says what it said, and drops what is left.
#[track_caller]
fn panic_of<F: Future>(future: F) -> String {
    let mut task = Task::new(future);
    let message = panics(|| while task.poll().is_pending() {});
    drop(task);
    message
}

/// Keeps a value as long as it lives, and panics after some polls.
async fn bomb(value: Arc<()>, polls: usize) {
    yields(polls).await;
    let _value = value;
    panic!("bomb");
}

/// Keeps a value for ever.
async fn holder(value: Arc<()>) {
    let _value = value;
    pending().await
}

#[test]
fn in_an_arm() {
    let value = Arc::new(());
    for polls in 0..3 {
        for biased in [true, false] {
            let (a, b, c) = (value.clone(), value.clone(), value.clone());
            let message = panic_of(async {
                if biased {
                    mea::select! { biased; _ = holder(a) => {}, _ = bomb(b, polls) => {}, _ = holder(c) => {} }
                } else {
                    mea::select! { _ = holder(a) => {}, _ = bomb(b, polls) => {}, _ = holder(c) => {} }
                }
            });
            assert_eq!(message, "bomb");
            assert_eq!(Arc::strong_count(&value), 1);
        }
    }
}

#[test]
fn in_a_condition_and_while_arms_are_made() {
    let value = Arc::new(());
    fn fails_now() -> bool {
        panic!("condition")
    }
    let message = panic_of(async {
        mea::select! {
            _ = holder(value.clone()) => {}
            _ = ready(()), if fails_now() => {}
        }
    });
    assert_eq!(message, "condition");
    fn fails() -> std::future::Ready<()> {
        panic!("future")
    }
    let message = panic_of(async {
        mea::select! {
            _ = holder(value.clone()) => {}
            _ = fails() => {}
            _ = holder(value.clone()) => {}
        }
    });
    assert_eq!(message, "future");
    assert_eq!(Arc::strong_count(&value), 1);
}

#[test]
fn in_a_handler_and_in_else() {
    let value = Arc::new(());
    for polls in 0..3 {
        let message = panic_of(async {
            let kept = value.clone();
            mea::select! {
                output = async { value.clone() } => {
                    let _output = output;
                    yields(polls).await;
                    let _kept = &kept;
                    panic!("handler");
                }
                _ = holder(value.clone()) => {}
            }
        });
        assert_eq!(message, "handler");
    }
    let message = panic_of(async {
        mea::select! {
            Err(()) = async { Ok::<_, ()>(value.clone()) } => {}
            else => panic!("else"),
        }
    });
    assert_eq!(message, "else");
    assert_eq!(Arc::strong_count(&value), 1);
}

#[test]
fn in_kept_futures_handlers_and_conditions_of_a_loop() {
    let value = Arc::new(());
    let turns = Cell::new(0);
    for place in 0..5 {
        for polls in 0..4 {
            turns.set(0);
            let explode = |at: usize| {
                if at == place && turns.get() >= polls {
                    panic!("{at}");
                }
            };
            let message = panic_of(async {
                mea::select_loop! {
                    keep output = async {
                        let value = value.clone();
                        yields(1).await;
                        explode(0);
                        value
                    }, if { explode(1); true } => {
                        yields(1).await;
                        explode(2);
                        drop(output);
                    }
                    keep () = holder(value.clone()) => {}
                    output = abandon(async {
                        let value = value.clone();
                        yields(1).await;
                        explode(3);
                        value
                    }) => {
                        turns.set(turns.get() + 1);
                        yields(1).await;
                        explode(4);
                        drop(output);
                    }
                }
            });
            assert_eq!(message, place.to_string());
            assert_eq!(Arc::strong_count(&value), 1);
        }
    }
}

#[test]
fn in_what_is_joined() {
    let value = Arc::new(());
    for polls in 0..3 {
        let value = || value.clone();
        assert_eq!(
            panic_of(async { mea::join!(ready(value()), bomb(value(), polls), holder(value())) }),
            "bomb",
        );
        assert_eq!(
            panic_of(async {
                let ok = async { Ok::<_, ()>(bomb(value(), polls).await) };
                mea::try_join!(async { Ok(value()) }, ok, async {
                    Ok(holder(value()).await)
                })
            }),
            "bomb",
        );
        assert_eq!(
            panic_of(async { mea::race!(bomb(value(), polls), holder(value())) }),
            "bomb",
        );
    }
    assert_eq!(Arc::strong_count(&value), 1);
}

/// The destructor of a loser panics: the others are dropped all the same.
#[test]
fn in_the_drop_of_a_loser() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("drop");
        }
    }
    let value = Arc::new(());
    let message = panic_of(async {
        let bomb = Bomb;
        mea::select! {
            _ = holder(value.clone()) => {}
            _ = async move { let _bomb = bomb; pending::<()>().await } => {}
            _ = yields(1) => unreachable!(),
            _ = holder(value.clone()) => {}
        }
    });
    assert_eq!(message, "drop");
    assert_eq!(Arc::strong_count(&value), 1);
}

/// A permit that is there when the other side of its arm panics goes back.
#[test]
fn beside_a_permit() {
    let permits = Semaphore::new(1);
    let (input, mut rx) = mpsc::unbounded();
    input.send(1).unwrap();
    let message = panic_of(async {
        mea::select! {
            _ = mea::snooze_ok(poll_fn(|_| -> std::task::Poll<()> { panic!("other") })), with _ = permits.acquire(1) => {}
            Ok(_) = rx.recv(), if false => {}
        }
    });
    assert_eq!(message, "other");
    assert_eq!((permits.available_permits(), rx.try_recv()), (1, Ok(1)));
}
