//! The end: by `close`, by the last sender, by the last receiver, in any order.

use mea::mpmc::{self, RecvError, TryRecvError, TrySendError};

use crate::support::{Source, Task, now};

#[test]
fn what_is_there_is_received_and_nothing_more_is_sent() {
    // At every place in a block.
    for n in 0..150 {
        let source = Source::default();
        let (tx, rx) = mpmc::unbounded();
        let other = rx.clone();
        for number in 0..n {
            assert!(tx.send(source.message(number)).is_ok());
        }
        rx.close();
        other.close();
        assert!(rx.is_closed() && other.is_closed() && tx.is_closed());
        let error = tx.send(source.message(n)).unwrap_err();
        assert_eq!(error.as_inner().number, n);
        drop(error);
        assert_eq!(rx.len(), n);
        for number in 0..n {
            let rx = if number % 2 == 0 { &rx } else { &other };
            assert_eq!(now(rx.recv()).map(|m| m.number), Ok(number));
        }
        for rx in [&rx, &other, &rx] {
            assert!(matches!(rx.try_recv(), Err(TryRecvError::Disconnected)));
            assert!(matches!(now(rx.recv()), Err(RecvError::Disconnected)));
        }
        assert_eq!(source.drops(), n + 1);
    }
}

/// Whatever comes first, all who wait for a message hear of it, once.
#[test]
fn all_receivers_that_wait_hear_of_the_end() {
    for closes in [[true, false], [false, true], [true, true], [false, false]] {
        let (tx, rx) = mpmc::unbounded::<u8>();
        let mut tx = Some(tx);
        // More than a batch of wakers.
        let mut recvs: Vec<_> = (0..100).map(|_| Task::waiting(rx.recv())).collect();
        let mut owned = Task::waiting(rx.clone().recv_owned());
        let mut buffer = Vec::new();
        let mut many = Task::waiting(rx.recv_many(&mut buffer, 2));
        for close in closes {
            if close {
                rx.close();
            } else {
                tx = None;
            }
        }
        assert!(recvs.iter().all(|recv| recv.count.wakes() == 1));
        assert!(owned.woken() && many.woken());
        for recv in &mut recvs {
            assert_eq!(recv.ready(), Err(RecvError::Disconnected));
        }
        assert_eq!(owned.ready(), Err(RecvError::Disconnected));
        assert_eq!(many.ready(), 0);
        drop(tx);
        // And those who come later, though nobody was told again.
        assert_eq!(now(rx.recv()), Err(RecvError::Disconnected));
    }
}

/// Those whose turn it is have their messages, the others the end.
#[test]
fn the_end_passes_by_those_who_were_given_a_message() {
    for closes in [false, true] {
        let (tx, rx) = mpmc::unbounded();
        let mut recvs: Vec<_> = (0..5).map(|_| Task::waiting(rx.recv())).collect();
        tx.send(0).unwrap();
        tx.send(1).unwrap();
        if closes {
            rx.close();
        } else {
            drop(tx);
        }
        assert!(recvs.iter().all(|recv| recv.count.wakes() == 1));
        let received: Vec<_> = recvs.iter_mut().map(|recv| recv.ready().ok()).collect();
        assert_eq!(received, [Some(0), Some(1), None, None, None]);
    }
}

#[test]
fn a_channel_may_be_closed_after_its_senders_are_gone() {
    for n in [0, 1, 100] {
        let (tx, rx) = mpmc::unbounded();
        for number in 0..n {
            tx.send(number).unwrap();
        }
        drop(tx);
        rx.close();
        rx.close();
        for number in 0..n {
            assert_eq!(rx.try_recv(), Ok(number));
        }
        assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
    }
}

/// The receivers do not wait for permits that are out: they are worth nothing any more.
#[test]
fn permits_that_are_out_do_not_hold_up_the_end() {
    let (tx, rx) = mpmc::bounded(3);
    let permit = tx.try_reserve().unwrap();
    let owned = now(tx.clone().reserve_owned()).unwrap();
    let spare = tx.try_reserve().unwrap();
    let mut recvs = [Task::waiting(rx.recv()), Task::waiting(rx.recv())];
    rx.clone().close();
    for recv in &mut recvs {
        assert!(recv.woken(), "whoever waits hears of it");
        assert_eq!(recv.ready(), Err(RecvError::Disconnected));
    }
    assert_eq!(permit.send(1).unwrap_err().into_inner(), 1);
    assert_eq!(owned.send(2).unwrap_err().into_inner(), 2);
    drop(spare);
    drop(tx);
    assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
}

#[test]
fn those_who_wait_for_room_have_their_messages_back() {
    for dropped in [false, true] {
        let (tx, rx) = mpmc::bounded(1);
        tx.try_send(0).unwrap();
        // More than a batch of wakers.
        let mut sends: Vec<_> = (1..100).map(|n| Task::waiting(tx.send(n))).collect();
        let mut slot = Some(100);
        let mut from = Task::waiting(tx.send_from(&mut slot));
        let mut reserve = Task::waiting(tx.reserve());
        let mut owned = Task::waiting(tx.clone().reserve_owned());
        // Not the last one.
        drop(rx.clone());
        assert!(!tx.is_closed() && !reserve.woken());
        if dropped {
            drop(rx);
        } else {
            rx.close();
            assert_eq!(rx.try_recv(), Ok(0));
            assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
        }
        assert!(sends.iter().all(Task::woken));
        assert!(from.woken() && reserve.woken() && owned.woken());
        for (i, send) in sends.iter_mut().enumerate() {
            assert_eq!(send.ready().unwrap_err().into_inner(), i + 1);
        }
        assert!(from.ready().is_err() && reserve.ready().is_err() && owned.ready().is_err());
        drop((from, owned));
        assert_eq!(slot, Some(100));
        assert_eq!(tx.sender_count(), 1);
        // And those who come later.
        assert_eq!(now(tx.send(1)).unwrap_err().into_inner(), 1);
        assert!(now(tx.reserve()).is_err());
        assert!(tx.try_reserve().is_err_and(|error| error.is_disconnected()));
        assert_eq!(tx.try_send(2), Err(TrySendError::Disconnected(2)));
        assert_eq!(tx.available_capacity(), 0);
    }
}

/// The messages are dropped with the last receiver, not when the senders go.
#[test]
fn the_last_receiver_that_is_dropped_drops_what_is_there() {
    for n in [0, 1, 61, 62, 63, 500] {
        let source = Source::default();
        let (tx, rx) = mpmc::unbounded();
        let other = rx.clone();
        for number in 0..n {
            assert!(tx.send(source.message(number)).is_ok());
        }
        drop(rx);
        assert_eq!(source.drops(), 0);
        assert!(!tx.is_closed());
        drop(other);
        assert_eq!(source.drops(), n);
        assert!(tx.is_closed());
        drop(tx.send(source.message(n)));
        assert_eq!(source.drops(), n + 1);
    }
}

/// A future that owns the last receiver is a receiver, and ends with its message.
#[test]
fn a_recv_owned_may_have_the_last_receiver() {
    let source = Source::default();
    let (tx, rx) = mpmc::unbounded();
    let mut recv = Task::waiting(rx.recv_owned());
    for number in 0..3 {
        assert!(tx.send(source.message(number)).is_ok());
    }
    let message = recv.ready().unwrap();
    drop(recv);
    assert_eq!(message.number, 0);
    assert_eq!(source.drops(), 2);
    assert!(tx.is_closed());

    // Given a message, and dropped.
    let source = Source::default();
    let (tx, rx) = mpmc::unbounded();
    let recv = Task::waiting(rx.recv_owned());
    assert!(tx.send(source.message(0)).is_ok());
    assert!(recv.woken());
    drop(recv);
    assert_eq!(source.drops(), 1);
    assert!(tx.is_closed());
}
