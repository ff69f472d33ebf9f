//! Why: any value, one for all, dropped when nobody can ask for it any more.

use std::{
    fmt,
    io::{Error, ErrorKind},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use mea::shutdown::{self, Reason};

use super::text;

#[test]
fn any_value_that_can_be_displayed() {
    let (send, recv) = shutdown::new_pair();
    send.shutdown_with(Error::from(ErrorKind::StorageFull));
    let reason = recv.reason().unwrap();
    let error: &Error = reason.downcast_ref().unwrap();
    assert_eq!(error.kind(), ErrorKind::StorageFull);
    assert!(reason.downcast_ref::<String>().is_none());
    assert_eq!(reason.to_string(), error.to_string());
    assert_eq!(format!("{reason:?}"), format!("Reason({error})"));
    assert_eq!(
        format!("{:>6}|{:<6}", Reason::new(7), Reason::new("a")),
        "     7|a     "
    );
}

#[test]
fn a_clone_is_the_same_value() {
    let (send, recv) = shutdown::new_pair();
    send.shutdown_with(String::from("why"));
    let (_child, below) = recv.child();
    let value = |reason: &Option<Reason>| {
        let text: &String = reason.as_ref().unwrap().downcast_ref().unwrap();
        std::ptr::from_ref(text)
    };
    let seen = [
        send.reason(),
        recv.reason(),
        recv.watch().reason(),
        below.reason(),
    ];
    assert!(seen.iter().all(|reason| value(reason) == value(&seen[0])));
}

/// One scope may be shut down for the reason of another one.
#[test]
fn a_reason_is_passed_on_and_not_wrapped() {
    let (first, _recv) = shutdown::new_pair();
    first.shutdown_with(7_u8);
    let (second, recv) = shutdown::new_pair();
    second.shutdown_with(first.reason().unwrap());
    assert_eq!(recv.reason().unwrap().downcast_ref(), Some(&7_u8));
    let closed = recv.registrar().register().unwrap_err();
    assert_eq!(closed.reason().unwrap().downcast_ref(), Some(&7_u8));
}

#[test]
fn none_is_given() {
    let (send, recv) = shutdown::new_pair();
    assert_eq!(text(send.reason()), None);
    send.shutdown();
    send.shutdown_with("too late");
    assert_eq!(text(send.reason()), None);
    let closed = recv.registrar().register().unwrap_err();
    assert_eq!(
        (closed.reason().is_none(), &*closed.to_string()),
        (true, "the scope is shut down")
    );
}

/// Counts how often it is dropped.
struct Dropped(Arc<AtomicUsize>);

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("counted")
    }
}

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
    }
}

#[test]
fn it_is_dropped_once_and_with_the_last_who_can_see_it() {
    let drops = Arc::new(AtomicUsize::new(0));
    let dropped = || drops.load(SeqCst);
    let (send, recv) = shutdown::new_pair();
    let (_child, below) = recv.child();
    send.shutdown_with(Dropped(drops.clone()));
    // Too late, so nobody sees it.
    send.shutdown_with(Dropped(drops.clone()));
    assert_eq!(dropped(), 1);
    let closed = recv.registrar().register().unwrap_err();
    let watch = below.watch();
    drop((send, recv, below));
    assert_eq!(dropped(), 1);
    drop((_child, watch));
    assert_eq!(text(closed.reason().cloned()).unwrap(), "counted");
    assert_eq!(dropped(), 1);
    drop(closed);
    assert_eq!(dropped(), 2);
}
