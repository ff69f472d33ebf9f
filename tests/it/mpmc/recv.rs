//! The ways to receive: each message goes to one receiver.

use mea::mpmc::{self, RecvError, TryRecvError};

use crate::support::{Task, now, panics};

#[test]
fn messages_come_in_the_order_in_which_they_were_sent() {
    let (tx, rx) = mpmc::unbounded();
    let receivers = [rx.clone(), rx.clone(), rx];
    // Many blocks, at every fill level.
    let (mut sent, mut received) = (0, 0);
    for burst in 0..200 {
        for _ in 0..burst {
            tx.send(sent).unwrap();
            sent += 1;
        }
        assert_eq!(receivers[0].len(), sent - received);
        while received < sent - burst / 2 {
            let rx = &receivers[received % 3];
            let message = match received % 5 {
                0 => now(rx.recv()).unwrap(),
                1 => now(rx.clone().recv_owned()).unwrap(),
                2 => {
                    let mut one = Vec::new();
                    assert_eq!(now(rx.recv_many(&mut one, 1)), 1);
                    one[0]
                }
                _ => rx.try_recv().unwrap(),
            };
            assert_eq!(message, received);
            received += 1;
        }
    }
    drop(tx);
    let mut rest = Vec::new();
    assert_eq!(
        now(receivers[1].recv_many(&mut rest, usize::MAX)),
        sent - received
    );
    assert!(rest.into_iter().eq(received..sent));
    for rx in receivers {
        assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
    }
}

#[test]
fn a_recv_waits_and_is_woken_by_what_is_sent() {
    let (tx, rx) = mpmc::unbounded();
    // At every place in a block.
    for number in 0..300 {
        let mut recv = Task::waiting(rx.recv());
        tx.send(number).unwrap();
        assert!(recv.woken());
        assert_eq!(recv.ready(), Ok(number));
        let mut recv = Task::waiting(rx.clone().recv_owned());
        tx.send(number).unwrap();
        assert!(recv.woken());
        assert_eq!(recv.ready(), Ok(number));
        assert_eq!(recv.count.kept(), 0);
    }
    assert_eq!(rx.receiver_count(), 1, "each went with its future");
}

#[test]
fn recv_many_appends_as_many_as_are_there_for_nobody_else() {
    let (tx, rx) = mpmc::unbounded();
    let mut buffer = vec![-1];
    assert_eq!(now(rx.recv_many(&mut buffer, 0)), 0);
    // One that waits, and another one behind it.
    let mut many = Task::waiting(rx.recv_many(&mut buffer, 3));
    let mut other = Task::waiting(rx.recv());
    for number in 0..3 {
        tx.send(number).unwrap();
    }
    assert!(many.woken() && other.woken());
    assert_eq!(many.ready(), 2, "one of three is the other's");
    drop(many);
    assert_eq!(buffer, [-1, 0, 1]);
    assert_eq!(other.ready(), Ok(2));
    drop(other);
    for number in 2..300 {
        tx.send(number).unwrap();
    }
    assert_eq!(now(rx.recv_many(&mut buffer, 3)), 3);
    assert_eq!(now(rx.recv_many(&mut buffer, usize::MAX)), 295);
    assert!(buffer.iter().copied().eq(-1..300));
    assert!(rx.is_empty());
}

#[test]
fn recv_many_of_a_channel_that_is_over_leaves_the_buffer_as_it_is() {
    let (tx, rx) = mpmc::bounded(4);
    tx.try_send(1).unwrap();
    rx.close();
    let mut buffer = vec![0];
    assert_eq!(now(rx.recv_many(&mut buffer, 10)), 1);
    assert_eq!(now(rx.recv_many(&mut buffer, 10)), 0);
    assert_eq!(buffer, [0, 1]);

    let (tx, rx) = mpmc::unbounded();
    let mut recv = Task::waiting(rx.recv_many(&mut buffer, 10));
    drop(tx);
    assert!(recv.woken());
    assert_eq!(recv.ready(), 0);
    drop(recv);
    assert_eq!(buffer, [0, 1]);
}

#[test]
fn recv_many_of_nothing_does_not_wait() {
    let (_tx, rx) = mpmc::unbounded::<u8>();
    let mut buffer = Vec::new();
    let mut recv = Task::new(rx.recv_many(&mut buffer, 0));
    assert_eq!(recv.ready(), 0);
    recv.over();
    drop(recv);
    assert_eq!(buffer.capacity(), 0);
}

/// Neither the message that it has no room for is lost, nor the place of the one before it.
#[test]
fn recv_many_with_a_buffer_that_cannot_grow() {
    let (tx, rx) = mpmc::bounded(2);
    tx.try_send(()).unwrap();
    tx.try_send(()).unwrap();
    // As long as it can be, but for one.
    let mut buffer = Vec::from([(); usize::MAX]);
    buffer.pop();
    let message = panics(|| now(rx.recv_many(&mut buffer, 2)));
    assert_eq!(message, "capacity overflow");
    assert_eq!(buffer.len(), usize::MAX);
    assert_eq!((rx.len(), tx.available_capacity()), (1, 1));
    assert_eq!(rx.try_recv(), Ok(()));
    assert_eq!(tx.available_capacity(), 2);
}

#[test]
fn a_recv_that_is_ready_is_not_polled_again() {
    let (tx, rx) = mpmc::unbounded();
    for number in 0..3 {
        tx.send(number).unwrap();
    }
    let mut recv = Task::new(rx.recv());
    assert_eq!(recv.ready(), Ok(0));
    recv.over();
    let mut recv = Task::new(rx.clone().recv_owned());
    assert_eq!(recv.ready(), Ok(1));
    recv.over();
    assert_eq!(rx.len(), 1);
}

#[test]
fn len_and_is_empty_are_right_at_every_place_in_a_block() {
    let (tx, rx) = mpmc::unbounded();
    let other = rx.clone();
    for number in 0..500_u64 {
        assert_eq!((rx.len(), rx.is_empty()), (0, true));
        assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
        tx.send(number).unwrap();
        assert_eq!((other.len(), other.is_empty()), (1, false));
        tx.send(number).unwrap();
        assert_eq!((rx.len(), rx.is_empty()), (2, false));
        assert_eq!(rx.try_recv(), Ok(number));
        assert_eq!((rx.len(), rx.is_empty()), (1, false));
        assert_eq!(other.try_recv(), Ok(number));
    }
    // Also what somebody is about to take.
    let recv = Task::waiting(rx.recv());
    tx.send(0).unwrap();
    assert_eq!((rx.len(), rx.is_empty()), (1, false));
    drop(recv);
}

#[test]
fn the_end_comes_after_the_messages_for_every_receiver() {
    let (tx, rx) = mpmc::unbounded();
    let (second, other) = (tx.clone(), rx.clone());
    tx.send(1).unwrap();
    second.send(2).unwrap();
    drop(tx);
    assert!(!rx.is_closed());
    drop(second);
    assert!(rx.is_closed() && other.is_closed());
    assert_eq!(other.try_recv(), Ok(1));
    assert_eq!(now(rx.recv()), Ok(2));
    for rx in [rx.clone(), other, rx] {
        for _ in 0..3 {
            assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
            assert_eq!(now(rx.recv()), Err(RecvError::Disconnected));
            assert_eq!(now(rx.clone().recv_owned()), Err(RecvError::Disconnected));
        }
    }

    let (tx, rx) = mpmc::unbounded::<u8>();
    drop(tx);
    assert_eq!(now(rx.recv()), Err(RecvError::Disconnected));
    assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
}
