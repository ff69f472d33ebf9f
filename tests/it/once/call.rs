//! `Once`: done by one, seen by all.

use std::{
    future::{pending, ready},
    sync::{
        Arc, Barrier,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
};

use mea::{blocking::block_on, once::Once};

use super::{End, Script};
use crate::support::{Hooks, Task, now, panics, poll_and_drop};

#[test]
fn is_done_by_the_first_call() {
    static ONCE: Once = Once::new();
    assert!(!ONCE.is_completed());
    let mut times = 0;
    for _ in 0..3 {
        now(ONCE.call_once(async || times += 1));
        assert!(ONCE.is_completed());
    }
    assert_eq!(times, 1);
    assert!(!Once::default().is_completed());
}

#[test]
fn a_call_does_nothing_before_it_is_polled() {
    let once = Once::new();
    drop(once.call_once(|| -> std::future::Ready<()> { unreachable!() }));
    let _held = once.call_once(|| -> std::future::Ready<()> { unreachable!() });
    assert!(!once.is_completed());
    now(once.call_once(|| ready(())));
}

#[test]
fn others_wait_for_the_one_who_works() {
    let (once, script) = (Once::new(), Script::new());
    let mut first = Task::waiting(once.call_once(|| script.unit()));
    let mut second = Task::waiting(once.call_once(|| -> std::future::Ready<()> { unreachable!() }));
    assert!(script.is_begun() && !once.is_completed());
    script.end(End::Ok(1));
    assert!(!second.woken());
    first.ready();
    assert!(once.is_completed() && script.is_dropped());
    assert!(second.woken());
    second.ready();
}

#[test]
fn all_are_let_go_at_once_however_many() {
    // More than are woken at a time.
    const MANY: usize = 100;
    let (once, script) = (Once::new(), Script::new());
    let mut leader = Task::waiting(once.call_once(|| script.unit()));
    let mut calls: Vec<_> = (0..MANY)
        .map(|_| Task::waiting(once.call_once(pending)))
        .collect();
    let mut waits: Vec<_> = (0..MANY).map(|_| Task::waiting(once.wait())).collect();
    script.end(End::Ok(1));
    leader.ready();
    assert!(calls.iter().all(Task::woken) && waits.iter().all(Task::woken));
    // In whatever order they are polled, or dropped.
    while let (Some(mut call), Some(mut wait)) = (calls.pop(), waits.pop()) {
        call.ready();
        wait.ready();
        drop((calls.pop(), waits.pop()));
    }
    now(once.call_once(pending));
}

#[test]
fn waits_begin_nothing_and_end_with_the_work() {
    let once = Arc::new(Once::new());
    let mut waits = [Task::waiting(once.wait()), Task::waiting(once.wait())];
    let mut owned = Task::waiting(once.clone().wait_owned());
    // Work that comes to nothing tells them nothing.
    drop(Task::waiting(once.call_once(pending)));
    assert!(waits.iter().all(|wait| !wait.woken()) && !owned.woken());
    now(once.call_once(|| ready(())));
    assert!(waits.iter().all(Task::woken) && owned.woken());
    waits.iter_mut().for_each(Task::ready);
    owned.ready();
    drop(owned);
    now(once.wait());
    now(once.clone().wait_owned());
    drop(waits);
    assert_eq!(Arc::strong_count(&once), 1);
}

#[test]
fn an_owned_wait_keeps_it_alive() {
    let once = Arc::new(Once::new());
    let wait = Task::waiting(once.clone().wait_owned());
    let weak = Arc::downgrade(&once);
    drop(once);
    assert!(weak.upgrade().is_some());
    drop(wait);
    assert!(weak.upgrade().is_none());
}

#[test]
fn what_was_brought_is_dropped_if_it_is_not_needed() {
    let once = Once::new();
    now(once.call_once(|| ready(())));
    let brought = Arc::new(());
    let theirs = brought.clone();
    let mut late = Task::new(once.call_once(move || {
        let _ = &theirs;
        ready(())
    }));
    late.ready();
    assert_eq!(
        Arc::strong_count(&brought),
        1,
        "with the end, not with the future"
    );
}

#[test]
fn the_work_may_use_it_but_not_wait_for_itself() {
    let once = Once::new();
    now(once.call_once(async || {
        assert!(!once.is_completed());
        assert!(poll_and_drop(once.wait()).is_pending());
        assert!(poll_and_drop(once.call_once(|| ready(()))).is_pending());
        let other = Once::new();
        other.call_once(async || {}).await;
    }));
    assert!(once.is_completed());
}

#[test]
fn a_waker_that_panics_keeps_nobody_out() {
    for waits in [false, true] {
        let (once, script) = (Once::new(), Script::new());
        let mut leader = Task::waiting(once.call_once(|| script.unit()));
        let hooks = Hooks::new().on_wake(|| panic!("wake"));
        let mut bad_wait = Task::new(once.wait());
        let mut bad_call = Task::new(once.call_once(pending));
        if waits {
            assert!(hooks.with(|w| bad_wait.poll_with(w)).is_pending());
        } else {
            assert!(hooks.with(|w| bad_call.poll_with(w)).is_pending());
        }
        let calls = [0; 3].map(|_| Task::waiting(once.call_once(pending)));
        let good = [0; 3].map(|_| Task::waiting(once.wait()));
        script.end(End::Ok(1));
        assert_eq!(panics(|| leader.poll().is_ready()), "wake");
        assert!(once.is_completed());
        for mut call in calls {
            assert!(call.woken());
            call.ready();
        }
        for mut wait in good {
            assert!(wait.woken());
            wait.ready();
        }
        bad_call.ready();
        bad_wait.ready();
    }
}

/// A compare-exchange that fails now and then for no reason must not look like "somebody else".
#[test]
fn many_threads_at_once_and_one_of_them_works() {
    const THREADS: usize = 4;
    const ROUNDS: usize = 500;
    let rounds: Vec<(Once, AtomicUsize)> = (0..ROUNDS).map(|_| Default::default()).collect();
    let start = Barrier::new(THREADS);
    thread::scope(|scope| {
        for i in 0..THREADS {
            let (rounds, start) = (&rounds, &start);
            scope.spawn(move || {
                for (once, times) in rounds {
                    start.wait();
                    if i == 0 {
                        block_on(once.wait());
                    } else {
                        block_on(once.call_once(async || {
                            times.fetch_add(1, SeqCst);
                        }));
                    }
                    assert!(once.is_completed());
                    assert_eq!(times.load(SeqCst), 1);
                }
            });
        }
    });
}

#[test]
fn says_whether_it_is_done() {
    let once = Once::new();
    assert_eq!(format!("{once:?}"), "Once { is_completed: false }");
    now(once.call_once(|| ready(())));
    assert_eq!(format!("{once:?}"), "Once { is_completed: true }");
    let calls = format!(
        "{:?} {:?} {:?}",
        once.call_once(|| ready(())),
        once.wait(),
        Arc::new(Once::new()).wait_owned(),
    );
    assert!(calls.starts_with("CallOnce { .. } OnceWait {"), "{calls}");
}
