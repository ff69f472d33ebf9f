//! One wait after the other, without kept futures: a plain `loop`.

use std::{
    cell::Cell,
    future::{pending, ready},
};

use mea::{blocking::block_on, marker::abandon, mpsc, oneshot};

use super::{Log, yields};
use crate::support::{Task, now};

#[test]
fn it_ends_with_a_value_or_without() {
    now(async {
        let n = mea::select_loop! { n = ready(2) => break n + 1 };
        assert_eq!(n, 3);
        let (): () = mea::select_loop! { _ = ready(2) => break, };
        let n = mea::select_loop! {
            Some(n) = ready(None) => break n,
            else => break 4,
        };
        assert_eq!(n, 4);
    });
}

/// Conditions and futures are evaluated anew at each turn, and nothing is remembered of the last.
#[test]
fn its_arms_are_made_anew_at_each_turn() {
    let log = Log::new();
    now(async {
        let mut turn = 0;
        mea::select_loop! {
            biased;
            Some(()) = { log.add("a"); ready(None) }, if { log.add(format!("if-{turn}")); turn != 1 } => {}
            _ = { log.add("b"); ready(()) } => {
                turn += 1;
                if turn == 3 { break }
            }
        }
    });
    assert_eq!(log.take(), "if-0 a b if-1 a b if-2 a b");
}

#[test]
fn every_way_out_of_a_handler() {
    async fn run(way: u8) -> Result<u8, &'static str> {
        let n = 'outer: loop {
            let turns = Cell::new(0);
            let n = mea::select_loop! {
                _ = ready(()) => {
                    turns.set(turns.get() + 1);
                    if turns.get() < 3 {
                        continue;
                    }
                    match way {
                        0 => break 10,
                        1 => return Ok(11),
                        2 => Err("question")?,
                        3 => break 'outer 13,
                        _ => loop { break },
                    }
                    break 14;
                }
            };
            break n;
        };
        Ok(n)
    }
    let ends = [Ok(10), Ok(11), Err("question"), Ok(13), Ok(14)];
    for (way, end) in (0..).zip(ends) {
        assert_eq!(now(run(way)), end);
    }
}

#[test]
fn messages_until_all_senders_are_gone() {
    let (tx, mut rx) = mpsc::bounded(2);
    let (tx2, mut rx2) = mpsc::unbounded();
    let sum = block_on(async {
        let send = async move {
            for n in 1..=10 {
                tx.send(n).await.unwrap();
                tx2.send(100 * n).unwrap();
            }
        };
        let receive = async {
            let mut sum = 0;
            mea::select_loop! {
                Ok(n) = rx.recv() => sum += n,
                Ok(n) = rx2.recv() => { yields(1).await; sum += n }
                else => break sum,
            }
        };
        mea::join!(send, receive).1
    });
    assert_eq!(sum, 55 * 101);
}

/// By default the arms that may lose have to be cancel-safe; these are said to be.
#[test]
fn what_may_be_lost() {
    let (mut lost, mut done) = (0, 0);
    block_on(async {
        mea::select_loop! {
            _ = abandon(async { yields(1).await }) => {
                lost += 1;
                if lost == 5 { break }
            }
            _ = abandon(yields(3)) => unreachable!("begun anew each time"),
        }
        mea::select_loop! {
            lossy;
            _ = yields(1) => {
                done += 1;
                if done == 5 { break }
            }
            _ = async { yields(3).await } => unreachable!("begun anew each time"),
        }
        // The only handler leaves: nobody loses who could be missed.
        mea::select_loop! {
            _ = yields(1) => break,
            _ = async { pending::<()>().await } => return,
        }
    });
    assert_eq!((lost, done), (5, 5));
}

#[test]
fn it_is_woken_at_every_turn() {
    let (tx, mut rx) = mpsc::unbounded();
    let (stop, mut stopped) = oneshot::channel();
    let mut task = Task::waiting(async {
        let mut sum = 0;
        mea::select_loop! {
            Ok(n) = rx.recv() => sum += n,
            _ = stopped.recv() => break sum,
        }
    });
    for n in 1..=3 {
        tx.send(n).unwrap();
        assert!(task.woken());
        task.pending();
        assert!(!task.woken());
    }
    stop.send(()).unwrap();
    assert!(task.woken());
    assert_eq!(task.ready(), 6);
}

#[test]
fn losers_are_dropped_at_every_turn() {
    let log = Log::new();
    now(async {
        let mut turns = 0;
        mea::select_loop! {
            _ = abandon({ let last = log.last("loser"); async move { let _last = last; pending::<()>().await } }) => {}
            control _ = ready(()) => {
                log.add("handler");
                turns += 1;
                if turns == 2 { break }
            }
        }
    });
    assert_eq!(log.take(), "loser handler loser handler");
}

#[test]
fn the_chain_that_rustfmt_formats() {
    let (tx, mut rx) = mpsc::unbounded();
    for n in [1, 2, 3] {
        tx.send(n).unwrap();
    }
    drop(tx);
    let begun = Cell::new(0);
    let sum = now(async {
        let mut sum = 0;
        mea::select_loop!(
            biased,
            if sum < 3
                && let Ok(n) = rx.recv()
            {
                sum += n;
            } else if let 100 = keep(async {
                begun.set(begun.get() + 1);
                100
            }) {
                break sum;
            } else {
                unreachable!()
            }
        )
    });
    assert_eq!(sum, 3);
    assert_eq!(begun.get(), 1);
}
