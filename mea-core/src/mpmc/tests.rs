//! The channel against a plain model: one thread, many who send and receive and wait, and every way to
//! stop.

use std::{
    boxed::Box,
    collections::{BTreeMap, BTreeSet, VecDeque},
    future::Future,
    mem::ManuallyDrop,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    task::{Context, Poll, Waker},
    vec,
    vec::Vec,
};

use proptest::{prelude::*, sample::Index};

use super::{
    Bounded, Kind, OwnedPermit, Receiver, SendError, Sender, TryRecvError, TrySendError, Unbounded,
    WeakSender, bounded, unbounded,
};
use crate::wake::tests::Wakes;

#[derive(Clone, Debug)]
enum Op {
    TrySend(Index),
    /// Makes a future that sends, or reserves, and polls it.
    Send(Index, Form),
    PollSend(Index),
    CancelSend(Index),
    /// Uses a permit, or drops it.
    Permit(Index, bool),
    TryRecv(Index),
    /// Makes a future that receives, and polls it.
    Recv(Index, Way),
    PollRecv(Index),
    CancelRecv(Index),
    CloneSender,
    Upgrade,
    DropSender(Index),
    CloneReceiver,
    DropReceiver(Index),
    Close(Index),
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Send,
    SendFrom,
    Reserve,
}

#[derive(Clone, Copy, Debug)]
enum Way {
    Borrowed,
    Owned,
    Many(usize),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<Index>;
    let form = prop_oneof![Just(Form::Send), Just(Form::SendFrom), Just(Form::Reserve)];
    let way = prop_oneof![
        Just(Way::Borrowed),
        Just(Way::Owned),
        (1..5usize).prop_map(Way::Many)
    ];
    let op = prop_oneof![
        30 => at().prop_map(Op::TrySend),
        40 => (at(), form).prop_map(|(at, form)| Op::Send(at, form)),
        20 => at().prop_map(Op::PollSend),
        15 => at().prop_map(Op::CancelSend),
        15 => (at(), any::<bool>()).prop_map(|(at, send)| Op::Permit(at, send)),
        20 => at().prop_map(Op::TryRecv),
        50 => (at(), way).prop_map(|(at, way)| Op::Recv(at, way)),
        20 => at().prop_map(Op::PollRecv),
        15 => at().prop_map(Op::CancelRecv),
        3 => Just(Op::CloneSender),
        2 => Just(Op::Upgrade),
        3 => at().prop_map(Op::DropSender),
        3 => Just(Op::CloneReceiver),
        3 => at().prop_map(Op::DropReceiver),
        1 => at().prop_map(Op::Close),
    ];
    prop::collection::vec(op, 1..100)
}

/// Counts its end.
struct Message {
    number: usize,
    drops: Arc<AtomicUsize>,
}

impl Drop for Message {
    fn drop(&mut self) {
        self.drops.fetch_add(1, Relaxed);
    }
}

/// More than any test uses.
const ENOUGH: usize = usize::MAX / 4;

/// Permits that go to whoever waits, first come, first served.
struct Line {
    free: usize,
    waiting: VecDeque<usize>,
    granted: BTreeSet<usize>,
}

impl Line {
    fn new(free: usize) -> Self {
        Self {
            free,
            waiting: VecDeque::new(),
            granted: BTreeSet::new(),
        }
    }

    fn available(&self) -> usize {
        match self.waiting.is_empty() {
            true => self.free,
            false => 0,
        }
    }

    fn try_enter(&mut self) -> bool {
        let may = self.available() != 0;
        self.free -= usize::from(may);
        may
    }

    fn enter(&mut self, id: usize) {
        match self.try_enter() {
            true => drop(self.granted.insert(id)),
            false => self.waiting.push_back(id),
        }
    }

    fn release(&mut self, n: usize) {
        let granted = n.min(self.waiting.len());
        self.granted.extend(self.waiting.drain(..granted));
        self.free += n - granted;
    }

    fn cancel(&mut self, id: usize) {
        match self.granted.remove(&id) {
            true => self.release(1),
            false => self.waiting.retain(|waits| *waits != id),
        }
    }
}

/// A future with a waker of its own.
struct Task<T> {
    future: Pin<Box<dyn Future<Output = T>>>,
    wakes: Wakes,
    /// How many messages it has, or how many it may receive.
    messages: usize,
}

type Tasks<T> = BTreeMap<usize, Task<T>>;

impl<T> Task<T> {
    fn new(messages: usize, future: impl Future<Output = T> + 'static) -> Self {
        Self {
            future: Box::pin(future),
            wakes: Wakes::default(),
            messages,
        }
    }

    fn poll(&mut self) -> Poll<T> {
        self.wakes.poll(self.future.as_mut())
    }
}

/// The number of one of the tasks.
fn pick<T>(tasks: &Tasks<T>, at: Index) -> Option<usize> {
    let n = tasks.len().max(1);
    tasks.keys().nth(at.index(n)).copied()
}

/// Whoever was granted something was woken once, and nobody else.
fn assert_woken<T>(tasks: &Tasks<T>, line: &Line) {
    for (id, task) in tasks {
        let wakes = usize::from(line.granted.contains(id));
        assert_eq!(task.wakes.count(), wakes);
    }
}

/// What a future of a sender comes to.
enum Done {
    Sent,
    Permit(OwnedPermit<Message>),
    /// It is closed; with the message, if there was one.
    Closed(Option<Message>),
}

/// How the two kinds send.
trait Sends: Kind + Sized + 'static {
    fn try_send(tx: &Sender<Message, Self>, m: Message) -> Result<(), TrySendError<Message>>;
    fn send(tx: Sender<Message, Self>, m: Message, form: Form) -> Task<Done>;
    /// How many can be sent at once, if that is limited.
    fn available(tx: &Sender<Message, Self>) -> Option<usize>;
}

fn done(result: Result<(), Message>) -> Done {
    match result {
        Ok(()) => Done::Sent,
        Err(message) => Done::Closed(Some(message)),
    }
}

impl Sends for Unbounded {
    fn try_send(tx: &Sender<Message, Self>, m: Message) -> Result<(), TrySendError<Message>> {
        Ok(tx.send(m)?)
    }

    fn send(tx: Sender<Message, Self>, m: Message, _: Form) -> Task<Done> {
        Task::new(
            1,
            async move { done(tx.send(m).map_err(SendError::into_inner)) },
        )
    }

    fn available(_: &Sender<Message, Self>) -> Option<usize> {
        None
    }
}

impl Sends for Bounded {
    fn try_send(tx: &Sender<Message, Self>, m: Message) -> Result<(), TrySendError<Message>> {
        tx.try_send(m)
    }

    fn send(tx: Sender<Message, Self>, m: Message, form: Form) -> Task<Done> {
        match form {
            Form::Send => Task::new(1, async move {
                done(tx.send(m).await.map_err(SendError::into_inner))
            }),
            Form::SendFrom => Task::new(1, async move {
                let mut slot = Some(m);
                let sent = tx.send_from(&mut slot).await;
                assert_eq!(sent.is_ok(), slot.is_none());
                done(slot.map_or(Ok(()), Err))
            }),
            Form::Reserve => Task::new(0, async move {
                drop(m);
                let reserved = tx.reserve_owned().await;
                reserved.map_or(Done::Closed(None), Done::Permit)
            }),
        }
    }

    fn available(tx: &Sender<Message, Self>) -> Option<usize> {
        Some(tx.available_capacity())
    }
}

/// Receives by a receiver of its own.
fn recv<K: Sends>(rx: Receiver<Message, K>, way: Way) -> Task<Vec<Message>> {
    match way {
        Way::Borrowed => Task::new(1, async move { rx.recv().await.into_iter().collect() }),
        Way::Owned => Task::new(
            1,
            async move { rx.recv_owned().await.into_iter().collect() },
        ),
        Way::Many(limit) => Task::new(limit, async move {
            let mut buffer = Vec::new();
            assert_eq!(rx.recv_many(&mut buffer, limit).await, buffer.len());
            buffer
        }),
    }
}

/// The channel beside its model.
struct World<K: Sends> {
    senders: Vec<Sender<Message, K>>,
    weak: WeakSender<Message, K>,
    sends: Tasks<Done>,
    permits: Vec<OwnedPermit<Message>>,
    receivers: Vec<Receiver<Message, K>>,
    recvs: Tasks<Vec<Message>>,
    drops: Arc<AtomicUsize>,
    messages: usize,
    /// The last number of a task or a message; a future that sends has that of its message.
    number: usize,

    queue: VecDeque<usize>,
    places: Line,
    rights: Line,
    closed: bool,
    ended: bool,
}

impl<K: Sends> World<K> {
    fn new((tx, rx): (Sender<Message, K>, Receiver<Message, K>), places: usize) -> Self {
        Self {
            weak: tx.downgrade(),
            senders: Vec::from([tx]),
            sends: Tasks::new(),
            permits: Vec::new(),
            receivers: Vec::from([rx]),
            recvs: Tasks::new(),
            drops: Arc::default(),
            messages: 0,
            number: 0,
            queue: VecDeque::new(),
            places: Line::new(places),
            rights: Line::new(0),
            closed: false,
            ended: false,
        }
    }

    fn message(&mut self) -> Message {
        self.messages += 1;
        self.number += 1;
        Message {
            number: self.number,
            drops: self.drops.clone(),
        }
    }

    fn sent(&mut self, number: usize) {
        assert!(!self.closed);
        self.queue.push_back(number);
        self.rights.release(1);
    }

    fn not_sent(&self, message: Option<Message>, number: usize) {
        assert!(self.closed);
        assert!(message.is_none_or(|message| message.number == number));
    }

    fn close(&mut self) {
        if !self.closed {
            self.closed = true;
            self.places.release(ENOUGH);
            self.rights.release(ENOUGH);
        }
    }

    /// The number of the next message, for one who has a right. `None`: there will be none.
    fn take(&mut self) -> Option<usize> {
        self.places.release(1);
        let number = self.queue.pop_front();
        assert!(number.is_some() || self.closed || self.ended);
        number
    }

    fn poll_send(&mut self, id: usize) {
        let poll = self.sends.get_mut(&id).unwrap().poll();
        assert_eq!(poll.is_ready(), self.places.granted.remove(&id));
        let Poll::Ready(done) = poll else { return };
        self.sends.remove(&id);
        match done {
            Done::Sent => self.sent(id),
            Done::Permit(permit) => {
                assert!(!self.closed);
                self.permits.push(permit);
            }
            Done::Closed(message) => self.not_sent(message, id),
        }
    }

    fn poll_recv(&mut self, id: usize) {
        let task = self.recvs.get_mut(&id).unwrap();
        let (poll, limit) = (task.poll(), task.messages);
        assert_eq!(poll.is_ready(), self.rights.granted.remove(&id));
        let Poll::Ready(messages) = poll else { return };
        let mut expected = Vec::from_iter(self.take());
        while !expected.is_empty() && expected.len() < limit && self.rights.try_enter() {
            let Some(number) = self.take() else { break };
            expected.push(number);
        }
        assert!(messages.iter().map(|m| m.number).eq(expected));
        self.recvs.remove(&id);
    }

    fn step(&mut self, op: Op) {
        let (senders, receivers) = (self.senders.len(), self.receivers.len());
        match op {
            Op::TrySend(at) if senders != 0 => {
                let (message, room) = (self.message(), self.places.try_enter());
                let number = message.number;
                match K::try_send(&self.senders[at.index(senders)], message) {
                    Ok(()) => {
                        assert!(room);
                        self.sent(number);
                    }
                    Err(TrySendError::Full(message)) => {
                        assert!(!room && !self.closed);
                        assert_eq!(message.number, number);
                    }
                    Err(TrySendError::Disconnected(message)) => {
                        self.not_sent(Some(message), number);
                    }
                }
            }
            Op::Send(at, form) if senders != 0 => {
                let message = self.message();
                let id = message.number;
                let tx = self.senders[at.index(senders)].clone();
                self.sends.insert(id, K::send(tx, message, form));
                self.places.enter(id);
                self.poll_send(id);
            }
            Op::PollSend(at) => {
                if let Some(id) = pick(&self.sends, at) {
                    self.poll_send(id);
                }
            }
            Op::CancelSend(at) => {
                if let Some(id) = pick(&self.sends, at) {
                    self.sends.remove(&id);
                    self.places.cancel(id);
                }
            }
            Op::Permit(at, send) if !self.permits.is_empty() => {
                let permit = self.permits.swap_remove(at.index(self.permits.len()));
                if send {
                    let message = self.message();
                    let number = message.number;
                    match permit.send(message) {
                        Ok(()) => self.sent(number),
                        Err(error) => self.not_sent(Some(error.into_inner()), number),
                    }
                } else {
                    drop(permit);
                    self.places.release(1);
                }
            }
            Op::TryRecv(at) if receivers != 0 => {
                let received = self.receivers[at.index(receivers)].try_recv();
                let expected = match self.rights.try_enter() {
                    true => self.take().ok_or(TryRecvError::Disconnected),
                    false => Err(TryRecvError::Empty),
                };
                assert_eq!(received.map(|message| message.number), expected);
            }
            Op::Recv(at, way) if receivers != 0 => {
                self.number += 1;
                let id = self.number;
                let rx = self.receivers[at.index(receivers)].clone();
                self.recvs.insert(id, recv(rx, way));
                self.rights.enter(id);
                self.poll_recv(id);
            }
            Op::PollRecv(at) => {
                if let Some(id) = pick(&self.recvs, at) {
                    self.poll_recv(id);
                }
            }
            Op::CancelRecv(at) => {
                if let Some(id) = pick(&self.recvs, at) {
                    self.recvs.remove(&id);
                    self.rights.cancel(id);
                }
            }
            Op::CloneSender if senders != 0 => self.senders.push(self.senders[0].clone()),
            Op::Upgrade => self.senders.extend(self.weak.upgrade()),
            Op::DropSender(at) if senders != 0 => {
                drop(self.senders.swap_remove(at.index(senders)));
            }
            Op::CloneReceiver if receivers != 0 => {
                self.receivers.push(self.receivers[0].clone());
            }
            Op::DropReceiver(at) if receivers != 0 => {
                drop(self.receivers.swap_remove(at.index(receivers)));
            }
            Op::Close(at) if receivers != 0 => {
                self.receivers[at.index(receivers)].close();
                self.close();
            }
            _ => {}
        }
    }

    /// Draws the conclusions for the model, and compares.
    fn check(&mut self) {
        let senders = self.senders.len() + self.sends.len() + self.permits.len();
        let receivers = self.receivers.len() + self.recvs.len();
        if senders == 0 && !self.ended {
            self.ended = true;
            self.rights.release(ENOUGH);
        }
        if receivers == 0 {
            self.close();
            self.queue.clear();
        }
        assert_eq!(self.weak.sender_count(), senders);
        if let Some(tx) = self.senders.first() {
            assert_eq!((tx.sender_count(), tx.is_closed()), (senders, self.closed));
            if let Some(available) = K::available(tx) {
                let expected = if self.closed {
                    0
                } else {
                    self.places.available()
                };
                assert_eq!(available, expected);
            }
        }
        if let Some(rx) = self.receivers.first() {
            assert_eq!(
                (rx.sender_count(), rx.receiver_count()),
                (senders, receivers)
            );
            assert_eq!(rx.is_closed(), self.closed || self.ended);
            let len = self.queue.len();
            assert_eq!((rx.len(), rx.is_empty()), (len, len == 0));
        }
        assert_woken(&self.sends, &self.places);
        assert_woken(&self.recvs, &self.rights);
        let waiting: usize = self.sends.values().map(|task| task.messages).sum();
        let gone = self.messages - self.queue.len() - waiting;
        assert_eq!(self.drops.load(Relaxed), gone);
    }
}

fn run<K: Sends>(channel: (Sender<Message, K>, Receiver<Message, K>), places: usize, ops: Vec<Op>) {
    // Leaked if an assertion fails: dropping what is in line might panic again.
    let mut world = ManuallyDrop::new(World::new(channel, places));
    world.check();
    for op in ops {
        world.step(op);
        world.check();
    }
    let (drops, messages) = (world.drops.clone(), world.messages);
    drop(ManuallyDrop::into_inner(world));
    assert_eq!(drops.load(Relaxed), messages);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn bounded_behaves_like_the_model(places in 1..4usize, ops in ops()) {
        run(bounded(places), places, ops);
    }

    #[test]
    fn unbounded_behaves_like_the_model(ops in ops()) {
        run(unbounded(), ENOUGH, ops);
    }
}

/// A buffer that cannot grow: the message is there for the next.
#[test]
fn recv_many_into_a_full_buffer_takes_nothing() {
    let (tx, rx) = bounded(1);
    tx.try_send(()).unwrap();
    let mut buffer = Vec::from([(); usize::MAX]);
    let mut recv = Box::pin(rx.recv_many(&mut buffer, 1));
    let poll = || recv.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(poll)).is_err());
    drop(recv);
    assert_eq!(rx.try_recv(), Ok(()));
    assert_eq!(tx.available_capacity(), 1);
}

/// On a target with 32 bits one can ask often enough to notice.
#[test]
fn a_channel_that_is_over_may_be_asked_for_ever() {
    for closes in [false, true] {
        let (tx, rx) = bounded::<u8>(3);
        if closes {
            rx.close();
        } else {
            drop(tx);
        }
        let before = (rx.chan().receivers.rights.available(), rx.chan().places());
        for _ in 0..10 {
            assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
            let mut recv = Box::pin(rx.recv());
            let poll = recv.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(poll, Poll::Ready(Err(_))));
        }
        let after = (rx.chan().receivers.rights.available(), rx.chan().places());
        assert_eq!(before, after);
    }
}
