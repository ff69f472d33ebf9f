//! Senders, receivers and weak senders: their numbers, their channel, and what all is shown as.

use mea::mpmc::{self, RecvError, SendError, TryRecvError, TrySendError};

use crate::support::{Source, Task, now};

#[test]
fn both_ends_are_counted_and_compared() {
    let (tx, rx) = mpmc::unbounded::<u8>();
    let (other_tx, other_rx) = mpmc::unbounded::<u8>();
    let (tx2, rx2, rx3) = (tx.clone(), rx.clone(), rx.clone());
    assert!(tx.same_channel(&tx2) && !tx.same_channel(&other_tx));
    assert!(rx.same_channel(&rx2) && rx3.same_channel(&rx) && !rx.same_channel(&other_rx));
    assert_eq!((tx.sender_count(), rx.sender_count()), (2, 2));
    assert_eq!(rx.receiver_count(), 3);
    drop((tx, rx));
    assert_eq!((rx2.sender_count(), rx2.receiver_count()), (1, 2));
    drop(rx2);
    assert!(!tx2.is_closed() && !rx3.is_closed());
    drop(tx2);
    assert_eq!((rx3.sender_count(), rx3.receiver_count()), (0, 1));
    assert!(rx3.is_closed());
}

/// A future that owns a receiver is one, until it is dropped or ready.
#[test]
fn owned_futures_count() {
    let (tx, rx) = mpmc::bounded(1);
    let mut recv = Task::waiting(rx.clone().recv_owned());
    let second = Task::waiting(rx.clone().recv_owned());
    assert_eq!(rx.receiver_count(), 3);
    tx.try_send(1).unwrap();
    recv.ready().unwrap();
    drop((recv, second));
    assert_eq!(rx.receiver_count(), 1);
    tx.try_send(1).unwrap();
    let reserve = Task::waiting(tx.clone().reserve_owned());
    assert_eq!(rx.sender_count(), 2);
    drop(reserve);
    assert_eq!(rx.sender_count(), 1);
}

#[test]
fn a_weak_sender_becomes_one_as_long_as_there_is_one() {
    let (tx, rx) = mpmc::bounded(2);
    let weak = tx.downgrade();
    let second = weak.clone();
    assert_eq!((weak.sender_count(), rx.sender_count()), (1, 1));
    let strong = weak.upgrade().unwrap();
    assert!(strong.same_channel(&tx));
    drop(tx);
    strong.try_send(1).unwrap();
    let last = second.upgrade().unwrap();
    drop(strong);
    last.try_send(2).unwrap();
    drop(last);
    assert!(weak.upgrade().is_none() && second.upgrade().is_none());
    assert_eq!(weak.sender_count(), 0);
    assert_eq!((rx.try_recv(), rx.try_recv()), (Ok(1), Ok(2)));
    assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
}

#[test]
fn a_weak_sender_keeps_neither_messages_nor_the_end() {
    let source = Source::default();
    let (tx, rx) = mpmc::unbounded();
    let weak = tx.downgrade();
    assert!(tx.send(source.message(0)).is_ok());
    drop(now(rx.recv()));
    let mut recv = Task::waiting(rx.recv());
    assert!(tx.send(source.message(1)).is_ok());
    drop(recv.ready());
    drop(recv);
    let mut recv = Task::waiting(rx.recv());
    drop(tx);
    assert!(recv.woken());
    assert!(matches!(recv.ready(), Err(RecvError::Disconnected)));
    drop(recv);
    assert_eq!(source.drops(), 2);

    let (tx, rx) = mpmc::unbounded();
    let weaker = tx.downgrade();
    assert!(tx.send(source.message(2)).is_ok());
    drop(rx);
    assert_eq!(source.drops(), 3);
    // The channel is closed, and still there.
    assert!(weaker.upgrade().unwrap().is_closed());
    drop((weak, weaker));
}

#[test]
fn errors_carry_the_message() {
    let (tx, rx) = mpmc::bounded(1);
    tx.try_send("one".to_owned()).unwrap();
    let error = tx.try_send("two".to_owned()).unwrap_err();
    assert!(error.is_full());
    assert_eq!(error.into_inner(), "two");
    drop(rx);
    let error: SendError<_> = now(tx.send("three".to_owned())).unwrap_err();
    assert_eq!(error.as_inner(), "three");
    let error = TrySendError::from(error);
    assert!(error.is_disconnected());
    assert_eq!(error.as_inner(), "three");
    let (tx, rx) = mpmc::unbounded::<u8>();
    let mut errors = vec![rx.try_recv().unwrap_err()];
    drop(tx);
    errors.push(rx.try_recv().unwrap_err());
    errors.push(now(rx.recv()).unwrap_err().into());
    let expected = [
        TryRecvError::Empty,
        TryRecvError::Disconnected,
        TryRecvError::Disconnected,
    ];
    assert_eq!(errors, expected);
}

#[test]
fn everything_is_shown_without_its_messages() {
    /// Neither `Debug` nor `Clone` nor anything else.
    struct Plain;
    fn begins(value: &impl std::fmt::Debug, name: &str) {
        let text = format!("{value:?}");
        assert!(text.starts_with(name), "{text}");
    }
    let (tx, rx) = mpmc::bounded::<Plain>(3);
    begins(&tx, "Sender(");
    begins(&tx.downgrade(), "WeakSender(");
    begins(&rx, "Receiver(");
    begins(&rx.recv(), "Recv");
    begins(&rx.clone().recv_owned(), "RecvOwned");
    begins(&rx.recv_many(&mut Vec::new(), 1), "RecvMany");
    begins(&tx.send(Plain), "Send");
    begins(&tx.send_from(&mut Some(Plain)), "SendFrom");
    begins(&tx.reserve(), "Reserve");
    begins(&tx.clone().reserve_owned(), "ReserveOwned");
    begins(&tx.try_reserve().unwrap(), "Permit(");
    let owned = now(tx.clone().reserve_owned()).unwrap();
    begins(&owned, "OwnedPermit(Some(Sender(");
    let (tx, rx) = mpmc::unbounded::<Plain>();
    begins(&tx, "Sender(");
    begins(&rx, "Receiver(");
    begins(&rx.recv(), "Recv");
}
