//! Those who wait, on both sides: their order, and those who do not wait to the end.

use mea::mpmc::{self, RecvError, TryRecvError, TrySendError};

use crate::support::{Task, forget, leak, now};

#[test]
fn receivers_are_served_first_come_first_served() {
    let (tx, rx) = mpmc::unbounded();
    let other = rx.clone();
    let mut recvs: Vec<_> = (0..20)
        .map(|i| Task::waiting(if i % 2 == 0 { rx.recv() } else { other.recv() }))
        .collect();
    for number in 0..recvs.len() {
        tx.send(number).unwrap();
        assert!(recvs[number].woken());
        assert!(recvs[number + 1..].iter().all(|recv| !recv.woken()));
        // Nobody overtakes, not even before the one whose turn it is was polled.
        assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
        assert_eq!(recvs[number].ready(), Ok(number));
    }
}

/// One who comes while others wait goes behind them, though there is a message by then.
#[test]
fn who_comes_later_waits_behind() {
    let (tx, rx) = mpmc::unbounded();
    let mut first = Task::waiting(rx.recv());
    let mut second = Task::waiting(rx.recv());
    tx.send(1).unwrap();
    let mut third = Task::waiting(rx.recv());
    assert_eq!(first.ready(), Ok(1));
    tx.send(2).unwrap();
    third.pending();
    assert_eq!(second.ready(), Ok(2));
    third.pending();
    tx.send(3).unwrap();
    assert_eq!(third.ready(), Ok(3));
}

/// The second send does not take the first one's wake-up for its own.
#[test]
fn two_wait_and_two_sends_before_either_is_polled_wake_both() {
    for backwards in [false, true] {
        let (tx, rx) = mpmc::unbounded();
        let mut recvs = [Task::waiting(rx.recv()), Task::waiting(rx.recv())];
        tx.send(1).unwrap();
        tx.send(2).unwrap();
        assert!(recvs.iter().all(Task::woken));
        if backwards {
            recvs.reverse();
        }
        // Messages are taken in order, whoever is polled first.
        for (number, recv) in [1, 2].into_iter().zip(&mut recvs) {
            assert_eq!(recv.ready(), Ok(number));
        }
    }
}

/// What it was woken for is the next one's: another one who waits, or whoever comes.
#[test]
fn a_recv_that_was_notified_and_is_dropped_hands_its_turn_on() {
    let (tx, rx) = mpmc::unbounded();
    let first = Task::waiting(rx.recv());
    let second = Task::waiting(rx.clone().recv_owned());
    let mut buffer = Vec::new();
    let third = Task::waiting(rx.recv_many(&mut buffer, 4));
    tx.send(1).unwrap();
    assert!(first.woken() && !second.woken());
    drop(first);
    assert!(second.woken() && !third.woken());
    drop(second);
    assert!(third.woken());
    let count = third.count.clone();
    drop(third);
    assert_eq!(count.kept(), 0);
    assert!(buffer.is_empty());
    assert_eq!(rx.receiver_count(), 1);
    assert_eq!(rx.try_recv(), Ok(1));
    assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
}

#[test]
fn a_recv_that_is_dropped_while_it_waits_is_forgotten() {
    for gone in 0..3 {
        let (tx, rx) = mpmc::unbounded();
        let mut recvs: Vec<_> = (0..3).map(|_| Task::waiting(rx.recv())).collect();
        let count = recvs.remove(gone).count.clone();
        assert_eq!(count.kept(), 0);
        for number in 0..3 {
            tx.send(number).unwrap();
        }
        assert_eq!(count.wakes(), 0);
        assert!(recvs.iter().all(Task::woken));
        for (number, recv) in recvs.iter_mut().enumerate() {
            assert_eq!(recv.ready(), Ok(number));
        }
        assert_eq!(rx.try_recv(), Ok(2));
    }
}

/// A receiver that is neither polled nor dropped keeps one message from the others, until it is clear
/// that nothing more will come.
#[test]
fn a_recv_that_is_forgotten_keeps_one_message() {
    for closed in [false, true] {
        let (tx, rx) = mpmc::unbounded();
        let rx = leak(rx);
        forget(Task::waiting(rx.recv()));
        let mut recv = Task::waiting(rx.recv());
        tx.send(1).unwrap();
        assert!(!recv.woken(), "that one is the first");
        tx.send(2).unwrap();
        assert!(recv.woken());
        assert_eq!(recv.ready(), Ok(1));
        assert_eq!((rx.try_recv(), rx.len()), (Err(TryRecvError::Empty), 1));
        if closed {
            rx.close();
        } else {
            drop(tx);
        }
        assert_eq!(rx.try_recv(), Ok(2));
        assert_eq!(now(rx.recv()), Err(RecvError::Disconnected));
    }
}

#[test]
fn senders_are_served_first_come_first_served() {
    let (tx, rx) = mpmc::bounded(1);
    let receivers = [rx.clone(), rx];
    tx.try_send(0).unwrap();
    let mut sends: Vec<_> = (1..20).map(|n| Task::waiting(tx.send(n))).collect();
    for i in 0..sends.len() {
        assert_eq!(receivers[i % 2].try_recv(), Ok(i));
        assert!(sends[i].woken());
        assert!(sends[i + 1..].iter().all(|send| !send.woken()));
        assert_eq!(tx.try_send(99), Err(TrySendError::Full(99)));
        sends[i].ready().unwrap();
    }
    assert_eq!(receivers[0].try_recv(), Ok(19));
}

/// One who was given a place, and is dropped before it takes it.
#[test]
fn a_place_that_was_given_is_passed_on() {
    let (tx, rx) = mpmc::bounded(1);
    tx.try_send(0).unwrap();
    let first = Task::waiting(tx.send(1));
    let second = Task::waiting(tx.reserve());
    let third = Task::waiting(tx.clone().reserve_owned());
    let mut slot = Some(4);
    let fourth = Task::waiting(tx.send_from(&mut slot));
    assert_eq!(rx.try_recv(), Ok(0));
    assert!(first.woken() && !second.woken());
    drop(first);
    assert!(second.woken() && !third.woken());
    drop(second);
    assert!(third.woken() && !fourth.woken());
    drop(third);
    assert!(fourth.woken());
    drop(fourth);
    assert_eq!(slot, Some(4));
    assert_eq!((tx.available_capacity(), tx.sender_count()), (1, 1));
    assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
}

/// Both sides at a time: permits take all places, so there is nothing to receive.
#[test]
fn senders_and_receivers_may_wait_at_the_same_time() {
    let (tx, rx) = mpmc::bounded(1);
    let permit = tx.try_reserve().unwrap();
    let mut send = Task::waiting(tx.send(2));
    let mut recvs = [Task::waiting(rx.recv()), Task::waiting(rx.recv())];
    permit.send(1).unwrap();
    assert!(recvs[0].woken() && !send.woken() && !recvs[1].woken());
    assert_eq!(recvs[0].ready(), Ok(1));
    assert!(send.woken());
    send.ready().unwrap();
    assert!(recvs[1].woken());
    assert_eq!(recvs[1].ready(), Ok(2));
}

/// More than a batch of wakers, and they leave from anywhere.
#[test]
fn many_wait_and_leave() {
    let (tx, rx) = mpmc::unbounded();
    let mut recvs: Vec<_> = (0..1_000).map(|_| Some(Task::waiting(rx.recv()))).collect();
    for (i, recv) in recvs.iter_mut().enumerate() {
        if i % 3 != 0 {
            *recv = None;
        }
    }
    for (number, recv) in recvs.iter_mut().flatten().enumerate() {
        tx.send(number).unwrap();
        assert!(recv.woken());
        assert_eq!(recv.ready(), Ok(number));
    }
    tx.send(0).unwrap();
    assert_eq!(rx.try_recv(), Ok(0));
}
