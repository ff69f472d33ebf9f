//! The form that loses nothing, against the model.

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    vec::Vec,
};

use proptest::prelude::*;

use super::message::{Message, Waiting};
use crate::broadcast::{
    BoundedReceiver, BoundedSender, SendError, TryRecvError, TrySendError, bounded,
};

#[derive(Clone, Debug)]
enum Op {
    TrySend,
    /// Makes a send and polls it.
    Send,
    /// Polls a send that waits, woken or not.
    Poll(prop::sample::Index),
    Cancel(prop::sample::Index),
    Subscribe,
    CloneReceiver(prop::sample::Index),
    DropReceiver(prop::sample::Index),
    TryRecv(prop::sample::Index),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<prop::sample::Index>;
    prop::collection::vec(
        prop_oneof![
            4 => Just(Op::TrySend),
            5 => Just(Op::Send),
            4 => at().prop_map(Op::Poll),
            2 => at().prop_map(Op::Cancel),
            2 => Just(Op::Subscribe),
            1 => at().prop_map(Op::CloneReceiver),
            2 => at().prop_map(Op::DropReceiver),
            8 => at().prop_map(Op::TryRecv),
        ],
        1..100,
    )
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    InLine,
    HasRoom,
    /// The last receiver went meanwhile.
    Refused,
}

struct Wait<'a> {
    waiting: Waiting<'a, Result<(), SendError<Message>>>,
    n: usize,
    state: State,
}

struct Model<'a> {
    sender: &'a BoundedSender<Message>,
    capacity: usize,
    alive: Arc<AtomicUsize>,
    made: usize,
    /// The number of each message that was sent.
    sent: Vec<usize>,
    /// With the index in `sent` that is next.
    receivers: Vec<(BoundedReceiver<Message>, usize)>,
    /// In the order in which they got in line.
    waits: VecDeque<Wait<'a>>,
}

impl Model<'_> {
    fn retained(&self) -> usize {
        let oldest = self.receivers.iter().map(|(_, next)| *next).min();
        oldest.map_or(0, |oldest| self.sent.len() - oldest)
    }

    fn count(&self, state: State) -> usize {
        self.waits.iter().filter(|wait| wait.state == state).count()
    }

    fn room(&self) -> usize {
        self.capacity - self.retained() - self.count(State::HasRoom)
    }

    fn message(&mut self) -> Message {
        self.made += 1;
        Message::new(self.made, &self.alive)
    }

    /// Room goes to those in line.
    fn hand_out(&mut self) {
        if self.receivers.is_empty() {
            self.waits
                .iter_mut()
                .for_each(|wait| wait.state = State::Refused);
            return;
        }
        let room = self.room();
        let in_line = self
            .waits
            .iter_mut()
            .filter(|wait| wait.state == State::InLine);
        in_line
            .take(room)
            .for_each(|wait| wait.state = State::HasRoom);
    }

    fn try_send(&mut self) {
        let message = self.message();
        let result = self.sender.try_send(message);
        let result = result.map_err(|error| (error.is_full(), error.into_inner().0));
        let (n, room) = (self.made, self.room());
        if self.receivers.is_empty() {
            assert_eq!(result, Err((false, n)));
        } else if room == 0 {
            assert_eq!(result, Err((true, n)));
        } else {
            assert_eq!(result, Ok(()));
            self.sent.push(n);
        }
    }

    fn send(&mut self) {
        let message = self.message();
        let n = self.made;
        let mut waiting = Waiting::new(self.sender.send(message));
        let result = waiting.poll();
        if self.receivers.is_empty() {
            assert_eq!(result.unwrap().unwrap_err().into_inner().0, n);
        } else if self.room() == 0 {
            assert!(result.is_none());
            self.waits.push_back(Wait {
                waiting,
                n,
                state: State::InLine,
            });
        } else {
            assert!(result.unwrap().is_ok());
            self.sent.push(n);
        }
    }

    fn poll(&mut self, at: usize) {
        let wait = &mut self.waits[at];
        let result = wait.waiting.poll();
        let (n, state) = (wait.n, wait.state);
        match state {
            State::InLine => return assert!(result.is_none()),
            State::HasRoom => {
                assert!(result.unwrap().is_ok());
                self.sent.push(n);
            }
            State::Refused => assert_eq!(result.unwrap().unwrap_err().into_inner().0, n),
        }
        self.waits.remove(at);
    }

    fn try_recv(&mut self, at: usize) {
        let (receiver, next) = &mut self.receivers[at];
        match self.sent.get(*next) {
            Some(n) => {
                assert_eq!(receiver.try_recv().unwrap().0, *n);
                *next += 1;
            }
            None => assert_eq!(receiver.try_recv().err(), Some(TryRecvError::Empty)),
        }
    }

    fn check(&self) {
        assert_eq!(self.sender.len(), self.retained());
        assert!(self.sender.len() <= self.capacity);
        assert_eq!(self.sender.receiver_count(), self.receivers.len());
        assert_eq!(
            self.alive.load(Relaxed),
            self.retained() + self.waits.len(),
            "messages that are kept"
        );
        for (receiver, next) in &self.receivers {
            assert_eq!(receiver.len(), self.sent.len() - next);
        }
        for wait in &self.waits {
            assert_eq!(wait.waiting.woken(), wait.state != State::InLine);
        }
    }
}

proptest! {
    #[test]
    fn as_the_model(capacity in 1..5_usize, ops in ops()) {
        let (sender, receiver) = bounded(capacity);
        let alive = Arc::default();
        let mut model = Model {
            sender: &sender,
            capacity,
            alive: Arc::clone(&alive),
            made: 0,
            sent: Vec::new(),
            receivers: std::vec![(receiver, 0)],
            waits: VecDeque::new(),
        };
        for op in ops {
            let (receivers, waits) = (model.receivers.len(), model.waits.len());
            match op {
                Op::TrySend => model.try_send(),
                Op::Send => model.send(),
                Op::Subscribe => model.receivers.push((sender.subscribe(), model.sent.len())),
                Op::Poll(at) if waits > 0 => model.poll(at.index(waits)),
                Op::Cancel(at) if waits > 0 => drop(model.waits.remove(at.index(waits))),
                Op::CloneReceiver(at) if receivers > 0 => {
                    let (receiver, next) = &model.receivers[at.index(receivers)];
                    let new = (receiver.clone(), *next);
                    model.receivers.push(new);
                }
                Op::DropReceiver(at) if receivers > 0 => {
                    drop(model.receivers.swap_remove(at.index(receivers)));
                }
                Op::TryRecv(at) if receivers > 0 => model.try_recv(at.index(receivers)),
                _ => {}
            }
            if model.receivers.len() < receivers || !model.receivers.is_empty() {
                model.hand_out();
            }
            model.check();
        }
        drop(model);
        prop_assert_eq!(alive.load(Relaxed), 0);
        let refused = sender.try_send(Message::new(0, &alive));
        prop_assert!(matches!(refused, Err(TrySendError::Disconnected(_))));
    }
}
