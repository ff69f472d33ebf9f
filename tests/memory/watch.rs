//! Values that are watched.

use mea::watch;

use crate::counting::{allocates_nothing, count};

/// One that is small takes the memory of the one before, unless somebody looks at that.
#[test]
fn a_value_of_a_watch_channel_is_one_allocation_at_most() {
    let (sender, receiver) = watch::channel([0_u8; 128]);
    allocates_nothing(|| sender.send([1; 128]).unwrap());
    let snapshot = receiver.borrow();
    let (allocations, ..) = count(|| sender.send([2; 128]).unwrap());
    assert_eq!(allocations, 1);
    drop(snapshot);

    let (sender, _receiver) = watch::channel([0_u8; 129]);
    let (allocations, kept, ()) = count(|| sender.send([1; 129]).unwrap());
    assert_eq!((allocations, kept), (1, 0));
}
