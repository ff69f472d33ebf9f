//! Messages that go from producers by workers to a sink: each comes once, in the order of its producer,
//! or comes back, or is dropped.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::{mpmc, mpsc, select, shutdown};

use crate::{
    Runtime,
    counted::{Counted, Order, Source},
    crew::{Ends, at_last, crew, maybe_yield, patiently},
};

const PRODUCERS: usize = 3;
const WORKERS: usize = 3;

/// Sends in one of the ways. Whether it was sent, and not given back.
async fn send<R: Runtime>(tx: &mpsc::BoundedSender<Counted>, message: Counted) -> bool {
    match R::below(4) {
        0 => tx.send(message).await.is_ok(),
        1 => {
            let mut slot = Some(message);
            loop {
                match patiently::<R, _>(tx.send_from(&mut slot)).await {
                    Some(sent) => {
                        assert_eq!(slot.is_none(), sent.is_ok());
                        break sent.is_ok();
                    }
                    None => assert!(slot.is_some()),
                }
                R::yield_now().await;
            }
        }
        2 => match at_last!(R, tx.reserve()) {
            Ok(permit) => {
                maybe_yield::<R>().await;
                permit.send(message).is_ok()
            }
            Err(_) => false,
        },
        _ => match at_last!(R, tx.clone().reserve_owned()) {
            Ok(permit) => permit.send(message).is_ok(),
            Err(_) => false,
        },
    }
}

/// From a bounded channel, whose reader gives up now and then, to all workers, and from them to the sink.
pub(super) async fn drained<R: Runtime>(n: usize) {
    let source = Source::default();
    let (tx, first) = mpsc::bounded(2);
    let (spread, work) = mpmc::bounded(1);
    let (out, mut sink) = mpsc::unbounded();
    let senders = Ends::new((0..PRODUCERS).map(|_| tx.clone()));
    let readers = Ends::new([(first, spread)]);
    let workers = Ends::new((0..WORKERS).map(|_| (work.clone(), out.clone())));
    drop((tx, work, out));
    let made = source.clone();
    let tasks = crew::<R, _>(PRODUCERS + 1 + WORKERS, move |i| {
        let (senders, readers, workers) = (senders.clone(), readers.clone(), workers.clone());
        let source = made.clone();
        async move {
            if i < PRODUCERS {
                let tx = senders.take().await;
                for k in 0..n {
                    assert!(send::<R>(&tx, source.make(i, k)).await);
                }
            } else if i == PRODUCERS {
                let (mut rx, spread) = readers.take().await;
                let mut order = Order::of(PRODUCERS);
                while let Ok(message) = at_last!(R, rx.recv()) {
                    order.next(&message);
                    assert!(spread.send(message).await.is_ok());
                }
                assert_eq!(order.total(), PRODUCERS * n);
            } else {
                let (work, out) = workers.take().await;
                while let Ok(message) = at_last!(R, work.recv()) {
                    maybe_yield::<R>().await;
                    assert!(out.send(message).is_ok());
                }
            }
        }
    });
    let mut received = 0;
    while let Ok(message) = sink.recv().await {
        received += 1;
        drop(message);
    }
    tasks.await;
    assert_eq!(received, PRODUCERS * n);
    source.assert_all_gone();
}

/// A shutdown in the middle of it: producers stop, the receiver closes, and takes what is left.
pub(super) async fn closed<R: Runtime>(n: usize) {
    let source = Source::default();
    let (tx, mut rx) = mpsc::bounded(2);
    let senders = Ends::new((0..PRODUCERS).map(|_| tx.clone()));
    drop(tx);
    let (stop, recv) = shutdown::new_pair();
    let sent = Arc::new(AtomicUsize::new(0));
    let (made, counted) = (source.clone(), sent.clone());
    let tasks = crew::<R, _>(PRODUCERS, move |i| {
        let (senders, source, sent) = (senders.clone(), made.clone(), counted.clone());
        let recv = recv.clone();
        async move {
            let tx = senders.take().await;
            for k in 0..n {
                let permit = select! {
                    () = recv.is_shutdown() => return,
                    permit = tx.reserve() => permit,
                };
                let Ok(permit) = permit else { return };
                maybe_yield::<R>().await;
                if permit.send(source.make(i, k)).is_err() {
                    return;
                }
                sent.fetch_add(1, SeqCst);
            }
        }
    });
    let mut order = Order::of(PRODUCERS);
    let most = R::below(PRODUCERS * n + 1);
    while order.total() < most {
        match at_last!(R, rx.recv()) {
            Ok(message) => order.next(&message),
            Err(_) => break,
        }
    }
    stop.shutdown();
    if R::one_in(2) {
        rx.close();
    }
    while let Ok(message) = rx.recv().await {
        order.next(&message);
    }
    drop(rx);
    stop.await_shutdown().await;
    tasks.await;
    assert_eq!(order.total(), sent.load(SeqCst));
    source.assert_all_gone();
}
