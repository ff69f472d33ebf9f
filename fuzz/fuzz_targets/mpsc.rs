//! A bounded channel against a plain model: messages, places, and the line for places.
#![no_main]

use std::collections::VecDeque;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use mea::mpsc::{self, BoundedReceiver, BoundedSender, OwnedPermit, TryRecvError};
use mea_fuzz::{Counted, Source, Task, pick};

#[derive(Arbitrary, Debug)]
enum Op {
    TrySend,
    Send,
    Reserve,
    Poll(u8),
    Cancel(u8),
    /// Sends with a permit.
    Use(u8),
    DropPermit(u8),
    TryRecv,
    /// Polls a `recv` once, and drops it.
    Recv,
    RecvMany(u8),
    CloneSender,
    DropSender,
    Close,
    DropReceiver,
}

/// What a sender's wait comes to.
enum Done {
    Sent,
    Permit(OwnedPermit<Counted>),
    Closed,
}

struct Wait {
    n: usize,
    /// Whether it has a message, or wants a permit.
    sends: bool,
    task: Task<Done>,
}

struct World {
    source: Source,
    senders: Vec<BoundedSender<Counted>>,
    rx: Option<BoundedReceiver<Counted>>,
    waits: Vec<Wait>,
    permits: Vec<OwnedPermit<Counted>>,
    // The model.
    made: usize,
    queue: VecDeque<usize>,
    free: usize,
    line: VecDeque<usize>,
    closed: bool,
}

impl World {
    fn new(capacity: usize) -> Self {
        let (tx, rx) = mpsc::bounded(capacity);
        Self {
            source: Source::default(),
            senders: vec![tx],
            rx: Some(rx),
            waits: Vec::new(),
            permits: Vec::new(),
            made: 0,
            queue: VecDeque::new(),
            free: capacity,
            line: VecDeque::new(),
            closed: false,
        }
    }

    fn number(&mut self) -> usize {
        self.made += 1;
        self.made
    }

    /// A place is free again, or the next one's.
    fn give(&mut self) {
        if self.line.pop_front().is_none() {
            self.free += 1;
        }
    }

    fn take(&mut self) -> bool {
        let can = self.line.is_empty() && self.free > 0;
        self.free -= usize::from(can);
        can
    }

    fn begin(&mut self, sends: bool) {
        let Some(tx) = self.senders.last().cloned() else {
            return;
        };
        let n = self.number();
        let message = self.source.make(n);
        let task = if sends {
            Task::new(async move { tx.send(message).await.map_or(Done::Closed, |()| Done::Sent) })
        } else {
            drop(message);
            Task::new(async move { tx.reserve_owned().await.map_or(Done::Closed, Done::Permit) })
        };
        if !self.take() {
            self.line.push_back(n);
        }
        self.waits.push(Wait { n, sends, task });
        self.poll(self.waits.len() - 1);
    }

    fn poll(&mut self, at: usize) {
        let wait = &mut self.waits[at];
        let waits = !self.closed && self.line.contains(&wait.n);
        let Some(done) = wait.task.poll() else {
            return assert!(waits);
        };
        assert!(!waits);
        let wait = self.waits.swap_remove(at);
        match done {
            Done::Closed => {
                assert!(self.closed);
                self.forget(wait.n);
            }
            Done::Sent => {
                assert!(wait.sends && !self.closed);
                self.queue.push_back(wait.n);
            }
            Done::Permit(permit) => {
                assert!(!wait.sends && !self.closed);
                self.permits.push(permit);
            }
        }
    }

    /// A wait is over without a message or a permit.
    fn forget(&mut self, n: usize) {
        let before = self.line.len();
        self.line.retain(|other| *other != n);
        if before == self.line.len() {
            self.give();
        }
    }

    fn received(&mut self, message: Option<Counted>) {
        let expected = self.queue.pop_front();
        assert_eq!(message.as_ref().map(|message| message.n), expected);
        if expected.is_some() {
            self.give();
        }
    }

    fn is_over(&self) -> bool {
        self.closed || self.senders.len() + self.waits.len() + self.permits.len() == 0
    }

    fn step(&mut self, op: Op) {
        match op {
            Op::TrySend => {
                let Some(tx) = self.senders.last().cloned() else {
                    return;
                };
                let n = self.number();
                match tx.try_send(self.source.make(n)) {
                    Ok(()) => {
                        assert!(!self.closed && self.take());
                        self.queue.push_back(n);
                    }
                    Err(error) => {
                        assert_eq!(error.is_disconnected(), self.closed);
                        assert!(self.closed || !self.line.is_empty() || self.free == 0);
                        assert_eq!(error.into_inner().n, n);
                    }
                }
            }
            Op::Send => self.begin(true),
            Op::Reserve => self.begin(false),
            Op::Poll(at) => {
                let Some(at) = pick(at, self.waits.len()) else {
                    return;
                };
                self.poll(at);
            }
            Op::Cancel(at) => {
                let Some(at) = pick(at, self.waits.len()) else {
                    return;
                };
                let wait = self.waits.swap_remove(at);
                drop(wait.task);
                self.forget(wait.n);
            }
            Op::Use(at) => {
                let Some(at) = pick(at, self.permits.len()) else {
                    return;
                };
                let n = self.number();
                let sent = self.permits.swap_remove(at).send(self.source.make(n));
                assert_eq!(sent.is_ok(), !self.closed);
                match sent {
                    Ok(()) => self.queue.push_back(n),
                    Err(_) => self.give(),
                }
            }
            Op::DropPermit(at) => {
                let Some(at) = pick(at, self.permits.len()) else {
                    return;
                };
                drop(self.permits.swap_remove(at));
                self.give();
            }
            Op::TryRecv => {
                let over = self.is_over();
                let Some(rx) = &mut self.rx else { return };
                match rx.try_recv() {
                    Ok(message) => self.received(Some(message)),
                    Err(error) => {
                        assert_eq!(error == TryRecvError::Disconnected, over);
                        self.received(None);
                    }
                }
            }
            Op::Recv => {
                let over = self.is_over();
                let Some(mut rx) = self.rx.take() else { return };
                let mut task = Task::new(async move {
                    let received = rx.recv().await;
                    (rx, received)
                });
                match task.poll() {
                    Some((rx, received)) => {
                        assert!(received.is_ok() || over);
                        self.rx = Some(rx);
                        self.received(received.ok());
                    }
                    None => {
                        // It has the receiver with it.
                        assert!(self.queue.is_empty() && !over);
                        self.closed = true;
                        drop(task);
                    }
                }
            }
            Op::RecvMany(limit) => {
                let Some(rx) = &mut self.rx else { return };
                if self.queue.is_empty() {
                    return;
                }
                let limit = usize::from(limit);
                let mut buffer = Vec::new();
                let received = {
                    let mut many = std::pin::pin!(rx.recv_many(&mut buffer, limit));
                    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
                    many.as_mut().poll(&mut cx)
                };
                assert!(received == std::task::Poll::Ready(buffer.len()));
                assert_eq!(buffer.len(), limit.min(self.queue.len()));
                buffer
                    .into_iter()
                    .for_each(|message| self.received(Some(message)));
            }
            Op::CloneSender => self.senders.extend(self.senders.last().cloned()),
            Op::DropSender => drop(self.senders.pop()),
            Op::Close => {
                let Some(rx) = &mut self.rx else { return };
                rx.close();
                self.closed = true;
            }
            Op::DropReceiver => {
                self.closed |= self.rx.is_some();
                self.rx = None;
            }
        }
        if self.rx.is_none() {
            // They went with it.
            self.queue.clear();
        }
    }

    fn check(&self) {
        let holding = self.waits.iter().filter(|wait| wait.sends).count();
        assert_eq!(self.source.alive(), self.queue.len() + holding);
        for wait in &self.waits {
            let waits = !self.closed && self.line.contains(&wait.n);
            assert_eq!(wait.task.is_woken(), !waits);
        }
        let Some(rx) = &self.rx else { return };
        assert_eq!(rx.len(), self.queue.len());
        assert_eq!(rx.is_closed(), self.is_over());
    }
}

fuzz_target!(|input: (u8, Vec<Op>)| {
    let (capacity, ops) = input;
    let mut world = World::new(1 + usize::from(capacity % 4));
    for op in ops {
        world.step(op);
        world.check();
    }
    let source = world.source.clone();
    drop(world);
    assert_eq!(source.alive(), 0);
});
