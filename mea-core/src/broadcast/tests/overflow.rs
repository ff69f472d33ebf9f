//! The lossy form against the model.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    vec::Vec,
};

use proptest::prelude::*;

use super::message::{Message, Waiting};
use crate::broadcast::overflow::{self, Receiver, Sender, TryRecvError};

#[derive(Clone, Debug)]
enum Op {
    Send(usize),
    CloneSender,
    DropSender,
    Subscribe,
    Resubscribe(prop::sample::Index),
    CloneReceiver(prop::sample::Index),
    DropReceiver(prop::sample::Index),
    TryRecv(prop::sample::Index),
    /// A wait is woken by the next message exactly if there is none now.
    WaitAndSend(prop::sample::Index),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<prop::sample::Index>;
    prop::collection::vec(
        prop_oneof![
            6 => (1..5_usize).prop_map(Op::Send),
            1 => Just(Op::CloneSender),
            1 => Just(Op::DropSender),
            2 => Just(Op::Subscribe),
            1 => at().prop_map(Op::Resubscribe),
            2 => at().prop_map(Op::CloneReceiver),
            2 => at().prop_map(Op::DropReceiver),
            8 => at().prop_map(Op::TryRecv),
            3 => at().prop_map(Op::WaitAndSend),
        ],
        1..80,
    )
}

/// What is known from outside.
struct Model {
    capacity: usize,
    alive: Arc<AtomicUsize>,
    /// How many messages were sent to somebody.
    sent: usize,
    senders: Vec<Sender<Message>>,
    /// With the number of the message that is next.
    receivers: Vec<(Receiver<Message>, usize)>,
}

impl Model {
    fn oldest(&self) -> usize {
        self.sent.saturating_sub(self.capacity)
    }

    fn send(&mut self) {
        if let Some(sender) = self.senders.first() {
            sender.send(Message::new(self.sent, &self.alive));
            self.sent += usize::from(!self.receivers.is_empty());
        }
    }

    /// What the receiver has to get, which it is moved on for.
    fn expected(&mut self, at: usize) -> Result<usize, TryRecvError> {
        let (oldest, sent) = (self.oldest(), self.sent);
        let next = &mut self.receivers[at].1;
        if *next < oldest {
            let lost = oldest - *next;
            *next = oldest;
            return Err(TryRecvError::Lagged(lost as u64));
        }
        if *next == sent {
            return Err(if self.senders.is_empty() {
                TryRecvError::Disconnected
            } else {
                TryRecvError::Empty
            });
        }
        *next += 1;
        Ok(*next - 1)
    }

    fn try_recv(&mut self, at: usize) {
        let expected = self.expected(at);
        let got = self.receivers[at].0.try_recv();
        assert_eq!(got.map(|message| message.0), expected);
    }

    fn wait_and_send(&mut self, at: usize) {
        let (mut receiver, next) = self.receivers.swap_remove(at);
        let nothing = next == self.sent && !self.senders.is_empty();
        let mut waiting = Waiting::new(receiver.recv());
        let first = waiting.poll();
        assert_eq!(first.is_none(), nothing);
        if nothing {
            assert!(!waiting.woken());
            // It is dropped, or gets the message.
            self.senders[0].send(Message::new(self.sent, &self.alive));
            self.sent += 1;
            assert!(waiting.woken());
        }
        let first = first.map(|got| got.map(|message| message.0));
        let second = (nothing && next % 2 == 0).then(|| waiting.poll().unwrap().unwrap().0);
        drop(waiting);
        let next = next + usize::from(second.is_some());
        assert!(second.is_none_or(|got| got + 1 == next));
        self.receivers.push((receiver, next));
        if let Some(got) = first {
            let expected = self.expected(self.receivers.len() - 1);
            assert_eq!(got.map_err(TryRecvError::from), expected);
        }
    }

    fn check(&self) {
        let wanted = self.receivers.iter().map(|(_, next)| *next).min();
        let wanted = wanted.map_or(0, |next| self.sent - next.max(self.oldest()));
        assert_eq!(self.alive.load(Relaxed), wanted, "messages that are kept");
        for (receiver, next) in &self.receivers {
            assert_eq!(receiver.len(), self.sent - (*next).max(self.oldest()));
            assert_eq!(receiver.is_closed(), self.senders.is_empty());
        }
        for sender in &self.senders {
            assert_eq!(sender.len(), wanted);
            assert_eq!(sender.receiver_count(), self.receivers.len());
        }
    }
}

proptest! {
    #[test]
    fn as_the_model(capacity in 1..6_usize, ops in ops()) {
        let (sender, receiver) = overflow::channel(capacity);
        let mut model = Model {
            capacity,
            alive: Arc::default(),
            sent: 0,
            senders: std::vec![sender],
            receivers: std::vec![(receiver, 0)],
        };
        for op in ops {
            let receivers = model.receivers.len();
            match op {
                Op::Send(n) => (0..n).for_each(|_| model.send()),
                Op::CloneSender => model.senders.extend(model.senders.first().cloned()),
                Op::DropSender => drop(model.senders.pop()),
                Op::Subscribe => {
                    let new = model.senders.first().map(Sender::subscribe);
                    let sent = model.sent;
                    model.receivers.extend(new.map(|new| (new, sent)));
                }
                _ if receivers == 0 => {}
                Op::Resubscribe(at) => {
                    let new = model.receivers[at.index(receivers)].0.resubscribe();
                    model.receivers.push((new, model.sent));
                }
                Op::CloneReceiver(at) => {
                    let (receiver, next) = &model.receivers[at.index(receivers)];
                    let new = (receiver.clone(), *next);
                    model.receivers.push(new);
                }
                Op::DropReceiver(at) => drop(model.receivers.swap_remove(at.index(receivers))),
                Op::TryRecv(at) => model.try_recv(at.index(receivers)),
                Op::WaitAndSend(at) => model.wait_and_send(at.index(receivers)),
            }
            model.check();
        }
        let alive = model.alive.clone();
        drop(model);
        prop_assert_eq!(alive.load(Relaxed), 0);
    }
}
