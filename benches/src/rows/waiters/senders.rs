//! Senders of a full channel.

use mea_benches::measure::{Run, now, thread_ns};

use super::{CANCEL, CANCEL_RANDOM, ENQUEUE_AND_HAND_OVER, Rows};
use crate::{
    peers::{
        bounded_waiting,
        channel::{Bounded, Channel},
    },
    rows::crowd::{Crowd, Order, instances},
};

pub(crate) fn rows() -> Vec<Rows> {
    vec![
        (
            "bounded(1) senders",
            ENQUEUE_AND_HAND_OVER,
            bounded_waiting!(|L| Run::values(queue::<Bounded<L>>)),
        ),
        (
            "bounded(1) senders",
            CANCEL,
            bounded_waiting!(|L| Run::values(|n| cancel::<Bounded<L>>(n, Order::Came))),
        ),
        (
            "bounded(1) senders",
            CANCEL_RANDOM,
            bounded_waiting!(|L| Run::values(|n| cancel::<Bounded<L>>(n, Order::Random))),
        ),
    ]
}

/// Channels that are full.
fn full<C: Channel<Message = u64>>(n: u64) -> Vec<(C::Sender, C::Receiver)> {
    let new = |_| {
        let (mut tx, rx) = C::new(1);
        now(C::send(&mut tx, 0));
        (tx, rx)
    };
    (0..instances(n)).map(new).collect()
}

/// The future has the sender, as that of a task has.
async fn send<C: Channel<Message = u64>>(mut sender: C::Sender, message: u64) {
    C::send(&mut sender, message).await;
}

/// `n` senders wait, each with its number.
fn senders<C: Channel<Message = u64>>(
    channels: &[(C::Sender, C::Receiver)],
    n: u64,
) -> Crowd<impl Future<Output = ()> + use<C>> {
    Crowd::new(
        channels
            .iter()
            .flat_map(|(tx, _)| (1..=n).map(|number| send::<C>(tx.clone(), number))),
    )
}

/// `n` senders wait, and send one after the other, in the order in which they came.
fn queue<C: Channel<Message = u64>>(n: u64) -> Vec<f64> {
    let mut channels = full::<C>(n);
    let mut crowd = senders::<C>(&channels, n);
    let enqueue = crowd.enqueue();
    let hand_over = thread_ns(channels.len() as u64 * n, || {
        let mut waiter = 0;
        for (_, rx) in &mut channels {
            for number in 0..n {
                assert_eq!(now(C::recv(rx)), Some(number), "they came in another order");
                crowd.ready(waiter);
                waiter += 1;
            }
        }
    });
    vec![enqueue, hand_over]
}

/// `n` senders wait, and give up.
fn cancel<C: Channel<Message = u64>>(n: u64, order: Order) -> Vec<f64> {
    let mut channels = full::<C>(n);
    let mut crowd = senders::<C>(&channels, n);
    crowd.enqueue();
    let cost = crowd.cancel(order);
    for (tx, rx) in &mut channels {
        assert_eq!(now(C::recv(rx)), Some(0));
        // There is room again.
        now(C::send(tx, 1));
        assert_eq!(now(C::recv(rx)), Some(1), "who gave up has sent");
    }
    vec![cost]
}
