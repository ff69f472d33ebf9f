//! The turns of a loop, and what goes on beside them.

use std::future::{pending, ready};

use mea::blocking::block_on;

use super::yields;

/// An arm that is always ready does not keep the loop from looking after what it keeps.
#[test]
fn a_kept_future_goes_on_in_a_loop_that_never_waits() {
    let mut turns = 0;
    let output = block_on(async {
        mea::select_loop! {
            keep output = async { yields(10).await; 7 } => break output,
            () = ready(()) => {
                turns += 1;
                assert!(turns < 1000, "nobody polls the kept future");
            }
        }
    });
    assert_eq!(output, 7);
}

/// An arm that is done, and is not begun again, is nothing to wait for.
#[test]
fn arms_that_are_done_leave_nothing() {
    block_on(async {
        let (mut sum, mut turns) = (0, 0);
        let left = mea::select_loop! {
            once n = async { yields(3).await; 1 } => sum += n,
            once n = ready(2) => { yields(1).await; sum += n }
            Some(()) = ready(None), if { turns += 1; true } => unreachable!(),
            else => break "nothing",
        };
        assert_eq!((left, sum, turns), ("nothing", 3, 3));
    });
}

/// A handler that ends the loop by a `return` does not go on: who loses to it need not be
/// cancel-safe.
#[test]
fn a_handler_that_returns_asks_nothing_of_others() {
    async fn first() -> u32 {
        mea::select_loop! {
            n = async { pending::<u32>().await } => return n,
            once () = ready(()) => return 5,
        }
    }
    assert_eq!(block_on(first()), 5);
}
