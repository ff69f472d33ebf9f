//! Questions with answers, and a value that many watch.

use mea::{mpsc, oneshot, watch};

use crate::{
    Runtime,
    counted::{Counted, Source},
    crew::{at_last, crew, maybe_yield, patiently},
};

/// Each answer is received, comes back, or is dropped, once.
pub(super) async fn answered<R: Runtime>(n: usize) {
    const CLIENTS: usize = 4;
    let source = Source::default();
    let (tx, mut requests) = mpsc::unbounded::<oneshot::Sender<Counted>>();
    let clients = crew::<R, _>(CLIENTS, |_| {
        let tx = tx.clone();
        async move {
            for _ in 0..n {
                let (answer, mut reply) = oneshot::channel();
                assert!(tx.send(answer).is_ok());
                if R::one_in(2) {
                    assert!(reply.await.is_ok(), "all questions are answered");
                } else if patiently::<R, _>(reply.recv()).await.is_none() {
                    // Given up; what comes meanwhile is dropped with the channel.
                    reply.close();
                }
            }
        }
    });
    drop(tx);
    let mut asked = 0;
    while let Ok(mut answer) = requests.recv().await {
        asked += 1;
        if R::one_in(3) {
            let _ = patiently::<R, _>(answer.closed()).await;
        }
        if let Err(unsent) = answer.send(source.make(0, asked)) {
            drop(unsent.into_inner());
        }
    }
    clients.await;
    assert_eq!(asked, CLIENTS * n);
    source.assert_all_gone();
}

/// Nobody goes back in time, all see the last value, and each is dropped once.
pub(super) async fn watched<R: Runtime>(n: usize) {
    const SENDERS: usize = 2;
    const WATCHERS: usize = 4;
    let source = Source::default();
    let (sender, receiver) = watch::channel(source.make(0, 0));
    let watchers = crew::<R, _>(WATCHERS, |_| {
        let mut receiver = receiver.clone();
        async move {
            let mut last = 0;
            loop {
                let changed = at_last!(R, receiver.changed());
                let now = receiver.borrow_and_update().n;
                assert!(now >= last, "back in time");
                last = now;
                if changed.is_err() {
                    break;
                }
            }
            assert_eq!(last, SENDERS * n);
        }
    });
    drop(receiver);
    crew::<R, _>(SENDERS, |_| {
        let sender = sender.clone();
        async move {
            for _ in 0..n {
                sender.send_modify(|value| value.n += 1);
                maybe_yield::<R>().await;
            }
        }
    })
    .await;
    drop(sender);
    watchers.await;
    source.assert_all_gone();
}
