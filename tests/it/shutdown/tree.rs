//! Scopes below scopes: the shutdown goes down, the waiting goes up.

use std::sync::Arc;

use mea::shutdown::{self, ShutdownRecv, ShutdownSend};

use super::{is_over, text};
use crate::support::Task;

/// ```text
///   server ----+---- listener
///              +---- workers ---- job
/// ```
struct Tree {
    server: (ShutdownSend, ShutdownRecv),
    listener: (ShutdownSend, ShutdownRecv),
    workers: (ShutdownSend, ShutdownRecv),
    job: (ShutdownSend, ShutdownRecv),
}

fn tree() -> Tree {
    let server = shutdown::new_pair();
    let listener = server.0.child();
    let workers = server.1.child();
    let job = workers.1.child();
    Tree {
        server,
        listener,
        workers,
        job,
    }
}

impl Tree {
    fn all(&self) -> [&(ShutdownSend, ShutdownRecv); 4] {
        [&self.server, &self.listener, &self.workers, &self.job]
    }

    fn shut(&self) -> [bool; 4] {
        self.all().map(|(send, recv)| {
            assert_eq!(send.is_shutdown_now(), recv.is_shutdown_now());
            send.is_shutdown_now()
        })
    }

    fn living(&self) -> [usize; 4] {
        self.all().map(|(send, _)| send.living())
    }
}

#[test]
fn a_shutdown_reaches_all_below_and_none_above_or_beside() {
    for (at, expected) in [
        (0, [true, true, true, true]),
        (1, [false, true, false, false]),
        (2, [false, false, true, true]),
        (3, [false, false, false, true]),
    ] {
        let tree = tree();
        let mut waits = tree
            .all()
            .map(|(_, recv)| Task::waiting(recv.is_shutdown()));
        tree.all()[at].0.shutdown();
        assert_eq!(tree.shut(), expected);
        for (wait, expected) in waits.iter_mut().zip(expected) {
            assert_eq!(wait.woken(), expected);
            assert_eq!(wait.poll().is_ready(), expected);
        }
    }
}

#[test]
fn the_end_waits_for_all_below_and_for_none_above_or_beside() {
    let tree = tree();
    assert_eq!(tree.living(), [3, 1, 2, 1]);
    let sends = tree.all().map(|(send, _)| send.clone());
    let mut ends = sends.map(|send| Task::waiting(send.await_shutdown()));
    let woken = |ends: &[Task<_>; 4]| ends.each_ref().map(Task::woken);
    let sends = tree.all().map(|(send, _)| send.clone());
    let living = || sends.each_ref().map(ShutdownSend::living);
    drop(tree.server);
    drop(tree.workers);
    assert_eq!((woken(&ends), living()), ([false; 4], [2, 1, 1, 1]));
    drop(tree.listener);
    assert_eq!(woken(&ends), [false, true, false, false]);
    assert_eq!(living(), [1, 0, 1, 1]);
    drop(tree.job);
    assert_eq!((woken(&ends), living()), ([true; 4], [0; 4]));
    ends.iter_mut().for_each(Task::ready);
}

/// The handles of a scope may all be gone: what is below it still sees the shutdown from above.
#[test]
fn a_scope_without_handles_passes_on_both() {
    let tree = tree();
    drop(tree.workers);
    let job = tree.job.1;
    let mut wait = Task::waiting(job.is_shutdown_owned());
    tree.server.0.shutdown_with("why");
    assert!(wait.woken());
    wait.ready();
    assert_eq!(text(job.reason()).unwrap(), "why");
    drop((tree.server.1, tree.listener));
    let mut end = Task::waiting(tree.server.0.await_shutdown());
    drop((tree.job.0, job));
    assert!(end.woken());
    end.ready();
}

#[test]
fn the_first_reason_stays_in_each_scope() {
    let tree = tree();
    let reasons = || {
        tree.all().map(|(send, recv)| {
            assert_eq!(text(send.reason()), text(recv.reason()));
            text(recv.reason())
        })
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(reasons(), [const { None }; 4]);
    tree.workers.0.shutdown_with("tired");
    assert_eq!(reasons(), [None, None, some("tired"), some("tired")]);
    // Without a reason is a reason, too: the later one does not take its place.
    tree.listener.0.shutdown();
    tree.server.0.shutdown_with("SIGTERM");
    tree.job.0.shutdown_with("too late");
    let expected = [some("SIGTERM"), None, some("tired"), some("tired")];
    assert_eq!(reasons(), expected);
}

#[test]
fn a_child_of_a_shut_scope_is_shut_for_its_reason() {
    let (send, recv) = shutdown::new_pair();
    send.shutdown_with("why");
    for (child, below) in [send.child(), recv.child(), recv.child().1.child()] {
        assert!(child.is_shutdown_now() && below.is_shutdown_now());
        assert_eq!(text(below.reason()).unwrap(), "why");
        assert!(child.registrar().register().is_err());
        assert!(Task::new(below.is_shutdown()).poll().is_ready());
        assert!(!is_over(&send));
    }
    drop(recv);
    assert!(is_over(&send));
}

/// The end of one who was not shut down closes those below that are empty, and open.
#[test]
fn the_end_closes_all_below() {
    let (send, recv) = shutdown::new_pair();
    let children = [0; 3].map(|_| recv.child().0);
    let grandchild = children[2].child().0;
    let mut waits = children
        .each_ref()
        .map(|child| Task::waiting(child.watch().is_shutdown_owned()));
    let mut end = Task::waiting(send.await_shutdown());
    assert!(!grandchild.is_shutdown_now());
    drop(recv);
    end.ready();
    assert!(waits.iter().all(Task::woken));
    waits.iter_mut().for_each(Task::ready);
    assert!(grandchild.is_shutdown_now() && grandchild.reason().is_none());
}

/// The end of a child is no shutdown of its parent, nor of its siblings.
#[test]
fn the_end_of_a_child_stays_below() {
    let (send, recv) = shutdown::new_pair();
    let (child, below) = send.child();
    let (sibling, _beside) = send.child();
    let mut end = Task::waiting(child.clone().await_shutdown());
    drop(below);
    end.ready();
    assert!(child.is_shutdown_now());
    assert!(!recv.is_shutdown_now() && !sibling.is_shutdown_now());
    assert_eq!(send.living(), 2);
}

/// No handle, no reason, and no memory of a tree stays when its handles are gone, in whatever order.
#[test]
fn a_scope_that_is_gone_leaves_nothing_behind() {
    let orders: [[usize; 4]; 4] = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 3, 0, 1], [1, 2, 0, 3]];
    for order in orders {
        let reason = Arc::new("why".to_owned());
        let tree = tree();
        let waits = tree
            .all()
            .map(|(_, recv)| Task::waiting(recv.is_shutdown_owned()));
        let counts = waits.each_ref().map(|wait| wait.count.clone());
        tree.server.0.shutdown_with(reason.clone());
        assert!(Arc::strong_count(&reason) > 1);
        let Tree {
            server,
            listener,
            workers,
            job,
        } = tree;
        let mut handles = [server, listener, workers, job].map(Some);
        for i in order {
            drop(handles[i].take());
        }
        // The waits know it, too.
        assert!(Arc::strong_count(&reason) > 1);
        drop(waits);
        assert_eq!(Arc::strong_count(&reason), 1);
        assert!(counts.iter().all(|count| count.kept() == 0));
    }
}
