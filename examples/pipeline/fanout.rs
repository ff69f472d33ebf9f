//! From one reader to many workers, each of which has a queue of its own.
//!
//! Nobody else knows that there are several queues. With a channel from many to many there would be one
//! for all; here, what is in the queue of a worker waits for that worker, even if others are idle.

use std::{
    future::{Future, poll_fn},
    task::Poll,
};

use mea::mpsc::{self, BoundedReceiver, BoundedSender, Permit};

#[derive(Debug)]
pub(crate) struct Fanout<T> {
    queues: Vec<BoundedSender<T>>,
    /// Whose turn it is, if several have room.
    turn: usize,
}

impl<T> Fanout<T> {
    /// To so many workers, with so much room in the queue of each.
    pub(crate) fn new(workers: usize, capacity: usize) -> (Self, Vec<BoundedReceiver<T>>) {
        let (queues, ends) = (0..workers).map(|_| mpsc::bounded(capacity)).unzip();
        (Self { queues, turn: 0 }, ends)
    }

    pub(crate) fn queues(&self) -> &[BoundedSender<T>] {
        &self.queues
    }

    /// Waits for room in the queue of any worker. `None` if one takes no more.
    pub(crate) async fn reserve(&mut self) -> Option<Permit<'_, T>> {
        let Self { queues, turn } = self;
        let n = queues.len();
        // In line at all queues at once. Those that are not needed are dropped: a wait gives up its place
        // in line, and room that it was given meanwhile.
        let mut waits: Vec<_> = queues.iter().map(|q| Box::pin(q.reserve())).collect();
        let (at, room) = poll_fn(|cx| {
            for at in (*turn..n).chain(0..*turn) {
                if let Poll::Ready(room) = waits[at].as_mut().poll(cx) {
                    return Poll::Ready((at, room));
                }
            }
            Poll::Pending
        })
        .await;
        *turn = (at + 1) % n;
        room.ok()
    }
}
