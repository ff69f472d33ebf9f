//! Channels that are closed by their receiver: what is there is received, what is not is handed back.

use std::task::{Context, Poll};

use mea::mpsc::{self, RecvError, TryRecvError, TrySendError};

use crate::support::{Count, Source, Task, now};

#[test]
fn what_is_there_is_received_and_nothing_more_is_sent() {
    // At every place in a block.
    for n in 0..150 {
        let source = Source::default();
        let (tx, mut rx) = mpsc::unbounded();
        for number in 0..n {
            assert!(tx.send(source.message(number)).is_ok());
        }
        rx.close();
        rx.close();
        assert!(rx.is_closed() && tx.is_closed());
        let error = tx.send(source.message(n)).unwrap_err();
        assert_eq!(error.as_inner().number, n);
        drop(error);
        assert_eq!(rx.len(), n);
        for number in 0..n {
            assert_eq!(now(rx.recv()).map(|m| m.number), Ok(number));
        }
        assert!(matches!(rx.try_recv(), Err(TryRecvError::Disconnected)));
        assert!(matches!(now(rx.recv()), Err(RecvError::Disconnected)));
        assert_eq!(source.drops(), n + 1);
    }
}

#[test]
fn those_who_wait_for_room_have_their_messages_back() {
    for dropped in [false, true] {
        let (tx, mut rx) = mpsc::bounded(1);
        tx.try_send(0).unwrap();
        // More than a batch of wakers.
        let mut sends: Vec<_> = (1..100).map(|n| Task::waiting(tx.send(n))).collect();
        let mut slot = Some(100);
        let mut from = Task::waiting(tx.send_from(&mut slot));
        let mut reserve = Task::waiting(tx.reserve());
        let mut owned = Task::waiting(tx.clone().reserve_owned());
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
        assert!(matches!(
            tx.try_reserve(),
            Err(TrySendError::Disconnected(()))
        ));
        assert_eq!(tx.try_send(2), Err(TrySendError::Disconnected(2)));
        assert_eq!(tx.available_capacity(), 0);
    }
}

/// The receiver does not wait for permits that are out: they are worth nothing any more.
#[test]
fn permits_that_are_out_do_not_hold_up_the_end() {
    let (tx, mut rx) = mpsc::bounded(3);
    let permit = tx.try_reserve().unwrap();
    let owned = now(tx.clone().reserve_owned()).unwrap();
    let spare = tx.try_reserve().unwrap();
    let count = Count::new();
    let waker = count.waker();
    let mut cx = Context::from_waker(&waker);
    assert!(rx.poll_recv(&mut cx).is_pending());
    rx.close();
    assert_eq!(count.wakes(), 1, "whoever waits hears of it");
    let end = Poll::Ready(Err(RecvError::Disconnected));
    assert_eq!(rx.poll_recv(&mut cx), end);
    assert_eq!(permit.send(1).unwrap_err().into_inner(), 1);
    assert_eq!(owned.send(2).unwrap_err().into_inner(), 2);
    assert_eq!(rx.poll_recv(&mut cx), end);
    drop(spare);
    drop(tx);
    assert_eq!(rx.poll_recv(&mut cx), end);
    assert_eq!((count.wakes(), count.kept()), (1, 1));
}

#[test]
fn close_after_the_senders_are_gone() {
    let (tx, mut rx) = mpsc::unbounded();
    tx.send(1).unwrap();
    drop(tx);
    rx.close();
    assert!(rx.is_closed());
    assert_eq!(rx.try_recv(), Ok(1));
    assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));

    let (tx, mut rx) = mpsc::unbounded::<u8>();
    drop(tx);
    rx.close();
    assert_eq!(now(rx.recv()), Err(RecvError::Disconnected));
    let (tx, mut rx) = mpsc::unbounded::<u8>();
    rx.close();
    drop(tx);
    assert_eq!(now(rx.recv()), Err(RecvError::Disconnected));
}

/// The messages of a receiver that is dropped are dropped at once, not when the senders go.
#[test]
fn a_receiver_that_is_dropped_drops_what_is_there() {
    for n in [0, 1, 61, 62, 63, 500] {
        let source = Source::default();
        let (tx, rx) = mpsc::unbounded();
        for number in 0..n {
            assert!(tx.send(source.message(number)).is_ok());
        }
        drop(rx);
        assert_eq!(source.drops(), n);
        assert!(tx.is_closed());
        drop(tx.send(source.message(n)));
        assert_eq!(source.drops(), n + 1);
    }
}

/// Every message is received, or dropped, or handed back: once.
#[test]
fn sends_against_the_end_of_the_receiver() {
    const SENDERS: usize = 3;
    for round in 0..200 {
        let source = Source::default();
        let (tx, mut rx) = mpsc::unbounded();
        let threads: Vec<_> = (0..SENDERS)
            .map(|_| {
                let (tx, source) = (tx.clone(), source.clone());
                std::thread::spawn(move || {
                    let mut sent = 0;
                    // Until it is closed.
                    while tx.send(source.message(sent)).is_ok() {
                        sent += 1;
                    }
                    sent
                })
            })
            .collect();
        let mut received = 0;
        while received < round {
            received += usize::from(rx.try_recv().is_ok());
        }
        if round % 2 == 0 {
            drop(rx);
        } else {
            rx.close();
            while rx.try_recv().is_ok() {
                received += 1;
            }
        }
        let sent: usize = threads.into_iter().map(|t| t.join().unwrap()).sum();
        if round % 2 == 1 {
            assert_eq!(received, sent);
        }
        assert_eq!(source.drops(), sent + SENDERS, "and one handed back each");
    }
}
