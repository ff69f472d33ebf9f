//! Messages that are counted, receivers that come and go, and waits that are given up.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::broadcast::{bounded, overflow};

use super::{maybe_yield, run, tasks};
use crate::support::patiently;

const SENDERS: u64 = 4;
const RECEIVERS: u64 = 6;
const MESSAGES: usize = 3_000;
/// Where the slowest receiver holds all up.
const BOUNDED_MESSAGES: usize = 1_000;

/// Of a sender, with a number; counted.
struct Message {
    sender: u64,
    n: usize,
    alive: Arc<AtomicUsize>,
}

impl Message {
    fn new(sender: u64, n: usize, alive: &Arc<AtomicUsize>) -> Self {
        alive.fetch_add(1, SeqCst);
        let alive = alive.clone();
        Self { sender, n, alive }
    }
}

impl Clone for Message {
    fn clone(&self) -> Self {
        Self::new(self.sender, self.n, &self.alive)
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        self.alive.fetch_sub(1, SeqCst);
    }
}

/// What a receiver has received of each sender: always the next one, or later by what was lost.
#[derive(Default)]
struct Order {
    next: [usize; SENDERS as usize],
}

impl Order {
    fn check(&mut self, message: &Message) {
        let next = &mut self.next[message.sender as usize];
        assert!(message.n >= *next, "out of order");
        *next = message.n + 1;
    }
}

#[test]
fn what_is_not_received_is_counted_as_lost() {
    let alive = Arc::new(AtomicUsize::new(0));
    let counted = alive.clone();
    run(async move {
        let (sender, first) = overflow::channel(16);
        let sender = Arc::new(Mutex::new(Some(sender)));
        let finished = Arc::new(AtomicUsize::new(0));
        tasks(SENDERS + RECEIVERS, |i, mut rng| {
            let alive = counted.clone();
            let mut receiver = first.clone();
            let (shared, finished) = (sender.clone(), finished.clone());
            let sender = shared.lock().unwrap().clone();
            async move {
                if i < SENDERS {
                    drop(receiver);
                    let sender = sender.unwrap();
                    for n in 0..MESSAGES {
                        sender.send(Message::new(i, n, &alive));
                        maybe_yield(&mut rng).await;
                        if rng.one_in(50) {
                            // One that comes and goes.
                            let mut visitor = sender.subscribe();
                            maybe_yield(&mut rng).await;
                            drop(visitor.try_recv());
                        }
                    }
                    if finished.fetch_add(1, SeqCst) + 1 == SENDERS as usize {
                        drop(shared.lock().unwrap().take());
                    }
                    return;
                }
                drop(sender);
                let (mut order, mut received, mut lost) = (Order::default(), 0, 0);
                loop {
                    // One that is given up has received nothing: then the sum would not come out.
                    let got = loop {
                        if rng.one_in(3) {
                            if let Some(got) = patiently(rng.below(3), receiver.recv()).await {
                                break got;
                            }
                        } else {
                            break receiver.recv().await;
                        }
                    };
                    match got {
                        Ok(message) => {
                            order.check(&message);
                            received += 1;
                        }
                        Err(overflow::RecvError::Lagged(n)) => lost += n as usize,
                        Err(overflow::RecvError::Disconnected) => break,
                    }
                    maybe_yield(&mut rng).await;
                    if rng.one_in(20) {
                        // Another one goes on where this one is.
                        let clone = receiver.clone();
                        drop(std::mem::replace(&mut receiver, clone));
                    }
                }
                assert_eq!(received + lost, SENDERS as usize * MESSAGES);
            }
        })
        .await;
        drop(first);
    });
    assert_eq!(alive.load(SeqCst), 0);
}

/// Sends that are given up keep their message; receivers that go do not hold anybody up.
#[test]
fn nothing_is_lost_where_senders_wait() {
    let alive = Arc::new(AtomicUsize::new(0));
    let counted = alive.clone();
    run(async move {
        let (sender, first) = bounded(4);
        let senders: Vec<_> = (0..SENDERS).map(|_| sender.clone()).collect();
        let receivers: Vec<_> = (0..RECEIVERS).map(|_| first.clone()).collect();
        // One that nobody uses would hold all up.
        drop((sender, first));
        let ends = Arc::new(Mutex::new((senders, receivers)));
        tasks(SENDERS + RECEIVERS, |i, mut rng| {
            let (alive, ends) = (counted.clone(), ends.clone());
            async move {
                if i < SENDERS {
                    let sender = ends.lock().unwrap().0.pop().unwrap();
                    for n in 0..BOUNDED_MESSAGES {
                        let mut slot = Some(Message::new(i, n, &alive));
                        while slot.is_some() {
                            let sent = patiently(rng.below(4), sender.send_from(&mut slot)).await;
                            assert!(sent.is_none_or(|sent| sent.is_ok()));
                            if slot.is_some() && rng.one_in(3) {
                                let message = slot.take().unwrap();
                                assert!(sender.send(message).await.is_ok());
                            }
                        }
                        if rng.one_in(50) {
                            // One that comes, and goes while it is behind.
                            let mut visitor = sender.subscribe();
                            maybe_yield(&mut rng).await;
                            drop(visitor.try_recv());
                        }
                    }
                    return;
                }
                let mut receiver = ends.lock().unwrap().1.pop().unwrap();
                let (mut order, mut received) = (Order::default(), 0);
                loop {
                    let Some(got) = patiently(rng.below(4), receiver.recv()).await else {
                        continue;
                    };
                    let Ok(message) = got else {
                        break;
                    };
                    order.check(&message);
                    received += 1;
                    maybe_yield(&mut rng).await;
                }
                assert_eq!(received, SENDERS as usize * BOUNDED_MESSAGES);
            }
        })
        .await;
    });
    assert_eq!(alive.load(SeqCst), 0);
}
