//! Sending, and what comes back.

use std::sync::Arc;

use mea::oneshot::{self, SendError};

use super::counted;
use crate::support::Task;

#[test]
fn a_message_is_received() {
    let (sender, receiver) = oneshot::channel();
    assert_eq!(sender.send("message"), Ok(()));
    assert_eq!(Task::new(receiver.into_future()).ready(), Ok("message"));
}

#[test]
fn messages_of_all_kinds() {
    let (sender, receiver) = oneshot::channel();
    sender.send(()).unwrap();
    assert_eq!(receiver.try_recv(), Ok(()));

    #[repr(align(128))]
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Large([u64; 99]);
    let (sender, receiver) = oneshot::channel();
    sender.send(Large([7; 99])).unwrap();
    assert_eq!(receiver.try_recv(), Ok(Large([7; 99])));
    let (sender, receiver) = oneshot::channel();
    drop(receiver);
    assert_eq!(
        sender.send(Large([8; 99])).unwrap_err().into_inner(),
        Large([8; 99])
    );

    // Of another channel: an end, which outlives the first.
    let (inner_sender, inner_receiver) = oneshot::channel();
    let (sender, receiver) = oneshot::channel();
    sender.send(inner_sender).unwrap();
    receiver.try_recv().unwrap().send(1).unwrap();
    assert_eq!(inner_receiver.try_recv(), Ok(1));
}

#[test]
fn the_message_comes_back_from_a_receiver_that_is_gone() {
    let (lives, sender, receiver) = counted();
    drop(receiver);
    assert!(sender.is_closed());
    let unsent = sender.send(lives.clone()).unwrap_err();
    assert_eq!(Arc::strong_count(&lives), 2);
    assert!(Arc::ptr_eq(unsent.as_inner(), &lives));
    let message = unsent.into_inner();
    assert_eq!(Arc::strong_count(&lives), 2);
    drop(message);
    assert_eq!(Arc::strong_count(&lives), 1);
}

#[test]
fn the_message_comes_back_from_a_wait_that_is_gone() {
    let (lives, sender, receiver) = counted();
    let wait = Task::waiting(receiver.into_future());
    let count = wait.count.clone();
    drop(wait);
    assert_eq!(count.kept(), 0);
    drop(sender.send(lives.clone()).unwrap_err());
    assert_eq!((count.wakes(), Arc::strong_count(&lives)), (0, 1));
}

#[test]
fn the_message_comes_back_from_a_receiver_that_is_closed() {
    let (lives, sender, mut receiver) = counted();
    receiver.close();
    receiver.close();
    assert!(sender.is_closed() && receiver.is_closed());
    let unsent = sender.send(lives.clone()).unwrap_err();
    // What was written into the channel does not count.
    assert!(!receiver.has_message());
    assert!(receiver.try_recv().is_err());
    assert!(Task::new(receiver.recv()).ready().is_err());
    drop(receiver);
    assert_eq!(Arc::strong_count(&lives), 2);
    drop(unsent);
    assert_eq!(Arc::strong_count(&lives), 1);
}

#[test]
fn the_error_says_what_it_is_and_needs_nothing_of_the_message() {
    struct Opaque;
    let (sender, receiver) = oneshot::channel();
    drop(receiver);
    let Err(error) = sender.send(Opaque) else {
        panic!("should have failed");
    };
    let error: SendError<Opaque> = error;
    assert_eq!(format!("{error:?}"), "SendError { .. }");
    assert!(error.to_string().contains("closed"));
    let _: &dyn std::error::Error = &error;
}

#[test]
fn ends_say_what_they_are() {
    struct Opaque;
    let (mut sender, mut receiver) = oneshot::channel::<Opaque>();
    assert_eq!(format!("{sender:?}"), "Sender { is_closed: false, .. }");
    let found = format!("{receiver:?}");
    assert_eq!(
        found,
        "Receiver { has_message: false, is_closed: false, .. }"
    );
    assert_eq!(format!("{:?}", sender.closed()), "Closed { .. }");
    assert_eq!(format!("{:?}", receiver.recv()), "RecvMut { .. }");
    assert_eq!(format!("{:?}", receiver.into_future()), "Recv { .. }");
}
