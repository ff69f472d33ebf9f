//! The turns of a loop, and what goes on beside them.

use std::future::ready;

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
