//! The errors, and what everything is shown as: none of it asks anything of the messages.

use std::error::Error;

use mea::mpsc::{self, RecvError, SendError, TryRecvError, TrySendError};

use super::Plain;
use crate::support::now;

#[test]
fn errors_of_sending_carry_the_message() {
    let (tx, rx) = mpsc::unbounded();
    drop(rx);
    let error: SendError<String> = tx.send("back".to_owned()).unwrap_err();
    assert_eq!(error.as_inner(), "back");
    assert_eq!(error.clone(), error);
    let text = "the message was not sent: the receiving side of the channel is closed";
    assert_eq!(error.to_string(), text);
    assert!(error.source().is_none());
    let error = TrySendError::from(error);
    assert!(error.is_disconnected() && !error.is_full());
    assert_eq!(error.to_string(), text);
    assert_eq!(error.as_inner(), "back");
    assert_eq!(error.into_inner(), "back");

    let (tx, _rx) = mpsc::bounded(1);
    tx.try_send(1).unwrap();
    let error = tx.try_send(2).unwrap_err();
    assert!(error.is_full() && !error.is_disconnected());
    assert_eq!(
        error.to_string(),
        "the message was not sent: the channel is full"
    );
    assert_eq!((error.as_inner(), error.into_inner()), (&2, 2));
}

#[test]
fn errors_of_receiving() {
    let end = "no message will come: the sending side of the channel is closed";
    assert_eq!(RecvError::Disconnected.to_string(), end);
    assert_eq!(TryRecvError::Disconnected.to_string(), end);
    assert_eq!(
        TryRecvError::Empty.to_string(),
        "there is no message at the moment"
    );
    let error = TryRecvError::from(RecvError::Disconnected);
    assert_eq!(error, TryRecvError::Disconnected);
    assert!(error.source().is_none());
    assert_eq!(format!("{:?}", RecvError::Disconnected), "Disconnected");
    assert_eq!(format!("{:?}", TryRecvError::Empty), "Empty");
}

#[test]
fn everything_is_shown_without_its_messages() {
    fn begins(value: &impl std::fmt::Debug, name: &str) {
        let text = format!("{value:?}");
        assert!(text.starts_with(name), "{text}");
    }
    let (tx, mut rx) = mpsc::bounded::<Plain>(3);
    let inner = "(Channel { senders: 1, is_closed: false })";
    assert_eq!(format!("{tx:?}"), format!("Sender{inner}"));
    assert_eq!(format!("{rx:?}"), format!("Receiver{inner}"));
    assert_eq!(
        format!("{:?}", tx.downgrade()),
        format!("WeakSender{inner}")
    );
    begins(&tx.send(Plain), "Send");
    begins(&tx.send_from(&mut Some(Plain)), "SendFrom");
    begins(&tx.reserve(), "Reserve");
    begins(&tx.clone().reserve_owned(), "ReserveOwned");
    begins(&tx.try_reserve().unwrap(), "Permit(Channel");
    begins(
        &now(tx.clone().reserve_owned()).unwrap(),
        "OwnedPermit(Some(Sender(Channel",
    );
    begins(&rx.recv(), "Recv");
    begins(&rx.recv_many(&mut Vec::new(), 1), "RecvMany");
    drop(rx);
    assert_eq!(
        format!("{tx:?}"),
        "Sender(Channel { senders: 1, is_closed: true })"
    );
    assert_eq!(
        format!("{:?}", now(tx.send(Plain)).unwrap_err()),
        "SendError { .. }"
    );
    begins(&tx.try_send(Plain).unwrap_err(), "Disconnected(..)");

    let (tx, rx) = mpsc::unbounded::<Plain>();
    begins(&tx, "Sender(Channel {");
    begins(&tx.downgrade(), "WeakSender(Channel {");
    begins(&rx, "Receiver(Channel {");
}
