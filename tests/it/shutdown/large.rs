//! Trees that are deep or wide, on a stack that is small: nothing goes down or up by recursion.

use std::{iter::successors, thread};

use mea::shutdown::{self, ShutdownRecv, ShutdownSend};

use super::{is_over, text};
use crate::support::Task;

const MANY: usize = 100_000;
const STACK: usize = 128 * 1024;

fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(STACK).spawn(test);
    thread.unwrap().join().unwrap();
}

/// The handles of each level, from above.
fn chain() -> Vec<(ShutdownSend, ShutdownRecv)> {
    let levels = successors(Some(shutdown::new_pair()), |(_, recv)| Some(recv.child()));
    levels.take(MANY).collect()
}

/// Only those of the top and the bottom.
fn bare_chain() -> (ShutdownSend, ShutdownRecv) {
    let (send, mut bottom) = shutdown::new_pair();
    for _ in 1..MANY {
        bottom = bottom.child().1;
    }
    (send, bottom)
}

#[test]
fn deep_shut_down_from_above_and_ended_from_below() {
    on_a_small_stack(|| {
        let mut chain = chain();
        let top = chain[0].0.clone();
        let bottom = &chain[MANY - 1].1;
        let mut wait = Task::waiting(bottom.is_shutdown_owned());
        let mut end = Task::waiting(top.clone().await_shutdown());
        top.shutdown_with("why");
        assert!(wait.woken());
        wait.ready();
        assert_eq!(text(bottom.reason()).unwrap(), "why");
        end.pending();
        while let Some(level) = chain.pop() {
            assert!(!end.woken());
            drop(level);
        }
        assert!(end.woken());
        end.ready();
    });
}

#[test]
fn deep_dropped_from_above() {
    on_a_small_stack(|| {
        let chain = chain();
        let top = chain[0].0.clone();
        let mut end = Task::waiting(top.clone().await_shutdown());
        for level in chain {
            assert!(!end.woken());
            drop(level);
        }
        assert!(end.woken() && top.is_shutdown_now());
        end.ready();
    });
}

/// The last handle at the bottom is all that keeps the levels between; it keeps the top waiting, too.
#[test]
fn deep_kept_by_the_bottom_alone() {
    on_a_small_stack(|| {
        let (top, bottom) = bare_chain();
        assert_eq!(top.living(), 1);
        let registrar = bottom.registrar();
        let mut end = Task::waiting(top.clone().await_shutdown());
        drop(end);
        // All levels are empty now, and full again.
        drop(bottom);
        assert_eq!(top.living(), 0);
        let bottom = registrar.register().unwrap();
        assert_eq!(top.living(), 1);
        end = Task::waiting(top.clone().await_shutdown());
        let watch = bottom.into_watch();
        assert!(watch.is_shutdown_now());
        end.ready();
        drop(registrar);
        drop(top);
        drop(watch);
    });
}

#[test]
fn deep_dropped_without_a_shutdown() {
    on_a_small_stack(|| drop(bare_chain()));
    on_a_small_stack(|| {
        let (top, bottom) = bare_chain();
        top.shutdown();
        assert!(bottom.is_shutdown_now());
        drop(top);
        drop(bottom);
    });
}

#[test]
fn wide() {
    on_a_small_stack(|| {
        let (send, recv) = shutdown::new_pair();
        let children: Vec<_> = (0..MANY).map(|_| recv.child()).collect();
        assert_eq!(send.living(), MANY + 1);
        let mut waits: Vec<_> = children
            .iter()
            .map(|(_, below)| Task::waiting(below.is_shutdown_owned()))
            .collect();
        send.shutdown_with("why");
        for wait in &mut waits {
            assert_eq!(wait.count.wakes(), 1);
            wait.ready();
        }
        drop(recv);
        let mut end = Task::waiting(send.clone().await_shutdown());
        let mut children = children.into_iter();
        let last = children.next();
        drop(children);
        assert!(!end.woken());
        drop(last);
        end.ready();
    });
}

/// So many that come and go, one after the other, beside one that stays.
#[test]
fn many_that_come_and_go() {
    let (send, recv) = shutdown::new_pair();
    let (stays, _below) = send.child();
    for _ in 0..MANY {
        drop(recv.child());
    }
    assert_eq!(send.living(), 2);
    drop(recv);
    send.shutdown();
    assert!(stays.is_shutdown_now() && !is_over(&send));
}
