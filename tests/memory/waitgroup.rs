//! Wait groups.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::pin,
    sync::Arc,
    task::{Context, Wake, Waker},
};

use mea::waitgroup::WaitGroup;

use crate::counting::count;

/// Whoever goes last takes it away: a handle, a wait that has ended, or one that never began.
#[test]
fn a_wait_group_is_one_allocation() {
    for order in 0..4 {
        let (allocations, kept, ()) = count(|| {
            let group = WaitGroup::new();
            let mut cx = Context::from_waker(Waker::noop());
            let other = group.clone();
            let mut wait = pin!(Some(group.clone().into_future()));
            let late = wait.as_ref().get_ref().clone();
            assert!(
                wait.as_mut()
                    .as_pin_mut()
                    .unwrap()
                    .poll(&mut cx)
                    .is_pending()
            );
            match order {
                // The wait is cancelled, and a handle is the last.
                0 => wait.set(None),
                1 => {
                    drop((group, other, late));
                    assert!(wait.as_mut().as_pin_mut().unwrap().poll(&mut cx).is_ready());
                    return;
                }
                2 => {
                    drop(group);
                    // The only handle is awaited.
                    let mut last = pin!(other.into_future());
                    assert!(last.as_mut().poll(&mut cx).is_ready());
                    return;
                }
                _ => {
                    drop((group, other));
                    wait.set(None);
                    let mut late = pin!(late.unwrap());
                    assert!(late.as_mut().poll(&mut cx).is_ready());
                    return;
                }
            }
            drop(late);
            drop((group, other));
        });
        assert_eq!((allocations, kept), (1, 0), "{order}");
    }
}

/// A waker that panics does not keep the group from being freed.
#[test]
fn a_waker_that_panics_leaves_no_wait_group_behind() {
    struct Bad;
    impl Wake for Bad {
        fn wake(self: Arc<Self>) {
            // Without the hook, whose message would be counted.
            resume_unwind(Box::new(()));
        }
    }

    let bad = Waker::from(Arc::new(Bad));
    for awaited in [false, true] {
        let (_, kept, ()) = count(|| {
            let group = WaitGroup::new();
            let mut wait = pin!(group.clone().into_future());
            let mut cx = Context::from_waker(&bad);
            assert!(wait.as_mut().poll(&mut cx).is_pending());
            let end = AssertUnwindSafe(|| {
                if awaited {
                    drop(group.into_future());
                } else {
                    drop(group);
                }
            });
            assert!(catch_unwind(end).is_err());
            assert!(wait.as_mut().poll(&mut cx).is_ready());
        });
        assert_eq!(kept, 0);
    }
}
