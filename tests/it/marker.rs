//! The wrappers that say what a future may be put through. Which future has which marker is in
//! `tables`.

use std::future::{Ready, pending, ready};

use mea::{
    marker::{CancelSafe, SnoozeSafe, abandon, cancel_ok, snooze_ok},
    mutex::Mutex,
};

use crate::support::{Task, now, poll_once};

fn cancel_safe<F: CancelSafe>(future: F) -> F {
    future
}

fn snooze_safe<F: SnoozeSafe>(future: F) -> F {
    future
}

#[test]
fn abandon_is_the_future_and_cancel_safe() {
    let mut steps = 0;
    let best_effort = cancel_safe(abandon(async {
        steps += 1;
        pending::<()>().await;
    }));
    assert!(poll_once(std::pin::pin!(best_effort)).is_pending());
    assert_eq!(steps, 1);
    assert_eq!(now(abandon(async { 2 })), 2);
}

#[test]
fn cancel_ok_is_the_future_and_cancel_safe() {
    let mut vouched = std::pin::pin!(cancel_safe(cancel_ok(async {
        tokio::task::yield_now().await;
        3
    })));
    assert!(poll_once(vouched.as_mut()).is_pending());
    assert_eq!(now(vouched), 3);
}

#[test]
fn snooze_ok_is_the_future_and_both() {
    let mutex = Mutex::new(1);
    let guard = mutex.try_lock();
    let mut lock = std::pin::pin!(mutex.lock());
    // Polled through several borrows, one after the other; it keeps its place.
    for _ in 0..2 {
        let mut borrow = snooze_safe(cancel_safe(snooze_ok(lock.as_mut())));
        assert!(poll_once(std::pin::pin!(&mut borrow)).is_pending());
    }
    drop(guard);
    assert!(mutex.try_lock().is_none());
    assert_eq!(*now(snooze_ok(lock)), 1);
}

#[test]
fn what_turns_into_a_future_is_enough() {
    struct Later;
    impl IntoFuture for Later {
        type Output = u8;
        type IntoFuture = Ready<u8>;
        fn into_future(self) -> Ready<u8> {
            ready(3)
        }
    }
    assert_eq!(now(abandon(Later)), 3);
    assert_eq!(now(cancel_ok(Later)), 3);
    assert_eq!(now(snooze_ok(Later)), 3);
}

#[test]
fn the_futures_of_the_standard_library_that_hold_nothing_have_both() {
    assert_eq!(now(snooze_safe(cancel_safe(ready(4)))), 4);
    assert!(
        Task::new(snooze_safe(cancel_safe(pending::<()>())))
            .poll()
            .is_pending()
    );
    let mut ready = ready(5);
    assert_eq!(now(snooze_safe(cancel_safe(&mut ready))), 5);
}

#[test]
fn markers_go_through_boxes_and_unsized_futures() {
    let mutex = Mutex::new(6);
    assert_eq!(*now(cancel_safe(Box::pin(mutex.lock()))), 6);
    trait Safe: Future<Output = u8> + CancelSafe + SnoozeSafe {}
    impl Safe for Ready<u8> {}
    let mut boxed: Box<dyn Safe + Unpin> = Box::new(ready(7));
    assert_eq!(now(snooze_safe(&mut boxed)), 7);
}

#[test]
fn the_wrappers_are_cloned_and_shown_if_the_future_is() {
    let wrapped = abandon(ready(8));
    assert_eq!(now(wrapped.clone()), 8);
    assert!(format!("{wrapped:?}").starts_with("Abandon"));
    assert!(format!("{:?}", cancel_ok(ready(9)).clone()).starts_with("CancelOk"));
    assert!(format!("{:?}", snooze_ok(ready(9)).clone()).starts_with("SnoozeOk"));
}
