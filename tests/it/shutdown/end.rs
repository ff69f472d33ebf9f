//! Waiting for the end.

use mea::shutdown;

use super::is_over;
use crate::support::{Task, now};

#[test]
fn it_waits_for_the_last_one_whether_shut_down_or_not() {
    for shut in [false, true] {
        let (send, recv) = shutdown::new_pair();
        let recvs = [recv.clone(), recv.clone(), recv];
        if shut {
            send.shutdown();
        }
        let mut end = Task::waiting(send.clone().await_shutdown());
        for (left, recv) in recvs.into_iter().enumerate().rev() {
            assert_eq!(send.living(), left + 1);
            assert!(!end.woken());
            end.pending();
            drop(recv);
        }
        assert_eq!(end.count.wakes(), 1);
        assert!(send.is_shutdown_now());
        end.ready();
    }
}

/// A scope whose receivers are all gone, or were never used.
#[test]
fn with_no_receivers_it_ends_at_once_and_closes_the_scope() {
    let (send, recv) = shutdown::new_pair();
    let (watch, registrar) = (recv.watch(), recv.registrar());
    let mut wait = Task::waiting(watch.is_shutdown());
    drop(recv);
    // Nobody has waited for that: it is no end yet.
    assert!(!wait.woken() && !send.is_shutdown_now());
    drop(registrar.register().unwrap());

    now(send.clone().await_shutdown());
    assert!(wait.woken() && send.is_shutdown_now());
    wait.ready();
    assert!(send.reason().is_none());
    assert!(registrar.register().unwrap_err().reason().is_none());
    now(send.await_shutdown());
}

/// The one that is shut down and empty.
#[test]
fn after_a_shutdown_without_receivers_it_ends_at_once() {
    let (send, recv) = shutdown::new_pair();
    drop(recv);
    send.shutdown();
    now(send.clone().await_shutdown());
    now(send.await_shutdown());
}

/// They are woken for the shutdown, look, and go on waiting.
#[test]
fn the_shutdown_alone_is_not_the_end() {
    let (send, recv) = shutdown::new_pair();
    let mut ends = [(); 2].map(|()| Task::waiting(send.clone().await_shutdown()));
    send.shutdown();
    for end in &mut ends {
        end.pending();
    }
    drop(recv);
    for end in &mut ends {
        assert_eq!(end.count.wakes(), 1);
        end.ready();
    }
}

/// One that was let through by the shutdown and not polled since finds the end when it is.
#[test]
fn an_end_between_wake_up_and_poll_is_not_missed() {
    let (send, recv) = shutdown::new_pair();
    let mut end = Task::waiting(send.clone().await_shutdown());
    send.shutdown();
    drop(recv);
    assert!(end.woken());
    end.ready();
}

#[test]
fn all_who_wait_are_let_go_at_once() {
    let (send, recv) = shutdown::new_pair();
    let mut ends = vec![];
    for _ in 0..100 {
        ends.push(Task::waiting(send.clone().await_shutdown()));
    }
    // Some lose their patience.
    let mut i = 0;
    ends.retain(|_| {
        i += 1;
        i % 3 != 0
    });
    drop(recv);
    for end in &mut ends {
        assert_eq!(end.count.wakes(), 1);
        end.ready();
    }
}

/// It is the wait that makes it an end: when all who waited have given up, the scope stays open.
#[test]
fn a_wait_that_was_given_up_ends_nothing() {
    let (send, recv) = shutdown::new_pair();
    let watch = recv.watch();
    let mut wait = Task::waiting(watch.is_shutdown());
    drop(Task::waiting(send.clone().await_shutdown()));
    drop(send.clone().await_shutdown());
    drop(recv);
    assert!(!wait.woken() && !send.is_shutdown_now());
    let recv = send.registrar().register().unwrap();

    // Another wait, by a clone, waits for the same.
    let mut end = Task::waiting(send.clone().await_shutdown());
    drop(recv);
    assert!(wait.woken());
    wait.ready();
    end.ready();
}

/// What is made below a scope that is over lives, and can be waited for.
#[test]
fn a_child_after_the_end_is_waited_for_by_those_who_ask_then() {
    let (send, recv) = shutdown::new_pair();
    drop(recv);
    assert!(is_over(&send));
    let (child, below) = send.child();
    assert!(child.is_shutdown_now() && below.is_shutdown_now());
    assert_eq!(send.living(), 1);
    let mut end = Task::waiting(send.clone().await_shutdown());
    assert!(child.registrar().register().is_err());
    drop(below);
    assert!(end.woken());
    end.ready();
    assert!(is_over(&child));
}
