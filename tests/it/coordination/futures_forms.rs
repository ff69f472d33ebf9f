//! Programs as in the documentation of `futures::{select, select_biased, join, try_join}!`.

use std::{
    future::{pending, ready},
    pin::pin,
};

use futures_util::{FutureExt, StreamExt, stream};
use mea::{blocking::block_on, marker::snooze_ok};

use super::yields;
use crate::support::now;

async fn identity(n: usize) -> usize {
    n
}

#[test]
fn futures_by_their_names() {
    block_on(async {
        let a = ready(4);
        let b = pending::<()>();
        let n = mea::select! {
            a_res = a => a_res + 1,
            _ = b => 0,
        };
        assert_eq!(n, 5);
    });
}

#[test]
fn an_expression_beside_a_name() {
    block_on(async {
        let mut stream = stream::iter(vec![2]).fuse();
        let future = pending::<()>();
        mea::select! {
            x = stream.next() => assert_eq!(Some(2), x),
            _ = future => panic!(),
        }
    });
}

#[test]
fn futures_that_are_fused_in_the_call() {
    block_on(async {
        let n = mea::select! {
            a_res = identity(62).fuse() => a_res + 1,
            b_res = identity(13).fuse() => b_res,
        };
        assert!(n == 63 || n == 13);
        let n = mea::select! {
            biased;
            a_res = identity(62).fuse() => a_res + 1,
            b_res = identity(13).fuse() => b_res,
        };
        assert_eq!(n, 63);
    });
}

/// By value a pinned box is the arm's own. A pinned borrow is a borrow, and said to be one.
#[test]
fn futures_that_were_pinned_before() {
    block_on(async {
        let a = Box::pin(identity(1).fuse());
        let b = pin!(identity(2).fuse());
        let n = mea::select! {
            a_res = a => a_res,
            b_res = snooze_ok(b) => b_res,
        };
        assert!(n == 1 || n == 2);
    });
}

#[test]
fn default_does_not_wait() {
    block_on(async {
        let n = mea::select! {
            _ = pending::<()>() => 1,
            default => 2,
        };
        assert_eq!(n, 2);
        let n = mea::select! {
            n = ready(1) => n,
            default => { 2 }
        };
        assert_eq!(n, 1);
        let n = mea::select! {
            default => 2,
            n = async { yields(1).await; 1 } => n,
        };
        assert_eq!(n, 2);
    });
}

#[test]
fn complete_goes_before_default() {
    block_on(async {
        for is_on in [true, false] {
            let n = mea::select! {
                _ = pending::<()>(), if is_on => 1,
                complete => 2,
                default => 3,
            };
            assert_eq!(n, if is_on { 3 } else { 2 });
        }
        assert_eq!(mea::select! { complete => 1, default => 2 }, 1);
        assert_eq!(mea::select! { default => 2 }, 2);
    });
}

/// The loop of the documentation, with what has to be said here: a future that is used again is
/// borrowed, and one that is done is switched off.
#[test]
fn a_loop_until_all_are_complete() {
    block_on(async {
        let (mut a, mut b) = (ready(4), ready(6));
        let (mut a_done, mut b_done) = (false, false);
        let mut total = 0;
        loop {
            mea::select! {
                n = &mut a, if !a_done => { total += n; a_done = true }
                n = &mut b, if !b_done => { total += n; b_done = true }
                complete => break,
                default => panic!(),
            }
        }
        assert_eq!(total, 10);
    });
}

/// The same as a loop that has its futures itself.
#[test]
fn a_loop_that_runs_each_once() {
    block_on(async {
        let mut total = 0;
        mea::select_loop! {
            once n = ready(4) => total += n,
            once n = ready(6) => total += n,
            complete => break,
        }
        assert_eq!(total, 10);
    });
}

#[test]
fn streams_until_their_end() {
    block_on(async {
        let mut a = stream::iter([1, 2, 3]).fuse();
        let mut b = stream::iter([10, 20]).fuse();
        let mut total = 0;
        loop {
            mea::select! {
                Some(n) = a.next() => total += n,
                Some(n) = b.next() => total += n,
                complete => break,
            }
        }
        assert_eq!(total, 36);
    });
}

#[test]
fn join_and_try_join() {
    block_on(async {
        let (a, b) = (async { 1 }, async { 2 });
        assert_eq!(mea::join!(a, b), (1, 2));
        let (c, d, e) = (async { 3 }, async { 4 }, async { 5 });
        assert_eq!(mea::join!(c, d, e), (3, 4, 5));

        let (a, b) = (async { Ok::<i32, i32>(1) }, async { Ok::<i32, i32>(2) });
        assert_eq!(mea::try_join!(a, b), Ok((1, 2)));
        let (a, b) = (async { Ok::<i32, i32>(1) }, async { Err::<u64, i32>(2) });
        assert_eq!(mea::try_join!(a, b), Err(2));
    });
}

/// As in the documentation of `futures::select!`: streams that end, each at its own time.
#[test]
fn complete_is_when_every_stream_is_over() {
    let (mut short, mut long) = (stream::iter([10]).fuse(), stream::iter([1, 2, 3]).fuse());
    let sum = block_on(async {
        let mut sum = 0;
        loop {
            mea::select! {
                n = short.select_next_some() => sum += n,
                n = long.select_next_some() => sum += n,
                complete => break sum,
            }
        }
    });
    assert_eq!(sum, 16);
}

/// A fused future that is borrowed is over after its output, also behind `snooze_ok`.
#[test]
fn complete_is_when_every_fused_future_is_over() {
    let mut first = pin!(async { 1 }.fuse());
    let mut second = ready(3).fuse();
    let total = now(async {
        let mut total = 0;
        loop {
            mea::select! {
                n = mea::snooze_ok(&mut first) => total += n,
                n = &mut second => total += n,
                complete => break total,
                default => unreachable!("what is not over is ready"),
            }
        }
    });
    assert_eq!(total, 4);
}
