//! Wakers and reasons that panic: whoever hears of it, everybody is told, and nothing stays behind.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::Poll,
};

use mea::shutdown;

use super::{is_over, text};
use crate::support::{Hooks, Task, forget, panics};

/// A task that waits with a waker whose wake-up panics.
fn bad<F: Future>(future: F) -> (Hooks, Task<F>) {
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut task = Task::new(future);
    assert!(hooks.with(|waker| task.poll_with(waker)).is_pending());
    (hooks, task)
}

/// In each scope of a tree, in turn: those before and behind are woken, in all scopes.
#[test]
fn a_waker_of_the_shutdown() {
    for at in 0..4 {
        let (send, recv) = shutdown::new_pair();
        let (_listener, second) = recv.child();
        let (_workers, third) = recv.child();
        let (_job, fourth) = third.child();
        let recvs = [recv, second, third, fourth];
        let mut good: Vec<_> = (0..4)
            .map(|i| Task::waiting(recvs[i].is_shutdown_owned()))
            .collect();
        let (hooks, mut task) = bad(recvs[at].is_shutdown_owned());
        // More than one batch behind it.
        good.extend((0..400).map(|i| Task::waiting(recvs[i % 4].is_shutdown_owned())));

        assert_eq!(panics(|| send.shutdown_with("why")), "wake");
        assert_eq!((hooks.wakes(), hooks.kept()), (1, 0));
        for task in &mut good {
            assert_eq!(task.count.wakes(), 1);
            task.ready();
        }
        task.ready();
        for recv in &recvs {
            assert_eq!(text(recv.reason()).unwrap(), "why");
        }
        drop(recvs);
        assert!(is_over(&send));
    }
}

/// The last one leaves, and at some level up from there somebody panics who was told: those above are
/// told all the same.
#[test]
fn a_waker_of_the_end() {
    for at in 0..3 {
        let (top, recv) = shutdown::new_pair();
        let (middle, own) = recv.child();
        let (child, below) = own.child();
        drop((recv, own));
        let sends = [top, middle, child];
        let (hooks, mut task) = bad(sends[at].clone().await_shutdown());
        let mut ends = sends.map(|send| Task::waiting(send.await_shutdown()));
        assert_eq!(panics(|| drop(below)), "wake");
        assert_eq!((hooks.wakes(), hooks.kept()), (1, 0));
        for end in &mut ends {
            assert!(end.woken());
            end.ready();
        }
        task.ready();
    }
}

/// The poll that finds the end tells the others of it. One of them panics; the rest are told.
#[test]
fn a_waker_that_is_told_by_a_poll() {
    let (send, recv) = shutdown::new_pair();
    let (_child, below) = recv.child();
    let (watch, watch_below) = (recv.watch(), below.watch());
    drop((recv, below));
    let mut good = [&watch_below, &watch].map(|watch| Task::waiting(watch.is_shutdown_owned()));
    let (hooks, mut task) = bad(watch.is_shutdown());
    let mut end = Task::new(send.clone().await_shutdown());
    assert_eq!(panics(|| end.poll()), "wake");
    assert_eq!(hooks.kept(), 0);
    good.iter_mut().for_each(Task::ready);
    task.ready();
    assert!(is_over(&send));
}

/// Of an `AwaitShutdown` that gets in line once more.
#[test]
fn a_waker_that_is_cloned_in_the_middle_of_a_wait_for_the_end() {
    let (send, recv) = shutdown::new_pair();
    let mut end = Task::waiting(send.clone().await_shutdown());
    send.shutdown();
    let hooks = Hooks::new().on_clone(|| panic!("clone"));
    assert_eq!(panics(|| hooks.with(|waker| end.poll_with(waker))), "clone");
    end.pending();
    drop(recv);
    assert!(end.woken());
    assert_eq!(end.poll(), Poll::Ready(()));
}

/// It panics when it is dropped.
struct Bad(Arc<AtomicUsize>);

impl Drop for Bad {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
        panic!("reason");
    }
}

impl fmt::Display for Bad {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("display");
    }
}

#[test]
fn a_reason_that_comes_too_late() {
    let drops = Arc::new(AtomicUsize::new(0));
    let (send, recv) = shutdown::new_pair();
    let (_child, below) = recv.child();
    send.shutdown_with("why");
    assert_eq!(panics(|| send.shutdown_with(Bad(drops.clone()))), "reason");
    assert_eq!(drops.load(SeqCst), 1);
    assert_eq!(text(below.reason()).unwrap(), "why");
    drop((recv, below));
    assert!(is_over(&send));
}

#[test]
fn a_reason_that_cannot_be_displayed() {
    let (send, recv) = shutdown::new_pair();
    let drops = Arc::default();
    forget(Arc::clone(&drops));
    let reason = std::mem::ManuallyDrop::new(Bad(drops));
    // Shared with the test, so that it is never dropped.
    struct Shared(Arc<std::mem::ManuallyDrop<Bad>>);
    impl fmt::Display for Shared {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            (**self.0).fmt(f)
        }
    }
    send.shutdown_with(Shared(Arc::new(reason)));
    assert_eq!(panics(|| format!("{send:?}")), "display");
    assert_eq!(panics(|| text(recv.reason())), "display");
    assert!(recv.is_shutdown_now());
    drop(recv);
    assert!(is_over(&send));
}

/// The scope that goes with it is one of a chain; those above go, too.
#[test]
fn a_reason_of_a_scope_that_goes() {
    for at in 0..3 {
        let (bad, above) = (Arc::new(AtomicUsize::new(0)), Arc::new("above".to_owned()));
        let (top, mut recv) = shutdown::new_pair();
        let mut chain = Vec::new();
        for _ in 0..3 {
            let (send, below) = recv.child();
            chain.push(send);
            recv = below;
        }
        chain[at].shutdown_with(Bad(bad.clone()));
        top.shutdown_with(above.clone());
        drop((top, chain));
        assert_eq!((bad.load(SeqCst), Arc::strong_count(&above) > 1), (0, true));
        assert_eq!(panics(|| drop(recv)), "reason");
        assert_eq!((bad.load(SeqCst), Arc::strong_count(&above)), (1, 1));
    }
}
