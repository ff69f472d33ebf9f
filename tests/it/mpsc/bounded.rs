//! The channel with limited room: places, permits, and what they are when it is closed.

use std::{sync::Barrier, thread};

use mea::mpsc::{self, RecvError, TryRecvError, TrySendError};

use crate::support::{Source, Task, now, panics};

#[test]
fn as_many_as_was_said_can_be_sent() {
    for capacity in [1, 2, 8, 61, 62, 63, 200] {
        let (tx, mut rx) = mpsc::bounded(capacity);
        assert_eq!((tx.capacity(), rx.capacity()), (capacity, capacity));
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
            assert_eq!(tx.available_capacity(), 0);
            for number in 0..capacity {
                assert_eq!(rx.try_recv(), Ok(number));
            }
            assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
        }
    }
}

#[test]
fn ten_thousand_messages_wait_across_blocks() {
    let (tx, mut rx) = mpsc::bounded(10_000);
    for number in 0..10_000 {
        tx.try_send(number).unwrap();
    }
    assert!(tx.try_send(0).is_err_and(|error| error.is_full()));
    drop(tx);
    for number in 0..10_000 {
        assert_eq!(now(rx.recv()), Ok(number));
    }
    assert_eq!(now(rx.recv()), Err(RecvError::Disconnected));
}

#[test]
fn a_capacity_is_from_one_to_half_of_all_numbers() {
    let most = usize::MAX / 2;
    for wrong in [0, most + 1, usize::MAX] {
        let message = panics(|| drop(mpsc::bounded::<u8>(wrong)));
        assert!(message.contains(&format!("not for {wrong}")), "{message}");
    }
    for capacity in [1, most] {
        let (tx, mut rx) = mpsc::bounded(capacity);
        assert_eq!(tx.capacity(), capacity);
        tx.try_send(1).unwrap();
        assert_eq!(tx.available_capacity(), capacity - 1);
        rx.close();
        assert_eq!(rx.try_recv(), Ok(1));
        assert_eq!(tx.available_capacity(), 0);
        assert!(now(tx.send(1)).is_err());
    }
}

/// Whoever waits takes the place of what is received, however it is received.
#[test]
fn a_message_that_is_received_makes_room_for_one() {
    let (tx, mut rx) = mpsc::bounded(1);
    tx.try_send(0).unwrap();
    for number in 1..200 {
        let mut send = Task::waiting(tx.send(number));
        let mut next = Task::waiting(tx.send(0));
        assert_eq!(tx.try_send(0), Err(TrySendError::Full(0)));
        assert_eq!(
            match number % 3 {
                0 => rx.try_recv().ok(),
                1 => now(rx.recv()).ok(),
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
fn a_permit_is_a_place() {
    let (tx, mut rx) = mpsc::bounded(2);
    let borrowed = tx.try_reserve().unwrap();
    let owned = now(tx.clone().reserve_owned()).unwrap();
    assert_eq!(tx.available_capacity(), 0);
    assert_eq!((rx.len(), rx.is_empty()), (0, true), "nothing is sent yet");
    assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
    assert_eq!(tx.try_send(0), Err(TrySendError::Full(0)));
    // In the order of sending, not of the places.
    owned.send(1).unwrap();
    borrowed.send(2).unwrap();
    assert_eq!((rx.try_recv(), rx.try_recv()), (Ok(1), Ok(2)));
    assert_eq!(tx.available_capacity(), 2);
    assert_eq!(tx.sender_count(), 1, "the sender went with its permit");
}

#[test]
fn a_permit_that_is_dropped_goes_to_the_next() {
    let (tx, mut rx) = mpsc::bounded(1);
    let permit = now(tx.reserve()).unwrap();
    let mut reserve = Task::waiting(tx.reserve());
    let mut owned = Task::waiting(tx.clone().reserve_owned());
    let mut send = Task::waiting(tx.send(1));
    drop(permit);
    assert!(reserve.woken() && !owned.woken());
    drop(reserve.ready().unwrap());
    assert!(owned.woken() && !send.woken());
    let sender = owned.ready().unwrap().release();
    assert!(sender.same_channel(&tx));
    assert_eq!(tx.sender_count(), 2);
    assert!(send.woken());
    send.ready().unwrap();
    assert_eq!(rx.try_recv(), Ok(1));
    assert_eq!(tx.available_capacity(), 1);
    drop(now(sender.reserve_owned()).unwrap());
    assert_eq!((tx.available_capacity(), tx.sender_count()), (1, 1));
}

/// A permit is a sender, too: the channel is not over as long as there is one.
#[test]
fn an_owned_permit_keeps_the_channel_from_ending() {
    let (tx, mut rx) = mpsc::bounded(1);
    let permit = now(tx.reserve_owned()).unwrap();
    let mut recv = Task::waiting(rx.recv());
    permit.send(1).unwrap();
    assert!(recv.woken());
    assert_eq!(recv.ready(), Ok(1));
    drop(recv);
    assert_eq!(now(rx.recv()), Err(RecvError::Disconnected));

    let (tx, mut rx) = mpsc::bounded::<u8>(1);
    let permit = now(tx.reserve_owned()).unwrap();
    let mut recv = Task::waiting(rx.recv());
    drop(permit);
    assert!(recv.woken());
    assert_eq!(recv.ready(), Err(RecvError::Disconnected));
}

#[test]
fn send_from_leaves_the_message_with_the_caller_until_it_is_sent() {
    let source = Source::default();
    let (tx, mut rx) = mpsc::bounded(1);
    let mut slot = Some(source.message(1));
    assert!(now(tx.send_from(&mut slot)).is_ok());
    assert!(slot.is_none());

    slot = Some(source.message(2));
    drop(Task::waiting(tx.send_from(&mut slot)));
    assert_eq!(slot.as_ref().map(|message| message.number), Some(2));

    // Given a place, and dropped.
    let send = Task::waiting(tx.send_from(&mut slot));
    assert_eq!(rx.try_recv().map(|message| message.number), Ok(1));
    assert!(send.woken());
    drop(send);
    assert_eq!(slot.as_ref().map(|message| message.number), Some(2));
    assert_eq!(tx.available_capacity(), 1);

    rx.close();
    assert!(now(tx.send_from(&mut slot)).is_err());
    assert_eq!(slot.as_ref().map(|message| message.number), Some(2));
    assert_eq!(source.drops(), 1);
    slot = None;
    assert!(panics(|| drop(tx.send_from(&mut slot))).contains("no message"));
}

#[test]
fn a_send_that_is_dropped_drops_its_message() {
    let source = Source::default();
    let (tx, mut rx) = mpsc::bounded(1);
    drop(tx.send(source.message(0)));
    assert_eq!(source.drops(), 1);
    assert!(tx.try_send(source.message(1)).is_ok());
    drop(Task::waiting(tx.send(source.message(2))));
    assert_eq!(source.drops(), 2);
    assert_eq!(rx.try_recv().map(|message| message.number), Ok(1));
    assert!(rx.is_empty());
    assert_eq!(tx.available_capacity(), 1);
}

/// What was given back by `recv_many` is room for as many.
#[test]
fn recv_many_makes_room_for_all_that_it_took() {
    let (tx, mut rx) = mpsc::bounded(4);
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

/// Room that the receiver made is found by whoever looks for it, also while another sender is at it.
#[test]
fn there_is_room_for_all_at_once() {
    const SENDERS: usize = 4;
    let (tx, mut rx) = mpsc::bounded(SENDERS);
    let start = Barrier::new(SENDERS);
    for _ in 0..200 {
        thread::scope(|scope| {
            for number in 0..SENDERS {
                let (tx, start) = (&tx, &start);
                scope.spawn(move || {
                    start.wait();
                    tx.try_send(number).unwrap();
                });
            }
        });
        assert_eq!(tx.available_capacity(), 0);
        for _ in 0..SENDERS {
            rx.try_recv().unwrap();
        }
        assert_eq!(tx.available_capacity(), SENDERS);
    }
}

/// Who waits for room needs one message to be received, whatever becomes of the receiver after that.
#[test]
fn each_place_goes_to_the_line_as_it_comes() {
    for capacity in [3, 64, 1000] {
        let (tx, mut rx) = mpsc::bounded(capacity);
        for number in 0..capacity {
            tx.try_send(number).unwrap();
        }
        let mut sends: Vec<_> = (0..3)
            .map(|n| Task::waiting(tx.send(capacity + n)))
            .collect();
        for at in 0..3 {
            assert_eq!(rx.try_recv(), Ok(at));
            let woken: Vec<_> = sends.iter().map(Task::woken).collect();
            assert_eq!(woken, [true, at >= 1, at >= 2]);
            assert_eq!(tx.try_send(0), Err(TrySendError::Full(0)));
        }
        for send in &mut sends {
            send.ready().unwrap();
        }
    }
}
