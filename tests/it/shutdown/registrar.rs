//! Registration: accepted and waited for, or refused.

use std::error::Error;

use mea::shutdown;

use super::is_over;
use crate::support::Task;

#[test]
fn who_is_accepted_is_waited_for_and_told() {
    let (send, recv) = shutdown::new_pair();
    let registrars = [send.registrar(), recv.registrar(), send.registrar().clone()];
    let recvs = registrars
        .each_ref()
        .map(|registrar| registrar.register().unwrap());
    assert_eq!(send.living(), 4);
    drop(recv);
    let mut waits = recvs
        .each_ref()
        .map(|r| Task::waiting(r.is_shutdown_owned()));
    let mut end = Task::waiting(send.clone().await_shutdown());
    send.shutdown();
    for wait in &mut waits {
        assert!(wait.woken());
        wait.ready();
    }
    end.pending();
    for recv in recvs {
        assert!(!end.woken());
        drop(recv);
    }
    assert!(end.woken());
    end.ready();
}

#[test]
fn from_the_shutdown_on_nobody_is_accepted() {
    let (send, recv) = shutdown::new_pair();
    let registrar = send.registrar();
    send.shutdown_with("why");
    let closed = registrar.register().unwrap_err();
    assert_eq!(closed.reason().unwrap().downcast_ref(), Some(&"why"));
    assert_eq!(closed.to_string(), "the scope is shut down: why");
    let debug = format!("{:?}", closed.clone());
    assert_eq!(debug, "Closed { reason: Some(Reason(why)) }");
    let _: &dyn Error = &closed;
    assert_eq!(send.living(), 1);
    drop(recv);
    assert!(registrar.register().is_err());
    assert!(is_over(&send));
    assert!(registrar.register().is_err());
}

/// A receiver can still be cloned: the one that it comes from is waited for anyway.
#[test]
fn a_clone_is_no_registration() {
    let (send, recv) = shutdown::new_pair();
    send.shutdown();
    let clone = recv.clone();
    drop(recv);
    assert!(!is_over(&send));
    drop(clone);
    assert!(is_over(&send));
}

#[test]
fn a_scope_may_be_empty_and_fill_again() {
    let (send, recv) = shutdown::new_pair();
    drop(recv);
    let registrar = send.registrar();
    for _ in 0..3 {
        assert_eq!(send.living(), 0);
        let first = registrar.register().unwrap();
        let second = registrar.register().unwrap();
        assert_eq!(send.living(), 2);
        drop((first, second));
    }
}

/// Who comes to an empty scope below is one of those above, for as long as it is there.
#[test]
fn a_registration_below_is_waited_for_above() {
    let (send, recv) = shutdown::new_pair();
    let (middle, own) = send.child();
    let (child, below) = own.child();
    let registrar = child.registrar();
    drop((recv, own, below));
    assert_eq!(
        [&send, &middle, &child].map(|send| send.living()),
        [0, 0, 0]
    );
    let first = registrar.register().unwrap();
    let second = registrar.register().unwrap();
    assert_eq!(
        [&send, &middle, &child].map(|send| send.living()),
        [1, 1, 2]
    );
    let mut end = Task::waiting(send.await_shutdown());
    drop(first);
    assert!(!end.woken());
    drop(second);
    assert!(end.woken());
    end.ready();
    assert_eq!([&middle, &child].map(|send| send.living()), [0, 0]);
}

/// The refusal tells the reason of the scope that is shut, and changes nothing.
#[test]
fn a_registration_below_is_refused_when_all_above_is_shut_or_over() {
    for over in [false, true] {
        let (send, recv) = shutdown::new_pair();
        let (child, below) = send.child();
        drop((recv, below));
        let registrar = child.registrar();
        if over {
            assert!(is_over(&send));
        } else {
            send.shutdown_with("above");
        }
        let closed = registrar.register().unwrap_err();
        let reason = closed.reason().map(ToString::to_string);
        assert_eq!(reason, (!over).then(|| "above".to_owned()));
        assert_eq!((send.living(), child.living()), (0, 0));
        assert!(is_over(&send) && is_over(&child));
    }
}

#[test]
fn a_registration_beside_or_above_a_shut_scope_is_accepted() {
    let (send, recv) = shutdown::new_pair();
    let (child, _below) = recv.child();
    let (sibling, _beside) = send.child();
    child.shutdown();
    assert!(child.registrar().register().is_err());
    sibling.registrar().register().unwrap();
    send.registrar().register().unwrap();
}
