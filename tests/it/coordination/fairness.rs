//! Who is polled first: everybody as often, unless the block says otherwise.

use std::future::{pending, poll_fn, ready};
use std::task::Poll;

use mea::coordination::seed;

use super::{Log, yields};
use crate::support::{now, poll_and_drop};

const ROUNDS: usize = 10_000;

/// Five standard deviations of a binomial distribution: less than one in a million is farther away.
#[track_caller]
fn assert_fair<const N: usize>(wins: [usize; N]) {
    let (rounds, n) = (ROUNDS as f64, N as f64);
    let margin = 5.0 * f64::sqrt(rounds / n * (1.0 - 1.0 / n));
    let is_fair = |&count: &usize| (count as f64 - rounds / n).abs() < margin;
    assert_eq!(wins.iter().sum::<usize>(), ROUNDS);
    assert!(wins.iter().all(is_fair), "{wins:?}, expected {} each", ROUNDS / N);
}

#[test]
fn of_two_three_and_eight_arms_each_wins_as_often() {
    for start in [1, 2, 0xdead_beef] {
        seed(start);
        let (mut two, mut three, mut eight) = ([0; 2], [0; 3], [0; 8]);
        now(async {
            for _ in 0..ROUNDS {
                two[mea::select! { _ = ready(()) => 0, _ = ready(()) => 1 }] += 1;
                three[mea::select! { _ = ready(()) => 0, _ = ready(()) => 1, _ = ready(()) => 2 }] += 1;
                let winner = mea::select! {
                    _ = ready(()) => 0,
                    _ = ready(()), if true => 1,
                    Some(()) = ready(Some(())) => 2,
                    _ = ready(()) => 3,
                    _ = ready(()) => 4,
                    _ = ready(()) => 5,
                    _ = ready(()) => 6,
                    _ = ready(()) => 7,
                };
                eight[winner] += 1;
            }
        });
        assert_fair(two);
        assert_fair(three);
        assert_fair(eight);
    }
}

#[test]
fn a_loop_and_a_race_are_fair_as_well() {
    seed(3);
    let (mut turns, mut wins, mut races) = (0, [0; 3], [0; 2]);
    now(async {
        mea::select_loop! {
            _ = ready(()) => { wins[0] += 1; turns += 1; if turns == ROUNDS { break } }
            _ = ready(()) => { wins[1] += 1; turns += 1; if turns == ROUNDS { break } }
            _ = ready(()) => { wins[2] += 1; turns += 1; if turns == ROUNDS { break } }
        }
        for _ in 0..ROUNDS {
            races[mea::race!(ready(0), ready(1))] += 1;
        }
    });
    assert_fair(wins);
    assert_fair(races);
}

/// A kept value is in the loop an arm like others.
#[test]
fn kept_arms_take_turns_with_the_others() {
    seed(4);
    let (mut turns, mut wins) = (0, [0; 2]);
    now(async {
        mea::select_loop! {
            keep _ = ready(()) => { wins[0] += 1; turns += 1; if turns == ROUNDS { break } }
            _ = ready(()) => { wins[1] += 1; turns += 1; if turns == ROUNDS { break } }
        }
    });
    // The kept one is filled again only between two waits of the loop, so it may lose more often;
    // it does not starve.
    assert_eq!(wins[0] + wins[1], ROUNDS);
    assert!(wins[0] > 0, "{wins:?}");
}

#[test]
fn each_of_joined_futures_is_first_as_often() {
    seed(5);
    let (mut all, mut tried) = ([0; 3], [0; 2]);
    for _ in 0..ROUNDS {
        let mut first = None;
        let mut see = |n: usize| {
            first.get_or_insert(n);
        };
        let see = std::cell::RefCell::new(&mut see);
        let part = |n: usize| {
            let see = &see;
            async move { see.borrow_mut()(n) }
        };
        now(async { mea::join!(part(0), part(1), part(2)) });
        all[first.unwrap()] += 1;

        let error = now(async {
            mea::try_join!(async { Err::<(), _>(0) }, async { Err::<(), _>(1) }).unwrap_err()
        });
        tried[error] += 1;
    }
    assert_fair(all);
    assert_fair(tried);
}

#[test]
fn the_same_seed_gives_the_same_order_and_another_one_another() {
    let winners = |start| {
        seed(start);
        now(async {
            let mut winners = Vec::new();
            for _ in 0..64 {
                winners.push(mea::select! { _ = ready(()) => 0, _ = ready(()) => 1 });
            }
            winners
        })
    };
    assert_eq!(winners(7), winners(7));
    assert_ne!(winners(7), winners(8));
    assert_eq!(winners(0), winners(0));
}

/// The arms that a poll of a block of six asks, in order: `C` and `D` are marked, `a` to `d` not.
macro_rules! order {
    ($log:expr; $($option:tt)*) => {{
        let arm = |name: &'static str| {
            let log = $log.clone();
            poll_fn(move |_| { log.add(name); Poll::<()>::Pending })
        };
        let poll = poll_and_drop(async {
            mea::select! {
                $($option)*
                _ = arm("a") => {}
                control _ = arm("C") => {}
                _ = arm("b") => {}
                control _ = arm("D") => {}
                _ = arm("c") => {}
                _ = arm("d") => {}
            }
        });
        assert!(poll.is_pending());
        $log.take().replace(' ', "")
    }};
}

#[test]
fn control_arms_go_first_and_the_rest_rotates() {
    seed(6);
    let log = Log::new();
    let mut starts = [0; 4];
    for _ in 0..ROUNDS {
        let order = order!(log;);
        let rest = order.strip_prefix("CD").expect("control goes first, from top to bottom");
        let start = "abcd".find(&rest[..1]).unwrap();
        assert_eq!(rest, &"abcdabcd"[start..start + 4]);
        starts[start] += 1;
    }
    assert_fair(starts);
}

#[test]
fn biased_goes_from_top_to_bottom_at_every_poll() {
    let log = Log::new();
    for _ in 0..100 {
        assert_eq!(order!(log; biased;), "aCbDcd");
    }
}

#[test]
fn control_wins_in_a_loop_whenever_it_is_ready() {
    let mut work = 0;
    let (tx, mut rx) = mea::mpsc::unbounded();
    now(async {
        mea::select_loop! {
            _ = ready(()) => {
                work += 1;
                if work == 100 {
                    tx.send(()).unwrap();
                }
            }
            control _ = rx.recv() => break,
        }
    });
    assert_eq!(work, 100);
}

/// One that rotates alone beside arms that are polled before it.
#[test]
fn control_with_one_other_or_with_none() {
    let n = now(async {
        mea::select! {
            _ = ready(()) => 1,
            control _ = ready(()) => 2,
            control _ = ready(()) => 3,
        }
    });
    assert_eq!(n, 2);
    let n = now(async {
        mea::select! {
            control _ = pending::<()>() => 2,
            control n = async { yields(0).await; 3 } => n,
        }
    });
    assert_eq!(n, 3);
}
