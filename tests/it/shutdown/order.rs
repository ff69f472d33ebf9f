//! Nobody is woken before everybody who looks can see it.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::shutdown::{self, Registrar, ShutdownRecv, ShutdownSend, ShutdownWatch};

use super::text;
use crate::support::{Hooks, Task};

type Handles = Vec<(ShutdownWatch, Registrar)>;

/// A tree with three levels and 13 scopes.
fn tree(root: &ShutdownRecv) -> Vec<(ShutdownSend, ShutdownRecv)> {
    let mut all = Vec::new();
    for _ in 0..3 {
        let (child, below) = root.child();
        all.extend((0..3).map(|_| below.child()));
        all.push((child, below));
    }
    all
}

/// A waker that looks at all scopes when it is woken, and how often it has seen all of them shut.
fn looks(handles: Handles, reason: Option<&'static str>) -> (Hooks, Arc<AtomicUsize>) {
    let seen = Arc::new(AtomicUsize::new(0));
    let count = seen.clone();
    let hooks = Hooks::new().on_wake(move || {
        let all = handles.iter().all(|(watch, registrar)| {
            watch.is_shutdown_now()
                && text(watch.reason()).as_deref() == reason
                && registrar.register().is_err()
        });
        count.fetch_add(usize::from(all), SeqCst);
    });
    (hooks, seen)
}

#[test]
fn by_a_shutdown() {
    let (send, recv) = shutdown::new_pair();
    let below = tree(&recv);
    let recvs = || below.iter().map(|(_, recv)| recv).chain([&recv]);
    let handles: Handles = recvs().map(|r| (r.watch(), r.registrar())).collect();
    let (hooks, seen) = looks(handles, Some("why"));
    // More than one batch of wakers in each.
    let mut waits: Vec<_> = recvs()
        .flat_map(|recv| (0..40).map(|_| Task::new(recv.is_shutdown_owned())))
        .collect();
    for wait in &mut waits {
        assert!(hooks.with(|waker| wait.poll_with(waker)).is_pending());
    }
    send.shutdown_with("why");
    assert_eq!(seen.load(SeqCst), 13 * 40);
    hooks.disarm();
}

#[test]
fn by_an_end() {
    let (send, recv) = shutdown::new_pair();
    let below = tree(&recv);
    let recvs = || below.iter().map(|(_, recv)| recv).chain([&recv]);
    let handles: Handles = recvs().map(|r| (r.watch(), r.registrar())).collect();
    let (hooks, seen) = looks(handles, None);
    let mut waits: Vec<_> = recvs()
        .flat_map(|recv| (0..40).map(|_| Task::new(recv.is_shutdown_owned())))
        .collect();
    let mut end = Task::new(send.await_shutdown());
    for wait in &mut waits {
        assert!(hooks.with(|waker| wait.poll_with(waker)).is_pending());
    }
    assert!(hooks.with(|waker| end.poll_with(waker)).is_pending());
    drop((recv, below));
    assert_eq!(seen.load(SeqCst), 13 * 40 + 1);
    assert!(end.poll().is_ready());
    hooks.disarm();
}

/// The end of a scope is seen before it is told above: first those below are woken, then those above.
#[test]
fn ends_are_told_from_below() {
    let order = Arc::new(Mutex::new(Vec::new()));
    let (send, recv) = shutdown::new_pair();
    let (middle, own) = recv.child();
    let (child, below) = own.child();
    let mut ends: Vec<_> = [("top", send), ("middle", middle), ("child", child)]
        .into_iter()
        .map(|(name, send)| {
            let order = order.clone();
            let hooks = Hooks::new().on_wake(move || order.lock().unwrap().push(name));
            let mut end = Task::new(send.await_shutdown());
            assert!(hooks.with(|waker| end.poll_with(waker)).is_pending());
            end
        })
        .collect();
    drop((recv, own));
    assert!(order.lock().unwrap().is_empty());
    drop(below);
    assert_eq!(*order.lock().unwrap(), ["child", "middle", "top"]);
    ends.iter_mut().for_each(|end| end.ready());
}
