//! The lossy form: what is received, what is lost, and who is told.

use std::{cell::Cell, error::Error, rc::Rc, thread};

use mea::{
    blocking::block_on,
    broadcast::overflow::{self, Receiver, RecvError, Sender, TryRecvError, channel},
};

use super::message::Kind;
use crate::support::{Task, now, panics, poll_and_drop};

/// What is there at the moment.
fn all(receiver: &mut Receiver<u32>) -> Vec<Result<u32, TryRecvError>> {
    std::iter::from_fn(|| match receiver.try_recv() {
        Err(TryRecvError::Empty | TryRecvError::Disconnected) => None,
        received => Some(received),
    })
    .collect()
}

#[test]
fn every_receiver_gets_every_message_in_order() {
    let (sender, mut one) = channel(8);
    let mut two = sender.subscribe();
    let other = sender.clone();
    for n in 0..4 {
        sender.send(n);
        other.send(n + 10);
    }
    let expected: Vec<_> = [0, 10, 1, 11, 2, 12, 3, 13].map(Ok).into();
    assert_eq!(all(&mut one), expected);
    assert_eq!(all(&mut two), expected);
    assert_eq!(one.try_recv(), Err(TryRecvError::Empty));
}

#[test]
fn a_completed_send_is_never_empty() {
    let (sender, mut receiver) = channel(1);
    for n in 0..100 {
        sender.send(n);
        assert_eq!(receiver.try_recv(), Ok(n));
        sender.send(n);
        assert_eq!(now(receiver.recv()), Ok(n));
    }
}

#[test]
fn who_is_too_slow_is_told_how_much_it_has_lost() {
    for capacity in 1..6_u32 {
        for sent in 0..15_u32 {
            let (sender, mut receiver) = channel(capacity as usize);
            let mut awaiting = receiver.clone();
            (0..sent).for_each(|n| sender.send(n));
            let lost = sent.saturating_sub(capacity);
            assert_eq!(receiver.len(), (sent - lost) as usize);
            let expected: Vec<_> = (lost > 0)
                .then_some(Err(TryRecvError::Lagged(u64::from(lost))))
                .into_iter()
                .chain((lost..sent).map(Ok))
                .collect();
            assert_eq!(all(&mut receiver), expected);
            if lost > 0 {
                let error = RecvError::Lagged(u64::from(lost));
                assert_eq!(now(awaiting.recv()), Err(error));
            }
            if sent > 0 {
                assert_eq!(now(awaiting.recv()), Ok(lost));
            }
        }
    }
}

#[test]
fn lags_add_up() {
    let (sender, mut receiver) = channel(2);
    (0..5).for_each(|n| sender.send(n));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Lagged(3)));
    // Told, and overtaken again before it has received anything.
    (5..7).for_each(|n| sender.send(n));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Lagged(2)));
    assert_eq!(receiver.try_recv(), Ok(5));
    sender.send(7);
    assert_eq!(all(&mut receiver), [Ok(6), Ok(7)]);
}

#[test]
fn a_receiver_that_lags_is_dropped() {
    let kind = Kind::default();
    let (sender, slow) = channel(2);
    let mut fast = sender.subscribe();
    for n in 0..5 {
        sender.send(kind.message(n));
    }
    drop(slow);
    assert_eq!((sender.receiver_count(), sender.len()), (1, 2));
    assert_eq!(fast.try_recv().err(), Some(TryRecvError::Lagged(3)));
    assert_eq!(fast.try_recv().unwrap().n, 3);
    let other = fast.clone();
    drop(fast);
    assert_eq!((sender.len(), other.len(), kind.alive()), (1, 1, 1));
    drop(other);
    assert_eq!((sender.len(), kind.alive()), (0, 0));
}

#[test]
fn a_clone_of_a_receiver_that_lags_has_lost_the_same() {
    let (sender, mut receiver) = channel(2);
    (0..5).for_each(|n| sender.send(n));
    let mut clone = receiver.clone();
    for receiver in [&mut receiver, &mut clone] {
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Lagged(3)));
        assert_eq!(all(receiver), [Ok(3), Ok(4)]);
    }
}

#[test]
fn a_new_receiver_begins_with_the_next_message() {
    let (sender, mut first) = channel(4);
    sender.send(1);
    let mut subscribed = sender.subscribe();
    let mut resubscribed = first.resubscribe();
    let mut cloned = first.clone();
    sender.send(2);
    assert_eq!(all(&mut first), [Ok(1), Ok(2)]);
    assert_eq!(all(&mut cloned), [Ok(1), Ok(2)]);
    assert_eq!(all(&mut subscribed), [Ok(2)]);
    assert_eq!(all(&mut resubscribed), [Ok(2)]);
}

#[test]
fn without_receivers_messages_are_dropped_and_the_channel_goes_on() {
    let kind = Kind::default();
    let (sender, receiver) = channel(2);
    drop(receiver);
    assert_eq!(sender.receiver_count(), 0);
    sender.send(kind.message(1));
    assert_eq!((sender.len(), kind.alive()), (0, 0));
    let mut receiver = sender.subscribe();
    sender.send(kind.message(2));
    assert_eq!(receiver.try_recv().unwrap().n, 2);
}

#[test]
fn the_last_sender_wakes_all() {
    let (sender, mut one) = channel::<u32>(1);
    let mut two = one.clone();
    let other = sender.clone();
    let (mut one, mut two) = (Task::waiting(one.recv()), Task::waiting(two.recv()));
    drop(sender);
    assert!(!one.woken() && !two.woken());
    drop(other);
    assert!(one.woken() && two.woken());
    assert_eq!(one.ready(), Err(RecvError::Disconnected));
    assert_eq!(two.ready(), Err(RecvError::Disconnected));
}

#[test]
fn what_was_sent_before_the_last_sender_went_is_received() {
    for capacity in [1, 2] {
        let (sender, mut receiver) = channel(capacity);
        sender.send(1);
        sender.send(2);
        assert!(!receiver.is_closed());
        drop(sender);
        assert!(receiver.is_closed());
        if capacity == 1 {
            assert_eq!(now(receiver.recv()), Err(RecvError::Lagged(1)));
        } else {
            assert_eq!(now(receiver.recv()), Ok(1));
        }
        assert_eq!(receiver.try_recv(), Ok(2));
        for _ in 0..2 {
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
            assert_eq!(now(receiver.recv()), Err(RecvError::Disconnected));
        }
        // A new one finds the end at once.
        assert_eq!(
            now(receiver.resubscribe().recv()),
            Err(RecvError::Disconnected)
        );
    }
}

/// Two parked receivers, two messages before either is polled.
#[test]
fn a_message_wakes_all_who_wait() {
    let (sender, mut one) = channel(4);
    let mut two = one.clone();
    let (mut one, mut two) = (Task::waiting(one.recv()), Task::waiting(two.recv()));
    sender.send(1);
    sender.send(2);
    assert!(one.woken() && two.woken());
    assert_eq!((one.ready(), two.ready()), (Ok(1), Ok(1)));
}

#[test]
fn a_wait_that_is_overtaken_is_told() {
    let (sender, mut receiver) = channel(2);
    let mut task = Task::waiting(receiver.recv());
    (0..5).for_each(|n| sender.send(n));
    assert_eq!(task.ready(), Err(RecvError::Lagged(3)));
    drop(task);
    assert_eq!(all(&mut receiver), [Ok(3), Ok(4)]);
}

#[test]
fn a_wait_that_is_dropped_has_received_nothing() {
    let (sender, mut receiver) = channel(2);
    assert!(poll_and_drop(receiver.recv()).is_pending());
    let task = Task::waiting(receiver.recv());
    sender.send(1);
    assert!(task.woken());
    drop(task);
    assert_eq!(all(&mut receiver), [Ok(1)]);
}

/// One after the other, more waits than are woken at a time.
#[test]
fn a_hundred_wait() {
    let (sender, first) = channel(1);
    let mut receivers: Vec<_> = (0..100).map(|_| first.clone()).collect();
    drop(first);
    let mut tasks: Vec<_> = receivers
        .iter_mut()
        .map(|receiver| Task::waiting(receiver.recv()))
        .collect();
    sender.send(7);
    for task in &mut tasks {
        assert!(task.woken());
        assert_eq!(task.ready(), Ok(7));
    }
    drop(tasks);
    assert_eq!((sender.receiver_count(), sender.len()), (100, 0));
}

#[test]
fn the_last_one_to_receive_gets_the_message_itself() {
    let kind = Kind::default();
    let (sender, mut one) = channel(4);
    let mut two = one.clone();
    sender.send(kind.message(1));
    drop(one.try_recv().unwrap());
    assert_eq!((kind.clones(), sender.len()), (1, 1));
    drop(two.try_recv().unwrap());
    assert_eq!((kind.clones(), sender.len()), (1, 0));
    // Nobody else is behind, as it is gone.
    sender.send(kind.message(2));
    drop(one);
    drop(two.try_recv().unwrap());
    assert_eq!((kind.clones(), kind.alive()), (1, 0));
}

#[test]
fn messages_are_dropped_once() {
    let kind = Kind::default();
    let (sender, mut receiver) = channel(3);
    let behind = receiver.clone();
    for n in 0..10 {
        sender.send(kind.message(n));
        assert!(kind.alive() <= 3);
        if n % 4 == 3 {
            assert!(receiver.try_recv().is_err());
            assert!(receiver.try_recv().is_ok());
        }
    }
    assert_eq!(kind.alive(), 3);
    drop((receiver, sender));
    assert_eq!(kind.alive(), 3, "one can still receive them");
    drop(behind);
    assert_eq!(kind.alive(), 0);
}

#[test]
fn numbers_and_names() {
    let (sender, receiver) = channel::<u32>(3);
    let other = receiver.clone();
    assert!(sender.is_empty() && receiver.is_empty());
    sender.send(1);
    assert_eq!(
        (sender.capacity(), sender.len(), sender.receiver_count()),
        (3, 1, 2)
    );
    assert!(!sender.is_empty() && !receiver.is_empty());
    assert!(sender.same_channel(&sender.clone()));
    assert!(!sender.same_channel(&channel(3).0));
    let text = format!("{sender:?} {receiver:?}");
    assert_eq!(
        text,
        "Sender { len: 1, capacity: 3, .. } Receiver { len: 1, is_closed: false, .. }"
    );
    drop(other);
    let mut receiver = receiver;
    assert_eq!(format!("{:?}", receiver.recv()), "Recv { .. }");
}

#[test]
fn errors_say_what_it_is() {
    fn text(error: impl Error) -> String {
        error.to_string()
    }
    assert!(text(RecvError::Lagged(7)).contains("7 messages"));
    assert!(text(TryRecvError::Lagged(7)).contains("7 messages"));
    assert_eq!(
        text(RecvError::Disconnected),
        text(TryRecvError::Disconnected)
    );
    assert!(text(TryRecvError::Empty).contains("at the moment"));
    assert_eq!(
        TryRecvError::from(RecvError::Lagged(1)),
        TryRecvError::Lagged(1)
    );
    assert_eq!(
        TryRecvError::from(RecvError::Disconnected),
        TryRecvError::Disconnected
    );
}

#[test]
fn a_channel_has_room() {
    assert!(panics(|| channel::<u8>(0)).contains("room for 1 to "));
    panics(|| channel::<u64>(usize::MAX));
}

/// Values that cannot be shared, or sent, work on one thread.
#[test]
fn any_value_on_one_thread() {
    let (sender, mut one) = channel(2);
    let mut two = one.clone();
    let value = Rc::new(Cell::new(1));
    sender.send(value.clone());
    one.try_recv().unwrap().set(2);
    assert_eq!(two.try_recv().unwrap().get(), 2);
    drop((sender, one, two));
    assert_eq!(Rc::strong_count(&value), 1);
    // Nor do they need memory.
    let (sender, mut receiver) = channel(2);
    (0..3).for_each(|_| sender.send(()));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Lagged(1)));
    assert_eq!(receiver.try_recv(), Ok(()));
}

#[test]
fn endpoints_are_small() {
    assert_eq!(size_of::<Sender<[u8; 100]>>(), size_of::<usize>());
    assert_eq!(
        size_of::<Receiver<[u8; 100]>>(),
        size_of::<usize>() + size_of::<u64>()
    );
}

/// All receivers on their threads see the same order, with exact gaps.
#[test]
fn publication_is_in_sequence() {
    const SENDERS: u32 = 3;
    const MESSAGES: u32 = 2_000;
    let (sender, first) = channel((SENDERS * MESSAGES) as usize);
    let receivers: Vec<_> = (0..3).map(|_| first.clone()).collect();
    drop(first);
    let senders: Vec<_> = (0..SENDERS)
        .map(|id| {
            let sender = sender.clone();
            thread::spawn(move || (0..MESSAGES).for_each(|n| sender.send((id, n))))
        })
        .collect();
    drop(sender);
    let received: Vec<Vec<_>> = receivers
        .into_iter()
        .map(|mut receiver| {
            thread::spawn(move || {
                std::iter::from_fn(|| match block_on(receiver.recv()) {
                    Ok(message) => Some(message),
                    Err(error) => {
                        assert_eq!(error, overflow::RecvError::Disconnected);
                        None
                    }
                })
                .collect()
            })
        })
        .map(|thread: thread::JoinHandle<Vec<_>>| thread.join().unwrap())
        .collect();
    senders
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
    assert_eq!(received[0].len(), (SENDERS * MESSAGES) as usize);
    assert!(received.iter().all(|order| *order == received[0]));
    for id in 0..SENDERS {
        let of_one = received[0].iter().filter(|message| message.0 == id);
        assert!(of_one.map(|message| message.1).eq(0..MESSAGES));
    }
}
