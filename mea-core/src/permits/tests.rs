//! What is put somewhere else, and what the engine says of itself while nobody else is there.

use core::{
    future::Future,
    pin::pin,
    task::{Context, Waker},
};

use super::Permits;

/// Calls `f` while somebody is in line for a permit.
fn with_one_in_line(permits: &Permits, f: impl FnOnce()) {
    let mut waits = pin!(permits.acquire(1));
    let polled = waits.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(polled.is_pending());
    f();
}

#[test]
fn what_is_collected_is_taken_if_there_is_none_in_the_word() {
    let permits = Permits::fifo(1);
    assert!(permits.try_acquire_collected(|| unreachable!("there is one")));
    assert!(!permits.try_acquire_collected(|| 0));
    assert!(permits.try_acquire_collected(|| 3));
    assert_eq!(permits.available(), 2);
}

#[test]
fn nothing_is_collected_past_those_who_wait() {
    let permits = Permits::fifo(0);
    with_one_in_line(&permits, || {
        assert!(!permits.try_acquire_collected(|| unreachable!("somebody waits")));
        assert_eq!(permits.available_with(|| 5), 0);
    });
    assert_eq!(permits.available_with(|| 5), 5);
}

#[test]
fn it_seems_what_it_is_while_nobody_changes_it() {
    let permits = Permits::fifo(0);
    assert!(permits.seems_empty() && !permits.seems_awaited());
    with_one_in_line(&permits, || {
        assert!(permits.seems_empty() && permits.seems_awaited());
    });
    permits.release(1);
    assert!(!permits.seems_empty() && !permits.seems_awaited());
}
