//! The channel with limited room: places, permits, and what makes room.

use mea::mpmc::{self, TryRecvError, TrySendError};

use crate::support::{Source, Task, now, panics};

#[test]
fn as_many_as_was_said_can_be_sent() {
    for capacity in [1, 2, 61, 62, 63, 200] {
        let (tx, rx) = mpmc::bounded(capacity);
        assert_eq!((tx.capacity(), rx.clone().capacity()), (capacity, capacity));
        for round in 0..3 {
            for number in 0..capacity {
                assert_eq!(tx.available_capacity(), capacity - number);
                if (number + round) % 2 == 0 {
                    tx.try_send(number).unwrap();
                } else {
                    now(tx.send(number)).unwrap();
                }
                assert_eq!(rx.len(), number + 1);
            }
            assert_eq!(tx.try_send(0), Err(TrySendError::Full(0)));
            assert!(matches!(tx.try_reserve(), Err(TrySendError::Full(()))));
            for number in 0..capacity {
                assert_eq!(rx.try_recv(), Ok(number));
            }
            assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
        }
    }
}

#[test]
fn a_capacity_is_from_one_to_half_of_all() {
    let most = usize::MAX / 2;
    for wrong in [0, most + 1, usize::MAX] {
        let message = panics(|| drop(mpmc::bounded::<u8>(wrong)));
        assert!(message.contains(&format!("not for {wrong}")), "{message}");
    }
    // Whatever is released at both ends, it is not too much.
    for closes in [false, true] {
        let (tx, rx) = mpmc::bounded(most);
        assert_eq!((tx.capacity(), tx.available_capacity()), (most, most));
        tx.try_send(1).unwrap();
        if closes {
            rx.close();
            assert!(now(tx.send(2)).is_err());
        }
        drop(tx);
        rx.close();
        assert_eq!(rx.try_recv(), Ok(1));
        assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
    }
}

/// Whoever waits takes the place of what is received, however it is received.
#[test]
fn a_message_that_is_received_makes_room_for_one() {
    let (tx, rx) = mpmc::bounded(1);
    tx.try_send(0).unwrap();
    for number in 1..200 {
        let mut send = Task::waiting(tx.send(number));
        let mut next = Task::waiting(tx.send(0));
        assert_eq!(tx.try_send(0), Err(TrySendError::Full(0)));
        assert_eq!(
            match number % 4 {
                0 => rx.try_recv().ok(),
                1 => now(rx.recv()).ok(),
                2 => now(rx.clone().recv_owned()).ok(),
                _ => {
                    let mut buffer = Vec::new();
                    assert_eq!(now(rx.recv_many(&mut buffer, 10)), 1);
                    buffer.pop()
                }
            },
            Some(number - 1)
        );
        assert!(send.woken() && !next.woken());
        // The place is that sender's, whoever comes now.
        assert_eq!(tx.try_send(0), Err(TrySendError::Full(0)));
        next.pending();
        send.ready().unwrap();
    }
}

#[test]
fn recv_many_makes_room_for_all_that_it_took() {
    let (tx, rx) = mpmc::bounded(4);
    for number in 0..4 {
        tx.try_send(number).unwrap();
    }
    let mut sends: Vec<_> = (4..8).map(|n| Task::waiting(tx.send(n))).collect();
    let mut buffer = vec![9];
    assert_eq!(now(rx.recv_many(&mut buffer, 3)), 3);
    assert_eq!(buffer, [9, 0, 1, 2]);
    let woken: Vec<_> = sends.iter().map(Task::woken).collect();
    assert_eq!(woken, [true, true, true, false]);
    for send in &mut sends[..3] {
        send.ready().unwrap();
    }
    assert_eq!(now(rx.recv_many(&mut buffer, 100)), 4);
    assert_eq!(buffer, [9, 0, 1, 2, 3, 4, 5, 6]);
    sends[3].ready().unwrap();
    assert_eq!(rx.try_recv(), Ok(7));
    assert_eq!(tx.available_capacity(), 4);
}

/// A place is kept until its message is received; a receiver that is given up has not received it.
#[test]
fn a_recv_that_is_dropped_makes_no_room() {
    let (tx, rx) = mpmc::bounded(1);
    let recv = Task::waiting(rx.recv());
    tx.try_send(1).unwrap();
    assert!(recv.woken());
    assert_eq!(tx.available_capacity(), 0);
    drop(recv);
    assert_eq!(tx.available_capacity(), 0);
    assert_eq!(rx.try_recv(), Ok(1));
    assert_eq!(tx.available_capacity(), 1);
}

#[test]
fn a_permit_is_a_place() {
    let (tx, rx) = mpmc::bounded(2);
    let borrowed = tx.try_reserve().unwrap();
    let owned = now(tx.clone().reserve_owned()).unwrap();
    assert_eq!(tx.available_capacity(), 0);
    assert_eq!((rx.len(), rx.is_empty()), (0, true), "nothing is sent yet");
    let mut recvs = [Task::waiting(rx.recv()), Task::waiting(rx.recv())];
    // In the order of sending, not of the places.
    owned.send(1).unwrap();
    assert!(recvs[0].woken() && !recvs[1].woken());
    borrowed.send(2).unwrap();
    assert_eq!(recvs[0].ready(), Ok(1));
    assert_eq!(recvs[1].ready(), Ok(2));
    assert_eq!((tx.available_capacity(), tx.sender_count()), (2, 1));

    let owned = now(tx.clone().reserve_owned()).unwrap();
    assert_eq!((tx.available_capacity(), tx.sender_count()), (1, 2));
    assert!(owned.release().same_channel(&tx));
    drop(now(tx.reserve()).unwrap());
    assert_eq!((tx.available_capacity(), tx.sender_count()), (2, 1));
}

#[test]
fn a_message_stays_with_its_sender_until_it_is_sent() {
    let source = Source::default();
    let (tx, rx) = mpmc::bounded(1);
    let mut slot = Some(source.message(1));
    assert!(now(tx.send_from(&mut slot)).is_ok());
    assert!(slot.is_none());
    slot = Some(source.message(2));
    drop(Task::waiting(tx.send_from(&mut slot)));
    assert_eq!(slot.as_ref().map(|message| message.number), Some(2));
    assert_eq!(source.drops(), 0);
    drop(Task::waiting(tx.send(source.message(3))));
    assert_eq!(source.drops(), 1, "it went with its future");
    rx.close();
    assert!(now(tx.send_from(&mut slot)).is_err());
    assert_eq!(slot.map(|message| message.number), Some(2));
    assert!(panics(|| drop(tx.send_from(&mut None))).contains("no message"));
}
