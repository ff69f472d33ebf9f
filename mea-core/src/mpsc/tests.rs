//! The channel against a plain model, by its public interface: one thread, senders that wait, and every
//! way to stop.

use core::{
    future::Future,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};
use std::{
    boxed::Box,
    collections::{BTreeMap, VecDeque},
    panic::{AssertUnwindSafe, catch_unwind},
    string::String,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    vec,
    vec::Vec,
};

use proptest::{prelude::*, sample::Index};

use super::{
    Bounded, Kind, OwnedPermit, Receiver, RecvError, SendError, Sender, TryRecvError, TrySendError,
    Unbounded, WeakSender, bounded, unbounded,
};
use crate::wake::tests::Wakes;

#[derive(Clone, Debug)]
enum Op {
    TrySend,
    /// Makes a future that sends, or reserves, and polls it once.
    Begin(Form),
    Poll(Index),
    Cancel(Index),
    /// Uses a permit, or drops it.
    Permit(Index, bool),
    TryRecv,
    /// Polls a `recv` once, and drops it.
    Recv,
    PollRecv,
    RecvMany(usize),
    Clone,
    Upgrade,
    DropSender,
    Close,
    DropReceiver,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Send,
    SendFrom,
    Reserve,
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let form = prop_oneof![Just(Form::Send), Just(Form::SendFrom), Just(Form::Reserve)];
    let op = prop_oneof![
        60 => Just(Op::TrySend),
        60 => form.prop_map(Op::Begin),
        40 => any::<Index>().prop_map(Op::Poll),
        20 => any::<Index>().prop_map(Op::Cancel),
        30 => (any::<Index>(), any::<bool>()).prop_map(|(index, send)| Op::Permit(index, send)),
        50 => Just(Op::TryRecv),
        30 => Just(Op::Recv),
        30 => Just(Op::PollRecv),
        10 => (0usize..100).prop_map(Op::RecvMany),
        6 => Just(Op::Clone),
        4 => Just(Op::Upgrade),
        6 => Just(Op::DropSender),
        1 => Just(Op::Close),
        1 => Just(Op::DropReceiver),
    ];
    prop::collection::vec(op, 1..400)
}

/// Counts its end.
struct Message {
    number: usize,
    drops: Arc<AtomicUsize>,
}

impl Drop for Message {
    fn drop(&mut self) {
        self.drops.fetch_add(1, SeqCst);
    }
}

/// What a future of a sender comes to.
enum Done {
    Sent,
    Permit(OwnedPermit<Message>),
    /// It is closed; with the message, if there was one.
    Closed(Option<Message>),
}

type Doing = Pin<Box<dyn Future<Output = Done>>>;

/// How the two kinds send.
trait Sends: Kind + Sized {
    fn try_send(tx: &Sender<Message, Self>, m: Message) -> Result<(), TrySendError<Message>>;
    fn begin(tx: Sender<Message, Self>, form: Form, m: Message) -> Doing;
    /// How many can be sent at once.
    fn available(tx: &Sender<Message, Self>) -> Option<usize>;
}

impl Sends for Unbounded {
    fn try_send(tx: &Sender<Message, Self>, m: Message) -> Result<(), TrySendError<Message>> {
        Ok(tx.send(m)?)
    }

    fn begin(tx: Sender<Message, Self>, _: Form, m: Message) -> Doing {
        Box::pin(async move {
            match tx.send(m) {
                Ok(()) => Done::Sent,
                Err(error) => Done::Closed(Some(error.into_inner())),
            }
        })
    }

    fn available(_: &Sender<Message, Self>) -> Option<usize> {
        None
    }
}

impl Sends for Bounded {
    fn try_send(tx: &Sender<Message, Self>, m: Message) -> Result<(), TrySendError<Message>> {
        tx.try_send(m)
    }

    fn begin(tx: Sender<Message, Self>, form: Form, m: Message) -> Doing {
        match form {
            Form::Send => Box::pin(async move {
                match tx.send(m).await {
                    Ok(()) => Done::Sent,
                    Err(error) => Done::Closed(Some(error.into_inner())),
                }
            }),
            Form::SendFrom => Box::pin(async move {
                let mut slot = Some(m);
                match tx.send_from(&mut slot).await {
                    Ok(()) => Done::Sent,
                    Err(SendError(())) => Done::Closed(slot),
                }
            }),
            Form::Reserve => Box::pin(async move {
                drop(m);
                match tx.reserve_owned().await {
                    Ok(permit) => Done::Permit(permit),
                    Err(SendError(())) => Done::Closed(None),
                }
            }),
        }
    }

    fn available(tx: &Sender<Message, Self>) -> Option<usize> {
        Some(tx.available_capacity())
    }
}

/// The channel beside its model.
struct World<K: Sends> {
    senders: Vec<Sender<Message, K>>,
    weak: WeakSender<Message, K>,
    rx: Option<Receiver<Message, K>>,
    /// The futures that wait, and the number of the message of each.
    doing: BTreeMap<usize, (Doing, usize)>,
    permits: Vec<OwnedPermit<Message>>,
    wakes: Wakes,
    drops: Arc<AtomicUsize>,

    made: usize,
    queue: VecDeque<usize>,
    /// Places that are free; `None` if nobody counts them.
    free: Option<usize>,
    /// Those futures that were not given a place yet.
    line: VecDeque<usize>,
    closed: bool,
    parked: bool,
}

impl<K: Sends> World<K> {
    fn new((tx, rx): (Sender<Message, K>, Receiver<Message, K>), free: Option<usize>) -> Self {
        Self {
            weak: tx.downgrade(),
            senders: Vec::from([tx]),
            rx: Some(rx),
            doing: BTreeMap::new(),
            permits: Vec::new(),
            wakes: Wakes::default(),
            drops: Arc::new(AtomicUsize::new(0)),
            made: 0,
            queue: VecDeque::new(),
            free,
            line: VecDeque::new(),
            closed: false,
            parked: false,
        }
    }

    fn message(&mut self) -> Message {
        let number = self.made;
        self.made += 1;
        Message {
            number,
            drops: self.drops.clone(),
        }
    }

    /// Takes a place in the model, if there is one and nobody waits.
    fn enter(&mut self) -> bool {
        match &mut self.free {
            None => true,
            Some(0) => false,
            Some(free) => {
                *free -= 1;
                true
            }
        }
    }

    /// Gives a place back in the model.
    fn give(&mut self) {
        if self.line.pop_front().is_none() {
            if let Some(free) = &mut self.free {
                *free += 1;
            }
        }
    }

    fn alive(&self) -> usize {
        self.senders.len() + self.doing.len() + self.permits.len()
    }

    fn is_over(&self) -> bool {
        self.closed || self.alive() == 0
    }

    fn received(&mut self, message: Result<Message, bool>) -> Result<(), TestCaseError> {
        match (message, self.queue.pop_front()) {
            (Ok(message), number) => {
                prop_assert_eq!(Some(message.number), number);
                self.give();
            }
            (Err(over), number) => {
                prop_assert_eq!(number, None);
                prop_assert_eq!(over, self.is_over());
            }
        }
        Ok(())
    }

    fn poll(&mut self, id: usize) -> Result<(), TestCaseError> {
        let Some((mut doing, number)) = self.doing.remove(&id) else {
            return Ok(());
        };
        let poll = doing.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let waits = !self.closed && self.line.contains(&id);
        match poll {
            Poll::Pending => {
                prop_assert!(waits);
                self.doing.insert(id, (doing, number));
            }
            Poll::Ready(Done::Closed(message)) => {
                prop_assert!(self.closed);
                prop_assert!(message.is_none_or(|message| message.number == number));
            }
            Poll::Ready(done) => {
                prop_assert!(!waits && !self.closed);
                match done {
                    Done::Permit(permit) => self.permits.push(permit),
                    _ => self.queue.push_back(number),
                }
            }
        }
        Ok(())
    }

    fn step(&mut self, op: Op) -> Result<(), TestCaseError> {
        match op {
            Op::TrySend if !self.senders.is_empty() => {
                let message = self.message();
                let number = message.number;
                let (closed, room) = (self.closed, self.line.is_empty() && self.enter());
                match K::try_send(&self.senders[number % self.senders.len()], message) {
                    Ok(()) => {
                        prop_assert!(room && !closed);
                        self.queue.push_back(number);
                    }
                    Err(error) => {
                        prop_assert_eq!(error.is_disconnected(), closed);
                        prop_assert!(closed || !room);
                        prop_assert_eq!(error.into_inner().number, number);
                    }
                }
            }
            Op::Begin(form) if !self.senders.is_empty() => {
                let message = self.message();
                let number = message.number;
                let tx = self.senders[number % self.senders.len()].clone();
                if !(self.line.is_empty() && self.enter()) {
                    self.line.push_back(number);
                }
                let doing = K::begin(tx, form, message);
                self.doing.insert(number, (doing, number));
                self.poll(number)?;
            }
            Op::Poll(index) if !self.doing.is_empty() => {
                let id = *self
                    .doing
                    .keys()
                    .nth(index.index(self.doing.len()))
                    .unwrap();
                self.poll(id)?;
            }
            Op::Cancel(index) if !self.doing.is_empty() => {
                let id = *self
                    .doing
                    .keys()
                    .nth(index.index(self.doing.len()))
                    .unwrap();
                self.doing.remove(&id);
                match self.line.iter().position(|waits| *waits == id) {
                    Some(at) => drop(self.line.remove(at)),
                    None => self.give(),
                }
            }
            Op::Permit(index, send) if !self.permits.is_empty() => {
                let permit = self.permits.swap_remove(index.index(self.permits.len()));
                if send {
                    let message = self.message();
                    let number = message.number;
                    match permit.send(message) {
                        Ok(()) => {
                            prop_assert!(!self.closed);
                            self.queue.push_back(number);
                        }
                        Err(error) => {
                            prop_assert!(self.closed);
                            prop_assert_eq!(error.into_inner().number, number);
                        }
                    }
                } else {
                    drop(permit);
                    self.give();
                }
            }
            Op::Clone if !self.senders.is_empty() => self.senders.push(self.senders[0].clone()),
            Op::Upgrade => {
                let tx = self.weak.upgrade();
                prop_assert_eq!(tx.is_some(), self.alive() != 0);
                self.senders.extend(tx);
            }
            Op::DropSender => drop(self.senders.pop()),
            Op::DropReceiver => {
                self.rx = None;
                self.queue.clear();
                self.closed = true;
                self.parked = false;
            }
            op => self.receive(op)?,
        }
        self.check()
    }

    /// The steps of the receiver.
    fn receive(&mut self, op: Op) -> Result<(), TestCaseError> {
        let Some(mut rx) = self.rx.take() else {
            return Ok(());
        };
        match op {
            Op::TryRecv => {
                let received = rx.try_recv();
                self.received(received.map_err(|error| error == TryRecvError::Disconnected))?;
            }
            Op::Recv => {
                let cx = &mut Context::from_waker(Waker::noop());
                match Box::pin(rx.recv()).as_mut().poll(cx) {
                    Poll::Ready(received) => self.received(received.map_err(|_| true))?,
                    Poll::Pending => {
                        self.received(Err(false))?;
                        self.parked = false;
                    }
                }
            }
            Op::PollRecv => {
                self.wakes.reset();
                let poll = rx.poll_recv(&mut Context::from_waker(&self.wakes.waker()));
                self.parked = poll.is_pending();
                self.received(match poll {
                    Poll::Ready(Ok(message)) => Ok(message),
                    Poll::Ready(Err(RecvError::Disconnected)) => Err(true),
                    Poll::Pending => Err(false),
                })?;
            }
            Op::RecvMany(limit) => {
                let mut buffer = Vec::new();
                let cx = &mut Context::from_waker(Waker::noop());
                let poll = Box::pin(rx.recv_many(&mut buffer, limit)).as_mut().poll(cx);
                match poll {
                    Poll::Ready(count) => {
                        prop_assert_eq!(count, limit.min(self.queue.len()));
                        prop_assert!(count != 0 || limit == 0 || self.is_over());
                        prop_assert_eq!(count, buffer.len());
                    }
                    Poll::Pending => {
                        prop_assert!(buffer.is_empty());
                        self.received(Err(false))?;
                        self.parked = false;
                    }
                }
                for message in buffer {
                    self.received(Ok(message))?;
                }
            }
            Op::Close => {
                rx.close();
                self.closed = true;
            }
            _ => {}
        }
        self.rx = Some(rx);
        Ok(())
    }

    fn check(&mut self) -> Result<(), TestCaseError> {
        if let Some(rx) = &self.rx {
            prop_assert_eq!(rx.len(), self.queue.len());
            prop_assert_eq!(rx.is_empty(), self.queue.is_empty());
            prop_assert_eq!(rx.is_closed(), self.is_over());
            prop_assert_eq!(rx.sender_count(), self.alive());
        }
        if self.parked && (!self.queue.is_empty() || self.is_over()) {
            prop_assert_eq!(self.wakes.count(), 1, "woken, and once");
            self.parked = false;
        }
        if let Some(tx) = self.senders.first() {
            prop_assert_eq!(tx.is_closed(), self.closed);
            if let (Some(available), false) = (K::available(tx), self.closed) {
                prop_assert_eq!(Some(available), self.free);
            }
        }
        Ok(())
    }

    fn run(mut self, ops: Vec<Op>) -> Result<(), TestCaseError> {
        for op in ops {
            self.step(op)?;
        }
        let (made, drops) = (self.made, self.drops.clone());
        let kept = self.weak.clone();
        drop(self);
        prop_assert!(kept.upgrade().is_none());
        prop_assert_eq!(drops.load(SeqCst), made, "each is dropped once");
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn unbounded_is_as_the_model(ops in ops()) {
        World::new(unbounded(), None).run(ops)?;
    }

    #[test]
    fn bounded_is_as_the_model(capacity in prop_oneof![1usize..4, 60usize..130], ops in ops()) {
        World::new(bounded(capacity), Some(capacity)).run(ops)?;
    }
}

/// On a target with 32 bits one can try often enough to notice.
#[test]
fn a_channel_that_is_closed_may_be_tried_for_ever() {
    let (tx, mut rx) = bounded(3);
    rx.close();
    let before = tx.chan().places();
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..10 {
        assert!(tx.try_send(1).is_err());
        assert!(tx.try_reserve().is_err());
        assert!(pin!(tx.send(1)).poll(&mut cx).is_ready());
        assert!(pin!(tx.send_from(&mut Some(1))).poll(&mut cx).is_ready());
        assert!(pin!(tx.reserve()).poll(&mut cx).is_ready());
        assert!(pin!(tx.clone().reserve_owned()).poll(&mut cx).is_ready());
    }
    assert_eq!(tx.chan().places(), before);
}

/// As if so many had been forgotten.
#[test]
fn too_many_senders_panic_and_change_nothing() {
    const MOST: usize = isize::MAX as usize;
    let (tx, rx) = unbounded::<u8>();
    tx.chan().senders.store(MOST - 1, SeqCst);
    let last = tx.clone();
    for _ in 0..3 {
        let panicked = catch_unwind(AssertUnwindSafe(|| tx.clone()));
        let message = panicked.unwrap_err().downcast::<String>().unwrap();
        assert!(message.contains("cannot have more than"), "{message}");
        assert!(tx.downgrade().upgrade().is_none(), "no way round it");
        assert_eq!(rx.sender_count(), MOST);
    }
    drop(last);
    drop(tx.clone());
    drop(tx.downgrade().upgrade().unwrap());
    tx.chan().senders.store(1, SeqCst);
}
