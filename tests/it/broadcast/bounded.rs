//! The form that loses nothing: who waits, for whom, and in which order.

use std::{
    cell::Cell,
    rc::Rc,
    sync::{Arc, Mutex},
    thread,
};

use mea::{
    blocking::block_on,
    broadcast::{
        BoundedReceiver, BoundedSender, RecvError, SendError, TryRecvError, TrySendError, bounded,
    },
};

use super::message::{Kind, Message};
use crate::support::{Hooks, Task, forget, now, panics, poll_and_drop};

fn all(receiver: &mut BoundedReceiver<u32>) -> Vec<u32> {
    std::iter::from_fn(|| receiver.try_recv().ok()).collect()
}

/// A channel that is full of `0`.
fn full(capacity: usize) -> (BoundedSender<u32>, BoundedReceiver<u32>) {
    let (sender, receiver) = bounded(capacity);
    while sender.try_send(0).is_ok() {}
    assert_eq!(sender.len(), capacity);
    assert!(!sender.is_empty());
    (sender, receiver)
}

#[test]
fn every_receiver_gets_every_message_in_order() {
    let (sender, mut one) = bounded(4);
    let mut two = sender.subscribe();
    for n in 0..4 {
        now(sender.clone().send(n)).unwrap();
    }
    assert_eq!(all(&mut one), [0, 1, 2, 3]);
    assert_eq!(
        sender.try_send(4),
        Err(TrySendError::Full(4)),
        "two is behind"
    );
    assert_eq!(two.try_recv(), Ok(0));
    sender.try_send(4).unwrap();
    assert_eq!(all(&mut two), [1, 2, 3, 4]);
    assert_eq!(all(&mut one), [4]);
    assert_eq!(one.try_recv(), Err(TryRecvError::Empty));
}

#[test]
fn a_completed_send_is_never_empty() {
    let (sender, mut receiver) = bounded(1);
    for n in 0..100 {
        now(sender.send(n)).unwrap();
        assert_eq!(receiver.try_recv(), Ok(n));
    }
}

#[test]
fn it_has_room_for_exactly_as_many_as_are_asked_for() {
    for capacity in 1..20 {
        let (sender, receiver) = full(capacity);
        assert_eq!((sender.capacity(), receiver.len()), (capacity, capacity));
    }
    assert!(panics(|| bounded::<u8>(0)).contains("room for 1 to "));
    panics(|| bounded::<u64>(usize::MAX));
}

#[test]
fn room_goes_to_the_first_in_line() {
    let (sender, mut receiver) = full(2);
    let mut tasks: Vec<_> = (1..=3).map(|n| Task::waiting(sender.send(n))).collect();
    assert_eq!(receiver.try_recv(), Ok(0));
    assert!(tasks[0].woken() && !tasks[1].woken());
    // It has the room, polled or not.
    assert_eq!(sender.try_send(9), Err(TrySendError::Full(9)));
    assert!(poll_and_drop(sender.send(9)).is_pending());
    assert_eq!(receiver.try_recv(), Ok(0));
    assert!(tasks[1].woken() && !tasks[2].woken());
    assert_eq!(tasks[1].ready(), Ok(()));
    assert_eq!(tasks[0].ready(), Ok(()));
    assert_eq!(
        receiver.try_recv(),
        Ok(2),
        "in the order in which they sent"
    );
    assert_eq!(tasks[2].ready(), Ok(()));
    assert_eq!(all(&mut receiver), [1, 3]);
}

#[test]
fn a_send_that_is_dropped_passes_its_room_on() {
    let (sender, mut receiver) = full(1);
    let mut tasks: Vec<_> = (1..=4).map(|n| Task::waiting(sender.send(n))).collect();
    drop(tasks.remove(1)); // 2, in line
    assert_eq!(receiver.try_recv(), Ok(0));
    assert!(tasks[0].woken());
    drop(tasks.remove(0)); // 1, with room
    assert!(tasks[0].woken() && !tasks[1].woken());
    assert_eq!(tasks[0].ready(), Ok(()));
    drop(tasks.remove(1)); // 4
    assert_eq!(all(&mut receiver), [3]);
    // Nobody is in line: the room is free.
    let (sender, mut receiver) = full(1);
    let task = Task::waiting(sender.send(1));
    assert_eq!(receiver.try_recv(), Ok(0));
    drop(task);
    assert_eq!(sender.try_send(2), Ok(()));
}

#[test]
fn a_send_that_is_forgotten_blocks_no_more_than_its_room() {
    let (sender, mut receiver) = full(2);
    let sender = crate::support::leak(sender);
    forget(Task::waiting(sender.send(1)));
    let mut task = Task::waiting(sender.send(2));
    assert_eq!(receiver.try_recv(), Ok(0));
    assert!(!task.woken());
    assert_eq!(receiver.try_recv(), Ok(0));
    assert_eq!(task.ready(), Ok(()));
    for n in 3..10 {
        assert_eq!(all(&mut receiver), [n - 1]);
        sender.try_send(n).unwrap();
    }
}

/// Dropped behind, it frees the room of all that it held; more waits than are woken at a time.
#[test]
fn a_receiver_that_is_dropped_behind_frees_its_room() {
    const SENDERS: u32 = 100;
    let (sender, slow) = full(SENDERS as usize);
    let mut fast = slow.clone();
    assert_eq!(all(&mut fast).len(), SENDERS as usize);
    let mut tasks: Vec<_> = (0..SENDERS)
        .map(|n| Task::waiting(sender.send(n)))
        .collect();
    drop(slow);
    for task in &mut tasks {
        assert!(task.woken());
        assert_eq!(task.ready(), Ok(()));
    }
    assert_eq!(sender.try_send(0), Err(TrySendError::Full(0)));
    assert!(all(&mut fast).into_iter().eq(0..SENDERS));
}

#[test]
fn without_receivers_a_message_is_handed_back() {
    let (sender, receiver) = bounded(1);
    drop(receiver);
    assert_eq!(sender.try_send(1), Err(TrySendError::Disconnected(1)));
    let error: SendError<u32> = now(sender.send(2)).unwrap_err();
    assert_eq!(error.into_inner(), 2);
    let mut slot = Some(3);
    assert!(now(sender.send_from(&mut slot)).is_err());
    assert_eq!(slot, Some(3));
    let mut receiver = sender.subscribe();
    now(sender.send(4)).unwrap();
    assert_eq!(all(&mut receiver), [4]);
}

/// Those in line, and those that had been given room, too; whoever subscribes by then.
#[test]
fn the_last_receiver_sends_all_home() {
    for subscribed in [false, true] {
        let (sender, mut receiver) = full(1);
        let mut tasks: Vec<_> = (1..=40).map(|n| Task::waiting(sender.send(n))).collect();
        assert_eq!(receiver.try_recv(), Ok(0));
        assert!(tasks[0].woken());
        drop(receiver);
        let new = subscribed.then(|| sender.subscribe());
        if subscribed {
            // Nothing is reserved for those.
            sender.try_send(77).unwrap();
        }
        // Dropped, or told.
        drop(tasks.remove(0));
        drop(tasks.remove(5));
        for task in &mut tasks {
            assert!(task.woken());
            assert!(task.ready().is_err());
        }
        if let Some(mut new) = new {
            assert_eq!(sender.try_send(78), Err(TrySendError::Full(78)));
            assert_eq!(all(&mut new), [77]);
            let mut task = Task::new(sender.send(79));
            assert_eq!(task.ready(), Ok(()));
        }
    }
}

#[test]
fn a_message_stays_in_the_slot_until_it_is_sent() {
    let (sender, mut receiver) = full(1);
    let mut slot = Some(1);
    assert!(poll_and_drop(sender.send_from(&mut slot)).is_pending());
    assert_eq!(slot, Some(1));
    let task = Task::waiting(sender.send_from(&mut slot));
    assert_eq!(receiver.try_recv(), Ok(0));
    drop(task); // with room
    assert_eq!(slot, Some(1));
    now(sender.send_from(&mut slot)).unwrap();
    assert_eq!(slot, None);
    assert_eq!(all(&mut receiver), [1]);
    assert!(panics(|| drop(sender.send_from(&mut slot))).contains("no message"));
}

#[test]
fn a_new_receiver_begins_with_the_next_message() {
    let (sender, mut first) = bounded(4);
    sender.try_send(1).unwrap();
    let mut subscribed = sender.subscribe();
    let mut resubscribed = first.resubscribe();
    let mut cloned = first.clone();
    sender.try_send(2).unwrap();
    assert_eq!(all(&mut first), [1, 2]);
    assert_eq!(all(&mut cloned), [1, 2]);
    assert_eq!(all(&mut subscribed), [2]);
    assert_eq!(all(&mut resubscribed), [2]);
}

#[test]
fn the_last_sender_wakes_all() {
    let (sender, mut one) = bounded::<u32>(1);
    let mut two = one.clone();
    sender.try_send(1).unwrap();
    assert_eq!((one.try_recv(), two.try_recv()), (Ok(1), Ok(1)));
    let (mut one, mut two) = (Task::waiting(one.recv()), Task::waiting(two.recv()));
    drop(sender);
    assert!(one.woken() && two.woken());
    assert_eq!(one.ready(), Err(RecvError::Disconnected));
    assert_eq!(two.ready(), Err(RecvError::Disconnected));
}

/// The others go while the last one still clones the message, so it is that one that makes room.
#[test]
fn a_sender_waits_for_the_last_clone_and_no_longer() {
    /// Whose clone drops a receiver.
    struct Closes(Rc<Cell<Option<BoundedReceiver<Closes>>>>);

    impl Clone for Closes {
        fn clone(&self) -> Self {
            drop(self.0.take());
            Self(self.0.clone())
        }
    }

    let (sender, mut receiver) = bounded(1);
    let other = Rc::new(Cell::new(Some(receiver.clone())));
    sender.try_send(Closes(other.clone())).ok().unwrap();
    let mut send = Task::waiting(sender.send(Closes(other)));
    assert!(receiver.try_recv().is_ok());
    assert_eq!(sender.receiver_count(), 1);
    assert!(send.woken());
    assert!(send.ready().is_ok());
}

#[test]
fn what_was_sent_before_the_last_sender_went_is_received() {
    let (sender, mut receiver) = bounded(1);
    sender.try_send(1).unwrap();
    assert!(!receiver.is_closed());
    drop(sender);
    assert!(receiver.is_closed() && !receiver.is_empty());
    assert_eq!(now(receiver.recv()), Ok(1));
    assert_eq!(now(receiver.recv()), Err(RecvError::Disconnected));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
}

#[test]
fn a_message_wakes_all_who_wait() {
    let (sender, mut one) = bounded(4);
    let mut two = one.clone();
    let (mut one, mut two) = (Task::waiting(one.recv()), Task::waiting(two.recv()));
    sender.try_send(1).unwrap();
    sender.try_send(2).unwrap();
    assert!(one.woken() && two.woken());
    assert_eq!((one.ready(), two.ready()), (Ok(1), Ok(1)));
}

#[test]
fn a_wait_that_is_dropped_has_received_nothing() {
    let (sender, mut receiver) = bounded(2);
    let task = Task::waiting(receiver.recv());
    sender.try_send(1).unwrap();
    assert!(task.woken());
    drop(task);
    assert_eq!(all(&mut receiver), [1]);
}

#[test]
fn messages_are_cloned_for_all_but_the_last() {
    let kind = Kind::default();
    let (sender, mut one) = bounded(2);
    let mut two = one.clone();
    now(sender.send(kind.message(1))).unwrap();
    drop(one.try_recv().unwrap());
    drop(now(two.recv()).unwrap());
    assert_eq!((kind.clones(), kind.alive(), sender.len()), (1, 0, 0));
    // Those that are not received, and those that are not sent.
    now(sender.send(kind.message(2))).unwrap();
    now(sender.send(kind.message(3))).unwrap();
    let task = Task::waiting(sender.send(kind.message(4)));
    assert_eq!(kind.alive(), 3);
    drop(task);
    drop(one);
    assert_eq!(kind.alive(), 2);
    drop(two);
    assert_eq!(kind.alive(), 0);
}

#[test]
fn a_clone_that_panics_frees_its_room() {
    let kind = Kind::default();
    let (sender, mut one) = bounded(1);
    let mut two = one.clone();
    now(sender.send(kind.message(1))).unwrap();
    kind.on_clone(|| panic!("clone"));
    assert_eq!(panics(|| one.try_recv().is_ok()), "clone");
    kind.disarm();
    let mut task = Task::waiting(sender.send(kind.message(2)));
    assert_eq!(two.try_recv().unwrap().n, 1);
    assert!(task.ready().is_ok());
    drop(task);
    assert_eq!(one.try_recv().unwrap().n, 2);
    assert_eq!(two.try_recv().unwrap().n, 2);
    assert_eq!(kind.alive(), 0);
}

#[test]
fn a_drop_that_panics_loses_nothing_else() {
    let kind = Kind::default();
    let (sender, receiver) = bounded(2);
    let mut other = receiver.resubscribe();
    now(sender.send(kind.message(1))).unwrap();
    now(sender.send(kind.message(2))).unwrap();
    assert_eq!(other.try_recv().unwrap().n, 1);
    assert_eq!(other.try_recv().unwrap().n, 2);
    let mut tasks: Vec<_> = (3..=4)
        .map(|n| Task::waiting(sender.send(kind.message(n))))
        .collect();
    let first = std::sync::atomic::AtomicBool::new(true);
    kind.on_drop(move || {
        assert!(
            !first.swap(false, std::sync::atomic::Ordering::SeqCst),
            "drop"
        );
    });
    assert_eq!(panics(|| drop(receiver)), "drop");
    kind.disarm();
    for task in &mut tasks {
        assert!(task.woken() && task.ready().is_ok());
    }
    assert_eq!(other.try_recv().unwrap().n, 3);
    assert_eq!(other.try_recv().unwrap().n, 4);
    assert_eq!(kind.alive(), 0);
}

/// The clone makes room by itself, fills it, and sends somebody home.
#[test]
fn a_clone_uses_the_channel() {
    let kind = Kind::default();
    let (sender, mut one) = bounded::<Message>(1);
    let two = Arc::new(Mutex::new(Some(one.clone())));
    let again = Mutex::new(Some((sender.clone(), two.clone())));
    let inner = kind.clone();
    kind.on_clone(move || {
        let taken = again.lock().unwrap().take();
        if let Some((sender, two)) = taken {
            assert!(sender.try_send(inner.message(9)).is_err());
            let mut two = two.lock().unwrap().take().unwrap();
            assert_eq!(two.try_recv().unwrap().n, 1);
            drop(two);
            assert!(
                sender.try_send(inner.message(9)).is_err(),
                "this one is not done"
            );
            let new = sender.subscribe();
            assert_eq!((sender.receiver_count(), new.len()), (2, 0));
        }
    });
    now(sender.send(kind.message(1))).unwrap();
    assert_eq!(one.try_recv().unwrap().n, 1);
    kind.disarm();
    now(sender.send(kind.message(2))).unwrap();
    assert_eq!(one.try_recv().unwrap().n, 2);
    assert_eq!(kind.alive(), 0);
}

#[test]
fn wakers_that_panic_keep_nobody_waiting() {
    let (sender, slow) = full(2);
    let mut fast = slow.clone();
    all(&mut fast);
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut first = Task::new(sender.send(1));
    assert!(hooks.with(|waker| first.poll_with(waker)).is_pending());
    let mut second = Task::waiting(sender.send(2));
    assert_eq!(panics(|| drop(slow)), "wake");
    assert!(second.woken());
    assert_eq!((first.ready(), second.ready()), (Ok(()), Ok(())));
    assert_eq!(all(&mut fast), [1, 2]);
}

/// More than are woken in one batch.
#[test]
fn a_waker_that_panics_keeps_none_of_many_waiting() {
    const MANY: u32 = 100;
    let (sender, slow) = full(MANY as usize);
    let mut fast = slow.clone();
    all(&mut fast);
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut first = Task::new(sender.send(0));
    assert!(hooks.with(|waker| first.poll_with(waker)).is_pending());
    let mut others: Vec<_> = (1..MANY).map(|n| Task::waiting(sender.send(n))).collect();
    assert_eq!(panics(|| drop(slow)), "wake");
    assert!(others.iter().all(|task| task.woken()));
    assert_eq!(first.ready(), Ok(()));
    assert!(others.iter_mut().all(|task| task.ready() == Ok(())));
    assert!(all(&mut fast).into_iter().eq(0..MANY));
}

#[test]
fn a_waker_uses_the_channel() {
    let (sender, receiver) = full(1);
    let again = sender.clone();
    let hooks = Hooks::new().on_wake(move || {
        assert_eq!(again.try_send(9), Err(TrySendError::Full(9)), "reserved");
        drop(again.subscribe());
    });
    let mut receiver = receiver;
    let mut task = Task::new(sender.send(1));
    assert!(hooks.with(|waker| task.poll_with(waker)).is_pending());
    assert_eq!(receiver.try_recv(), Ok(0));
    assert_eq!((hooks.wakes(), task.ready()), (1, Ok(())));
    hooks.disarm();
}

#[test]
fn any_value_on_one_thread() {
    let (sender, mut one) = bounded(2);
    let value = Rc::new(Cell::new(1));
    sender.try_send(value.clone()).unwrap();
    one.try_recv().unwrap().set(2);
    sender.try_send(value.clone()).unwrap();
    drop((sender, one));
    assert_eq!((Rc::strong_count(&value), value.get()), (1, 2));
    let (sender, mut receiver) = bounded(1);
    sender.try_send(()).unwrap();
    assert_eq!(receiver.try_recv(), Ok(()));
}

#[test]
fn numbers_and_names() {
    let (sender, mut receiver) = bounded::<u32>(3);
    assert!(sender.is_empty() && receiver.is_empty());
    sender.try_send(1).unwrap();
    let other = receiver.clone();
    assert_eq!(
        (sender.len(), receiver.len(), sender.receiver_count()),
        (1, 1, 2)
    );
    drop(other);
    assert!(sender.same_channel(&sender.clone()));
    assert!(!sender.same_channel(&bounded(3).0));
    assert_eq!(
        format!("{sender:?} {receiver:?}"),
        "BoundedSender { len: 1, capacity: 3, .. } \
         BoundedReceiver { len: 1, is_closed: false, .. }"
    );
    let mut slot = Some(1);
    assert_eq!(
        format!(
            "{:?} {:?} {:?}",
            sender.send(1),
            sender.send_from(&mut slot),
            receiver.recv()
        ),
        "BoundedSend { .. } BoundedSendFrom { .. } BoundedRecv { .. }"
    );
}

/// Threads that wait for one another; all see one order, and nothing is lost.
#[test]
fn publication_is_in_sequence() {
    const SENDERS: u32 = 3;
    const MESSAGES: u32 = 1_000;
    let (sender, first) = bounded(2);
    let receivers: Vec<_> = (0..3).map(|_| first.clone()).collect();
    drop(first);
    let senders: Vec<_> = (0..SENDERS)
        .map(|id| {
            let sender = sender.clone();
            thread::spawn(move || {
                (0..MESSAGES).for_each(|n| block_on(sender.send((id, n))).unwrap());
            })
        })
        .collect();
    drop(sender);
    let receivers: Vec<_> = receivers
        .into_iter()
        .map(|mut receiver| {
            thread::spawn(move || {
                std::iter::from_fn(|| block_on(receiver.recv()).ok()).collect::<Vec<_>>()
            })
        })
        .collect();
    senders
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
    let received: Vec<_> = receivers
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect();
    assert_eq!(received[0].len(), (SENDERS * MESSAGES) as usize);
    assert!(received.iter().all(|order| *order == received[0]));
    for id in 0..SENDERS {
        let of_one = received[0].iter().filter(|message| message.0 == id);
        assert!(of_one.map(|message| message.1).eq(0..MESSAGES));
    }
}
