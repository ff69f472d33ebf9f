//! The shutdown under loom: against waits, registrations and new child scopes; the last who leaves
//! against waits, cancels and registrations; two shutdowns in one tree.

use std::{boxed::Box, sync::Arc};

use super::{AwaitShutdown, ShutdownRecv, ShutdownSend, new_pair};
use crate::sync::model::{Watched, block_on, bounded, exhaustive, poll, poll_and_drop, spawn};

fn end(send: ShutdownSend) -> AwaitShutdown {
    send.await_shutdown()
}

/// One who does its work under the eyes of loom, while it is waited for.
fn work(recv: ShutdownRecv, cell: &Watched) {
    cell.bump();
    drop(recv);
}

/// Nobody misses the shutdown, and what was done before it is seen after it.
#[test]
fn shutdown_against_wait() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let cell = Arc::new(Watched::new(0));
        let seen = cell.clone();
        let t = spawn(move || {
            block_on(recv.is_shutdown());
            assert!(recv.is_shutdown_now());
            assert_eq!(seen.read(), 1);
        });
        cell.bump();
        send.shutdown();
        t.join().unwrap();
    });
}

/// The end of the last one is not missed, and what it did is seen after the wait.
#[test]
fn last_leave_against_wait() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let cell = Arc::new(Watched::new(0));
        let mine = cell.clone();
        let t = spawn(move || work(recv, &mine));
        block_on(end(send));
        assert_eq!(cell.read(), 1);
        t.join().unwrap();
    });
}

/// Who looks and sees the shutdown also sees its reason, and what was done before.
#[test]
fn shutdown_against_look() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let cell = Arc::new(Watched::new(0));
        let seen = cell.clone();
        let t = spawn(move || {
            if recv.is_shutdown_now() {
                assert_eq!(seen.read(), 1);
                assert!(recv.reason().is_some());
            }
        });
        cell.bump();
        send.shutdown_with("why");
        t.join().unwrap();
    });
}

#[test]
fn cancelled_waits_against_shutdown() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let mut waits = [0; 3].map(|_| Box::pin(recv.is_shutdown_owned()));
        for wait in &mut waits {
            assert!(poll(wait.as_mut()).is_none());
        }
        let [mut first, gone, mut last] = waits;
        let t = spawn(move || drop(gone));
        send.shutdown();
        t.join().unwrap();
        assert!(poll(first.as_mut()).is_some() && poll(last.as_mut()).is_some());
    });
}

/// A registration is waited for, or refused; and after the end it is refused.
#[test]
fn shutdown_against_registration() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let registrar = send.registrar();
        let cell = Arc::new(Watched::new(0));
        let mine = cell.clone();
        let t = spawn(move || match registrar.register() {
            Ok(recv) => {
                work(recv, &mine);
                true
            }
            Err(closed) => {
                assert!(closed.reason().is_some());
                false
            }
        });
        drop(recv);
        let late = send.registrar();
        send.shutdown_with("why");
        assert!(late.register().is_err());
        block_on(end(send));
        let worked = cell.read();
        assert_eq!(t.join().unwrap(), worked == 1);
    });
}

/// The same without a shutdown: the end closes the scope, if nobody was there first.
#[test]
fn end_against_registration() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let registrar = send.registrar();
        let cell = Arc::new(Watched::new(0));
        let mine = cell.clone();
        let t = spawn(move || match registrar.register() {
            Ok(recv) => {
                work(recv, &mine);
                true
            }
            Err(_) => false,
        });
        drop(recv);
        let late = send.registrar();
        block_on(end(send));
        assert!(late.register().is_err());
        let worked = cell.read();
        assert_eq!(t.join().unwrap(), worked == 1);
    });
}

/// Who sees the shutdown that the end was sees what was done before it: by the last one, and by the one
/// who waits.
#[test]
fn end_against_look() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let cell = Arc::new(Watched::new(0));
        let (watch, seen) = (recv.watch(), cell.clone());
        let t = spawn(move || {
            if watch.is_shutdown_now() {
                assert_eq!(seen.read(), 2);
            }
        });
        cell.bump();
        drop(recv);
        cell.bump();
        assert!(poll_and_drop(end(send)).is_some());
        t.join().unwrap();
    });
}

/// Whoever waits for the shutdown that the end is sees what the last one did.
#[test]
fn end_against_wait_for_shutdown() {
    bounded(2, || {
        let (send, recv) = new_pair();
        let cell = Arc::new(Watched::new(0));
        let (watch, mine, seen) = (recv.watch(), cell.clone(), cell.clone());
        let t = spawn(move || work(recv, &mine));
        let u = spawn(move || {
            block_on(watch.is_shutdown());
            assert_eq!(seen.read(), 1);
        });
        block_on(end(send));
        assert_eq!(cell.read(), 1);
        t.join().unwrap();
        u.join().unwrap();
    });
}

/// The last one leaves while two wait for it, and one of them is dropped.
#[test]
fn last_leave_against_cancelled_wait() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let mut gone = Box::pin(end(send.clone()));
        let mut other = Box::pin(end(send));
        assert!(poll(gone.as_mut()).is_none() && poll(other.as_mut()).is_none());
        let t = spawn(move || drop(gone));
        drop(recv);
        t.join().unwrap();
        assert!(poll(other.as_mut()).is_some());
    });
}

/// What each of two did before it left is seen by one who was in line.
#[test]
fn two_leave_against_wait() {
    bounded(3, || {
        let (send, recv) = new_pair();
        let cells = Arc::new([Watched::new(0), Watched::new(0)]);
        let threads = [0, 1].map(|i| {
            let (recv, cells) = (recv.clone(), cells.clone());
            spawn(move || work(recv, &cells[i]))
        });
        drop(recv);
        block_on(end(send));
        assert_eq!((cells[0].read(), cells[1].read()), (1, 1));
        for t in threads {
            t.join().unwrap();
        }
    });
}

/// A child scope that is made at that moment is shut down, too, for the same reason.
#[test]
fn shutdown_against_new_child() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let t = spawn(move || recv.child());
        send.shutdown_with("why");
        let (_child, below) = t.join().unwrap();
        assert!(below.is_shutdown_now());
        assert!(below.reason().is_some());
        assert!(poll_and_drop(below.is_shutdown()).is_some());
    });
}

/// One who waits in a child scope that is made at that moment does not miss the shutdown.
#[test]
fn shutdown_against_wait_in_new_child() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let t = spawn(move || {
            let (_child, below) = recv.child();
            block_on(below.is_shutdown());
        });
        send.shutdown();
        t.join().unwrap();
    });
}

/// A child scope that is made at that moment is waited for.
#[test]
fn end_against_new_child() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let cell = Arc::new(Watched::new(0));
        let mine = cell.clone();
        let t = spawn(move || {
            let below = recv.child().1;
            drop(recv);
            work(below, &mine);
        });
        block_on(end(send));
        assert_eq!(cell.read(), 1);
        t.join().unwrap();
    });
}

/// When the shutdown of a scope returns, all below is shut, also where somebody else had begun.
#[test]
fn two_shutdowns_in_one_tree() {
    exhaustive(|| {
        let (top, _recv) = new_pair();
        let middle = top.child().0;
        let below = middle.child().1.into_watch();
        let t = spawn(move || {
            middle.shutdown();
            middle
        });
        top.shutdown();
        assert!(below.is_shutdown_now());
        assert!(poll_and_drop(below.is_shutdown()).is_some());
        t.join().unwrap();
    });
}

/// A scope is dropped while it is being shut down from above.
#[test]
fn shutdown_against_drop() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let child = recv.child();
        drop(recv);
        let t = spawn(move || drop(child));
        send.shutdown();
        t.join().unwrap();
        assert!(poll_and_drop(end(send)).is_some());
    });
}

/// Two come to a child scope in which nobody lives, and leave it: for the parent, one lives there for
/// as long as either does, and nobody afterwards.
#[test]
fn two_register_below() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let (child, below) = send.child();
        drop(below);
        let cells = Arc::new([Watched::new(0), Watched::new(0)]);
        let come_and_go = |registrar: super::Registrar, cell: &Watched| {
            work(registrar.register().unwrap(), cell);
        };
        let (registrar, mine) = (child.registrar(), cells.clone());
        let t = spawn(move || come_and_go(registrar, &mine[0]));
        come_and_go(child.registrar(), &cells[1]);
        t.join().unwrap();
        assert_eq!((send.living(), child.living()), (1, 0));
        drop(recv);
        assert!(poll_and_drop(end(send)).is_some());
    });
}

/// A registration below is waited for by the end above, or refused.
#[test]
fn end_against_registration_below() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let (child, below) = send.child();
        drop((recv, below));
        let registrar = child.registrar();
        let cell = Arc::new(Watched::new(0));
        let mine = cell.clone();
        let t = spawn(move || match registrar.register() {
            Ok(recv) => {
                work(recv, &mine);
                true
            }
            Err(_) => false,
        });
        block_on(end(send));
        assert!(child.is_shutdown_now());
        assert!(child.registrar().register().is_err());
        let worked = cell.read();
        assert_eq!(t.join().unwrap(), worked == 1);
    });
}

/// A registration below that is refused is not waited for above.
#[test]
fn shutdown_against_registration_below() {
    exhaustive(|| {
        let (send, recv) = new_pair();
        let (child, below) = send.child();
        drop(below);
        let registrar = child.registrar();
        let t = spawn(move || drop(registrar.register()));
        child.shutdown();
        t.join().unwrap();
        assert_eq!((send.living(), child.living()), (1, 0));
        drop(recv);
        assert!(poll_and_drop(end(send)).is_some());
    });
}

/// The last one below leaves while another one comes there: the end above waits for it, too.
#[test]
fn leave_against_registration_below() {
    bounded(3, || {
        let (send, recv) = new_pair();
        let (child, below) = send.child();
        drop(recv);
        let cell = Arc::new(Watched::new(0));
        let mine = cell.clone();
        let t = spawn(move || match child.registrar().register() {
            Ok(recv) => {
                work(recv, &mine);
                true
            }
            Err(_) => false,
        });
        drop(below);
        block_on(end(send));
        let worked = cell.read();
        assert_eq!(t.join().unwrap(), worked == 1);
    });
}

/// One who waits for the end is let through by the shutdown, looks, and does not miss the end.
#[test]
fn shutdown_and_last_leave_against_wait() {
    bounded(3, || {
        let (send, recv) = new_pair();
        let other = send.clone();
        let cell = Arc::new(Watched::new(0));
        let mine = cell.clone();
        let t = spawn(move || work(recv, &mine));
        let u = spawn(move || other.shutdown());
        block_on(end(send));
        assert_eq!(cell.read(), 1);
        t.join().unwrap();
        u.join().unwrap();
    });
}
