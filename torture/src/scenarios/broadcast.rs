//! Messages to all: none is lost unnoticed.

use mea::broadcast::{self, overflow};

use crate::{
    Runtime,
    counted::{Order, Source},
    crew::{Ends, at_last, crew, maybe_yield, patiently},
};

const SENDERS: usize = 2;
const RECEIVERS: usize = 3;

/// What a slow receiver has lost is what it is told.
pub(super) async fn overflow<R: Runtime>(n: usize) {
    let source = Source::default();
    let (sender, receiver) = overflow::channel(2);
    let senders = Ends::new(vec![sender; SENDERS]);
    let receivers = Ends::new(vec![receiver; RECEIVERS]);
    let made = source.clone();
    crew::<R, _>(SENDERS + RECEIVERS, move |i| {
        let (senders, receivers, source) = (senders.clone(), receivers.clone(), made.clone());
        async move {
            if i < SENDERS {
                let sender = senders.take().await;
                for k in 0..n {
                    sender.send(source.make(i, k));
                    maybe_yield::<R>().await;
                    if R::one_in(4) {
                        // One that comes and goes.
                        drop(sender.subscribe().try_recv());
                    }
                }
                return;
            }
            let mut receiver = receivers.take().await;
            let (mut order, mut received, mut lost) = (Order::of(SENDERS), 0, 0);
            loop {
                match at_last!(R, receiver.recv()) {
                    Ok(message) => {
                        order.later(&message);
                        received += 1;
                    }
                    Err(overflow::RecvError::Lagged(more)) => lost += more as usize,
                    Err(overflow::RecvError::Disconnected) => break,
                }
            }
            assert_eq!(received + lost, SENDERS * n);
        }
    })
    .await;
    source.assert_all_gone();
}

/// A slow receiver holds the senders up, and everybody gets everything.
pub(super) async fn bounded<R: Runtime>(n: usize) {
    let source = Source::default();
    let (sender, receiver) = broadcast::bounded(2);
    let senders = Ends::new(vec![sender; SENDERS]);
    let receivers = Ends::new(vec![receiver; RECEIVERS]);
    let made = source.clone();
    crew::<R, _>(SENDERS + RECEIVERS, move |i| {
        let (senders, receivers, source) = (senders.clone(), receivers.clone(), made.clone());
        async move {
            if i < SENDERS {
                let sender = senders.take().await;
                for k in 0..n {
                    let mut slot = Some(source.make(i, k));
                    while slot.is_some() {
                        let sent = patiently::<R, _>(sender.send_from(&mut slot)).await;
                        assert!(sent.is_none_or(|sent| sent.is_ok()));
                        R::yield_now().await;
                    }
                }
                return;
            }
            let mut receiver = receivers.take().await;
            let mut order = Order::of(SENDERS);
            while let Ok(message) = at_last!(R, receiver.recv()) {
                order.next(&message);
                maybe_yield::<R>().await;
            }
            assert_eq!(order.total(), SENDERS * n);
        }
    })
    .await;
    source.assert_all_gone();
}
