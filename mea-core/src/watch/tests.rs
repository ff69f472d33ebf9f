//! The channel against a plain model: random operations of senders and receivers, and snapshots that stay
//! what they are.

use core::{
    pin::pin,
    task::{Context, Poll, Waker},
};
use std::{sync::Arc, vec, vec::Vec};

use proptest::prelude::*;

use super::{Receiver, RecvError, Ref, Sender, channel};

/// A value that the model knows by its number; the `Arc` counts those that live.
#[derive(Clone, Debug)]
struct Value(u32, #[allow(dead_code)] Arc<()>);

/// The index of an end is taken modulo how many there are.
#[derive(Clone, Debug)]
enum Op {
    Send(usize),
    Replace(usize),
    Modify(usize),
    /// Changes the copy, but does not want it.
    Decline(usize),
    CloneSender(usize),
    DropSender(usize),
    Subscribe(usize),
    CloneReceiver(usize),
    DropReceiver(usize),
    Borrow(usize, bool),
    Update(usize, bool),
    MarkChanged(usize),
    MarkUnchanged(usize),
    Changed(usize),
    Recv(usize),
    WaitForEven(usize),
    DropSnapshots,
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let end = || 0..3_usize;
    let keep = any::<bool>;
    let op = prop_oneof![
        4 => end().prop_map(Op::Send),
        2 => end().prop_map(Op::Replace),
        2 => end().prop_map(Op::Modify),
        1 => end().prop_map(Op::Decline),
        1 => end().prop_map(Op::CloneSender),
        1 => end().prop_map(Op::DropSender),
        1 => end().prop_map(Op::Subscribe),
        1 => end().prop_map(Op::CloneReceiver),
        1 => end().prop_map(Op::DropReceiver),
        2 => (end(), keep()).prop_map(|(i, keep)| Op::Borrow(i, keep)),
        2 => (end(), keep()).prop_map(|(i, keep)| Op::Update(i, keep)),
        1 => end().prop_map(Op::MarkChanged),
        1 => end().prop_map(Op::MarkUnchanged),
        3 => end().prop_map(Op::Changed),
        2 => end().prop_map(Op::Recv),
        2 => end().prop_map(Op::WaitForEven),
        1 => Just(Op::DropSnapshots),
    ];
    prop::collection::vec(op, 1..60)
}

fn poll<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

/// The channel and the model: values are numbered, and each receiver has seen all, or not.
struct World {
    lives: Arc<()>,
    senders: Vec<Sender<Value>>,
    receivers: Vec<(Receiver<Value>, bool)>,
    snapshots: Vec<(Ref<Value>, u32)>,
    value: u32,
    last: u32,
}

impl World {
    fn next(&mut self) -> Value {
        self.last += 1;
        Value(self.last, self.lives.clone())
    }

    fn sender(&self, i: usize) -> Option<Sender<Value>> {
        let i = i.checked_rem(self.senders.len())?;
        Some(self.senders[i].clone())
    }

    fn receiver(&mut self, i: usize) -> Option<&mut (Receiver<Value>, bool)> {
        let i = i.checked_rem(self.receivers.len())?;
        Some(&mut self.receivers[i])
    }

    fn sent(&mut self, value: u32) {
        self.value = value;
        for (_, news) in &mut self.receivers {
            *news = true;
        }
    }

    fn send(&mut self, op: &Op) -> Result<(), TestCaseError> {
        let (Op::Send(i) | Op::Replace(i) | Op::Modify(i) | Op::Decline(i)) = op else {
            unreachable!();
        };
        let Some(sender) = self.sender(*i) else {
            return Ok(());
        };
        let fresh = self.next();
        let number = fresh.0;
        match op {
            Op::Send(_) => {
                let result = sender.send(fresh);
                prop_assert_eq!(result.is_err(), self.receivers.is_empty());
                match result {
                    Ok(()) => self.sent(number),
                    Err(unsent) => prop_assert_eq!(unsent.into_inner().0, number),
                }
            }
            Op::Replace(_) => {
                prop_assert_eq!(sender.send_replace(fresh).0, self.value);
                self.sent(number);
            }
            Op::Modify(_) => {
                let old = self.value;
                sender.send_modify(|value| {
                    assert_eq!(value.0, old);
                    value.0 = number;
                });
                self.sent(number);
            }
            _ => {
                let modified = sender.send_if_modified(|value| {
                    value.0 = number;
                    false
                });
                prop_assert!(!modified);
            }
        }
        Ok(())
    }

    fn receive(&mut self, op: &Op) -> Result<(), TestCaseError> {
        let (current, gone) = (self.value, self.senders.is_empty());
        let (Op::Changed(i) | Op::Recv(i) | Op::WaitForEven(i)) = op else {
            unreachable!();
        };
        let Some((receiver, news)) = self.receiver(*i) else {
            return Ok(());
        };
        let is_new = core::mem::take(news);
        let expected = |ready: bool| match (ready, gone) {
            (true, _) => Poll::Ready(Ok(current)),
            (false, true) => Poll::Ready(Err(RecvError::Disconnected)),
            (false, false) => Poll::Pending,
        };
        match op {
            Op::Changed(_) => {
                let found = poll(receiver.changed()).map_ok(|()| current);
                prop_assert_eq!(found, expected(is_new));
            }
            Op::Recv(_) => {
                let found = poll(receiver.recv()).map_ok(|value| value.0);
                prop_assert_eq!(found, expected(is_new));
            }
            _ => {
                let found = poll(receiver.wait_for(|value| value.0 % 2 == 0));
                let found = found.map_ok(|value| value.0);
                prop_assert_eq!(found, expected(current % 2 == 0));
            }
        }
        Ok(())
    }

    fn step(&mut self, op: Op) -> Result<(), TestCaseError> {
        let current = self.value;
        match op {
            Op::Send(_) | Op::Replace(_) | Op::Modify(_) | Op::Decline(_) => self.send(&op)?,
            Op::Changed(_) | Op::Recv(_) | Op::WaitForEven(_) => self.receive(&op)?,
            Op::CloneSender(i) => self.senders.extend(self.sender(i)),
            Op::DropSender(i) => {
                if let Some(i) = i.checked_rem(self.senders.len()) {
                    self.senders.swap_remove(i);
                }
            }
            Op::Subscribe(i) => {
                let receiver = self.sender(i).map(|sender| (sender.subscribe(), false));
                self.receivers.extend(receiver);
            }
            Op::CloneReceiver(i) => {
                let receiver = self
                    .receiver(i)
                    .map(|(receiver, news)| (receiver.clone(), *news));
                self.receivers.extend(receiver);
            }
            Op::DropReceiver(i) => {
                if let Some(i) = i.checked_rem(self.receivers.len()) {
                    self.receivers.swap_remove(i);
                }
            }
            Op::Borrow(i, keep) | Op::Update(i, keep) => {
                let update = matches!(op, Op::Update(..));
                let Some((receiver, news)) = self.receiver(i) else {
                    return Ok(());
                };
                let snapshot = if update {
                    *news = false;
                    receiver.borrow_and_update()
                } else {
                    receiver.borrow()
                };
                prop_assert_eq!(snapshot.0, current);
                if keep {
                    self.snapshots.push((snapshot, current));
                }
            }
            Op::MarkChanged(i) => {
                if let Some((receiver, news)) = self.receiver(i) {
                    receiver.mark_changed();
                    *news = true;
                }
            }
            Op::MarkUnchanged(i) => {
                if let Some((receiver, news)) = self.receiver(i) {
                    receiver.mark_unchanged();
                    *news = false;
                }
            }
            Op::DropSnapshots => self.snapshots.clear(),
        }
        self.check()
    }

    fn check(&self) -> Result<(), TestCaseError> {
        let gone = self.senders.is_empty();
        for sender in &self.senders {
            prop_assert_eq!(sender.borrow().0, self.value);
            prop_assert_eq!(sender.receiver_count(), self.receivers.len());
            prop_assert_eq!(sender.is_closed(), self.receivers.is_empty());
        }
        for (receiver, news) in &self.receivers {
            prop_assert_eq!(receiver.get().0, self.value);
            prop_assert_eq!(receiver.is_disconnected(), gone);
            let expected = if *news || !gone {
                Ok(*news)
            } else {
                Err(RecvError::Disconnected)
            };
            prop_assert_eq!(receiver.has_changed(), expected);
        }
        let mut alive: Vec<_> = self.snapshots.iter().map(|(_, number)| *number).collect();
        for (snapshot, number) in &self.snapshots {
            prop_assert_eq!(snapshot.0, *number);
        }
        if !(gone && self.receivers.is_empty()) {
            alive.push(self.value);
        }
        alive.sort_unstable();
        alive.dedup();
        prop_assert_eq!(Arc::strong_count(&self.lives), 1 + alive.len());
        Ok(())
    }
}

proptest! {
    #[test]
    fn behaves_like_the_model(ops in ops()) {
        let lives = Arc::new(());
        let (sender, receiver) = channel(Value(0, lives.clone()));
        let mut world = World {
            lives,
            senders: vec![sender],
            receivers: vec![(receiver, false)],
            snapshots: Vec::new(),
            value: 0,
            last: 0,
        };
        for op in ops {
            world.step(op)?;
        }
        let lives = world.lives.clone();
        drop(world);
        prop_assert_eq!(Arc::strong_count(&lives), 1);
    }
}

/// In place, or by an allocation of its own, as its size and the snapshots of the old one say.
#[test]
fn a_small_value_is_exchanged_in_place() {
    fn address<T>(sender: &Sender<T>) -> usize {
        core::ptr::from_ref(&*sender.borrow()).addr()
    }
    let (sender, receiver) = channel(0);
    let at = address(&sender);
    sender.send(1).unwrap();
    assert_eq!((address(&sender), *receiver.borrow()), (at, 1));
    let snapshot = receiver.borrow();
    sender.send(2).unwrap();
    assert_ne!(address(&sender), at);
    assert_eq!((*snapshot, *receiver.borrow()), (1, 2));

    let (sender, _receiver) = channel([0_u8; 1000]);
    let old = sender.borrow();
    sender.send([1; 1000]).unwrap();
    assert_eq!((old[999], sender.borrow()[999]), (0, 1));
}
