//! Each handle: what it sees, and whether it is waited for.

use mea::shutdown::{self, ShutdownRecv, ShutdownSend, ShutdownWatch};

use super::{is_over, text};
use crate::support::{Task, forget, now};

/// One of each, of one scope.
fn handles() -> (ShutdownSend, [ShutdownRecv; 2], [ShutdownWatch; 4]) {
    let (send, recv) = shutdown::new_pair();
    let watches = [
        send.watch(),
        recv.watch(),
        recv.watch().clone(),
        recv.clone().into_watch(),
    ];
    (send, [recv.clone(), recv], watches)
}

#[test]
fn all_see_the_shutdown_before_and_after() {
    let (send, recvs, watches) = handles();
    let other = send.clone();
    let seen = || {
        let recvs = recvs.iter().map(ShutdownRecv::is_shutdown_now);
        let watches = watches.iter().map(ShutdownWatch::is_shutdown_now);
        let sends = [&send, &other].map(ShutdownSend::is_shutdown_now);
        recvs.chain(watches).chain(sends).collect::<Vec<_>>()
    };
    assert_eq!(seen(), [false; 8]);
    other.shutdown();
    assert_eq!(seen(), [true; 8]);
    for recv in &recvs {
        now(recv.is_shutdown());
        now(recv.is_shutdown_owned());
    }
    for watch in &watches {
        now(watch.is_shutdown());
        now(watch.is_shutdown_owned());
    }
}

#[test]
fn all_waits_end_with_one_wake_up() {
    let (send, recvs, watches) = handles();
    let mut borrowed: Vec<_> = recvs
        .iter()
        .map(|recv| recv.is_shutdown())
        .chain(watches.iter().map(|watch| watch.is_shutdown()))
        .map(Task::waiting)
        .collect();
    let mut owned: Vec<_> = recvs
        .iter()
        .map(|recv| recv.is_shutdown_owned())
        .chain(watches.iter().map(|watch| watch.is_shutdown_owned()))
        .map(Task::waiting)
        .collect();
    // Given up, in the middle and at both ends of the line.
    borrowed.remove(0);
    borrowed.remove(2);
    owned.pop();
    send.shutdown();
    send.shutdown();
    for task in &mut borrowed {
        assert_eq!(task.count.wakes(), 1);
        task.ready();
    }
    for task in &mut owned {
        assert_eq!(task.count.wakes(), 1);
        task.ready();
    }
}

#[test]
fn receivers_are_waited_for_and_nothing_else_is() {
    let (send, [first, second], watches) = handles();
    let registrar = first.registrar();
    let wait = first.is_shutdown_owned();
    let mut in_line = Task::waiting(second.is_shutdown_owned());
    assert_eq!(send.living(), 2);
    let mut end = Task::waiting(send.clone().await_shutdown());
    drop(first);
    assert!(!end.woken());
    end.pending();
    // What is left are senders, watches, a registrar, and waits.
    drop(second);
    assert!(end.woken() && in_line.woken());
    end.ready();
    in_line.ready();
    now(wait);
    assert!(registrar.register().is_err());
    assert!(watches.iter().all(ShutdownWatch::is_shutdown_now));
}

#[test]
fn a_clone_counts_and_a_watch_made_of_a_receiver_does_not() {
    let (send, recv) = shutdown::new_pair();
    let clones = [0; 5].map(|_| recv.clone());
    assert_eq!(send.living(), 6);
    let watches = clones.map(ShutdownRecv::into_watch);
    assert_eq!(send.living(), 1);
    let watch = recv.into_watch();
    assert_eq!(send.living(), 0);
    assert!(is_over(&send));
    assert!(watch.is_shutdown_now() && watches[0].is_shutdown_now());
}

#[test]
fn a_forgotten_receiver_is_waited_for() {
    let (send, recv) = shutdown::new_pair();
    forget(recv);
    send.shutdown();
    assert!(!is_over(&send));
    assert_eq!(send.living(), 1);
}

/// Nobody can shut it down any more, and nobody who waits is told anything.
#[test]
fn dropping_all_senders_shuts_nothing_down() {
    let (send, recv) = shutdown::new_pair();
    let registrar = send.registrar();
    let mut wait = Task::waiting(recv.is_shutdown_owned());
    drop(send.clone());
    drop(send);
    assert!(!wait.woken());
    wait.pending();
    assert!(!recv.is_shutdown_now());
    let mut more = registrar.register().unwrap();
    assert!(!more.is_shutdown_now());
    // Nor does it when the receivers go: nobody waits for their end.
    drop(recv);
    more = more.clone();
    drop(more);
    assert!(!wait.woken());
    registrar.register().unwrap();
}

/// The future of the end may be the last sender: it closes the scope all the same.
#[test]
fn the_wait_for_the_end_is_enough_to_end() {
    let (send, recv) = shutdown::new_pair();
    let mut end = Task::waiting(send.await_shutdown());
    let watch = recv.into_watch();
    assert!(end.woken());
    assert!(watch.is_shutdown_now());
    end.ready();
}

#[test]
fn watches_see_it_after_the_end() {
    let (send, recv) = shutdown::new_pair();
    let (watch, registrar) = (recv.watch(), recv.registrar());
    send.shutdown_with("done");
    drop(recv);
    now(send.await_shutdown());
    for watch in [watch.clone(), watch] {
        assert!(watch.is_shutdown_now());
        now(watch.is_shutdown());
        now(watch.is_shutdown_owned());
        assert_eq!(text(watch.reason()).unwrap(), "done");
    }
    let closed = registrar.register().unwrap_err();
    assert_eq!(closed.to_string(), "the scope is shut down: done");
}

/// A wait that was given up leaves no waker behind, wherever it was.
#[test]
fn waits_may_be_given_up_at_any_time() {
    let (send, recv) = shutdown::new_pair();
    let task = Task::waiting(recv.is_shutdown());
    let end = Task::waiting(send.clone().await_shutdown());
    let counts = [task.count.clone(), end.count.clone()];
    drop((task, end));
    assert_eq!(counts.map(|count| count.kept()), [0, 0]);

    let task = Task::waiting(recv.is_shutdown());
    let end = Task::waiting(send.clone().await_shutdown());
    send.shutdown();
    let counts = [task.count.clone(), end.count.clone()];
    drop((task, end));
    assert_eq!(counts.map(|count| count.kept()), [0, 0]);
    drop(recv);
    assert!(is_over(&send));
}

#[test]
fn handles_and_futures_show_what_they_know() {
    let (send, recv) = shutdown::new_pair();
    let (watch, registrar) = (recv.watch(), recv.registrar());
    let open = "{ living: 1, is_shutdown: false, reason: None }";
    let shut = "{ living: 1, is_shutdown: true, reason: Some(Reason(why)) }";
    for state in [open, shut] {
        assert_eq!(format!("{send:?}"), format!("ShutdownSend {state}"));
        assert_eq!(format!("{recv:?}"), format!("ShutdownRecv {state}"));
        assert_eq!(format!("{watch:?}"), format!("ShutdownWatch {state}"));
        assert_eq!(format!("{registrar:?}"), format!("Registrar {state}"));
        send.shutdown_with("why");
    }
    assert!(format!("{:?}", recv.is_shutdown()).starts_with("IsShutdown "));
    assert!(format!("{:?}", recv.is_shutdown_owned()).starts_with("IsShutdownOwned "));
    let mut end = Box::pin(send.await_shutdown());
    assert_eq!(format!("{end:?}"), "AwaitShutdown { living: Some(1) }");
    drop(recv);
    now(end.as_mut());
    assert_eq!(format!("{end:?}"), "AwaitShutdown { living: None }");
}
