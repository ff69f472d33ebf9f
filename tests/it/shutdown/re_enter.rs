//! User code that comes back: from a wake-up, from the drop or the display of a reason.

use std::{
    fmt,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use mea::shutdown::{self, ShutdownSend};

use super::{is_over, text};
use crate::support::{Hooks, Slot, Task, now};

/// Everything that can be done with a scope, from the inside of something else.
fn use_all(send: &ShutdownSend) {
    let (child, below) = send.child();
    now(below.is_shutdown());
    assert!(below.registrar().register().is_err());
    child.shutdown_with("again");
    assert!(send.registrar().register().is_err());
    send.shutdown_with("again");
    assert!(send.is_shutdown_now());
    assert_eq!(text(child.reason()), text(send.reason()));
    assert!(format!("{send:?}").contains("is_shutdown: true"));
    now(send.watch().is_shutdown_owned());
    drop((child, below));
    is_over(send);
}

#[test]
fn a_waker_of_the_shutdown_uses_the_scope() {
    let (send, recv) = shutdown::new_pair();
    let (child, below) = recv.child();
    let again = send.clone();
    let hooks = Hooks::new().on_wake(move || use_all(&again));
    let mut waits = [&recv, &recv, &below].map(|recv| Task::new(recv.is_shutdown_owned()));
    for wait in &mut waits {
        assert!(hooks.with(|waker| wait.poll_with(waker)).is_pending());
    }
    send.shutdown_with("why");
    assert_eq!(hooks.wakes(), 3);
    waits.iter_mut().for_each(|wait| wait.ready());
    assert_eq!(
        (text(recv.reason()).unwrap(), text(child.reason()).unwrap()),
        ("why".into(), "why".into())
    );
    hooks.disarm();
}

/// While the waker is cloned: after the look, and before it is in line.
#[test]
fn a_waker_that_is_cloned_shuts_down_or_ends() {
    let (send, recv) = shutdown::new_pair();
    let again = send.clone();
    let hooks = Hooks::new().on_clone(move || again.shutdown());
    let mut wait = Task::new(recv.is_shutdown());
    assert!(hooks.with(|waker| wait.poll_with(waker)).is_ready());
    drop(wait);
    let mut end = Task::new(send.await_shutdown());
    let last = Slot::new(recv);
    let hooks = Hooks::new().on_clone(move || drop(last.take()));
    assert!(hooks.with(|waker| end.poll_with(waker)).is_ready());
}

/// The wake-up drops the last receiver, and with it comes the end, of this scope and of the one above.
#[test]
fn a_waker_of_the_shutdown_drops_the_last_receiver() {
    let (send, recv) = shutdown::new_pair();
    let (child, below) = recv.child();
    drop(recv);
    let mut wait = Task::new(below.is_shutdown_owned());
    let last = Arc::new(Slot::new(below));
    let taken = last.clone();
    let hooks = Hooks::new().on_wake(move || drop(taken.take()));
    assert!(hooks.with(|waker| wait.poll_with(waker)).is_pending());
    let mut end = Task::waiting(child.clone().await_shutdown());
    let mut above = Task::waiting(send.clone().await_shutdown());
    send.shutdown();
    assert!(!last.is_full());
    assert!(end.woken() && above.woken());
    end.ready();
    above.ready();
}

/// The wake-up drops all handles: the scope, and those above it, go in the middle of its shutdown.
#[test]
fn a_waker_drops_the_last_handles() {
    let (send, recv) = shutdown::new_pair();
    let (child, below) = recv.child();
    let mut wait = Task::new(below.is_shutdown_owned());
    let mut other = Task::waiting(below.is_shutdown_owned());
    let rest = Slot::new((recv, child.clone(), below, send));
    let hooks = Hooks::new().on_wake(move || drop(rest.take()));
    assert!(hooks.with(|waker| wait.poll_with(waker)).is_pending());
    child.shutdown();
    drop(child);
    assert!(other.woken());
    other.ready();
    wait.ready();
}

#[test]
fn a_waker_of_the_end_uses_the_scope() {
    for below in [false, true] {
        let (send, recv) = shutdown::new_pair();
        // The last one leaves here, or in a scope below.
        let last = if below { recv.child().1 } else { recv.clone() };
        drop(recv);
        let again = send.clone();
        let hooks = Hooks::new().on_wake(move || use_all(&again));
        let mut ends = [(); 2].map(|()| Task::new(send.clone().await_shutdown()));
        let mut wait = Task::new(send.watch().is_shutdown_owned());
        for end in &mut ends {
            assert!(hooks.with(|waker| end.poll_with(waker)).is_pending());
        }
        assert!(hooks.with(|waker| wait.poll_with(waker)).is_pending());
        drop(last);
        assert_eq!(hooks.wakes(), 3);
        ends.iter_mut().for_each(|end| end.ready());
        wait.ready();
        hooks.disarm();
        assert!(is_over(&send));
    }
}

/// A shutdown from the wake-up of another one, beside it.
#[test]
fn a_waker_shuts_down_another_scope() {
    let (send, recv) = shutdown::new_pair();
    let scopes: Vec<_> = (0..50).map(|_| recv.child()).collect();
    let mut waits = Vec::new();
    for (i, (_, below)) in scopes.iter().enumerate() {
        let next = scopes.get(i + 1).map(|(next, _)| next.clone());
        let hooks = Hooks::new().on_wake(move || {
            if let Some(next) = &next {
                next.shutdown();
            }
        });
        let mut wait = Task::new(below.is_shutdown_owned());
        assert!(hooks.with(|waker| wait.poll_with(waker)).is_pending());
        waits.push((hooks, wait));
    }
    scopes[0].0.shutdown();
    for (hooks, wait) in &mut waits {
        assert_eq!(hooks.wakes(), 1);
        wait.ready();
    }
    assert!(!send.is_shutdown_now());
}

/// A reason that uses the scope whenever it is displayed or dropped.
struct Busy {
    send: Arc<Mutex<Option<ShutdownSend>>>,
    calls: Arc<AtomicUsize>,
}

impl Busy {
    fn call(&self) {
        let send = self.send.lock().unwrap().clone();
        if let Some(send) = send {
            self.calls.fetch_add(1, SeqCst);
            let (child, below) = send.child();
            child.shutdown();
            assert!(below.is_shutdown_now());
            send.shutdown();
            assert!(send.registrar().register().is_err());
            drop(send.reason());
        }
    }
}

impl fmt::Display for Busy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call();
        f.write_str("busy")
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.call();
    }
}

#[test]
fn a_reason_that_is_displayed_uses_the_scope() {
    let (send, recv) = shutdown::new_pair();
    let own = Arc::new(Mutex::new(Some(send.clone())));
    let calls = Arc::default();
    send.shutdown_with(Busy {
        send: own.clone(),
        calls: Arc::clone(&calls),
    });
    assert_eq!(text(recv.reason()).unwrap(), "busy");
    let shown = [
        format!("{send:?}"),
        format!("{recv:?}"),
        format!("{:?}", recv.registrar()),
    ];
    assert!(shown.iter().all(|shown| shown.contains("Reason(busy)")));
    let closed = recv.registrar().register().unwrap_err();
    assert_eq!(closed.to_string(), "the scope is shut down: busy");
    assert_eq!(calls.load(SeqCst), 5);
    // The reason keeps its scope, and the scope the reason: that is the user's to take apart.
    assert_eq!(Arc::strong_count(&own), 2);
    *own.lock().unwrap() = None;
}

#[test]
fn a_reason_that_is_dropped_uses_scopes() {
    let (send, recv) = shutdown::new_pair();
    let (child, below) = recv.child();
    let own = Arc::new(Mutex::new(Some(send.clone())));
    let calls = Arc::default();
    let busy = || Busy {
        send: own.clone(),
        calls: Arc::clone(&calls),
    };
    // With the scope below, while the one above it, which it uses, is there.
    child.shutdown_with(busy());
    drop((child, below));
    assert_eq!(calls.load(SeqCst), 1);
    // Too late: it is dropped by the very call, from inside the scope.
    send.shutdown_with(busy());
    assert_eq!(calls.load(SeqCst), 2);
    drop(recv);
    assert!(is_over(&send));
}
