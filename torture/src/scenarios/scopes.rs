//! Scopes in scopes, which end when all in them have.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::shutdown::{self, ShutdownRecv};

use super::Running;
use crate::{
    Runtime,
    crew::{at_last, crew, maybe_yield},
};

/// The end is not seen before all have gone, and it is seen.
pub(super) async fn tree<R: Runtime>(n: usize) {
    for _ in 0..n {
        let (send, recv) = shutdown::new_pair();
        let inside = Arc::new(AtomicUsize::new(0));
        let tasks = crew::<R, _>(2, |_| enter::<R>(recv.clone(), inside.clone(), 2));
        drop(recv);
        let stop = send.clone();
        let late = send.registrar();
        let other = R::spawn(async move {
            maybe_yield::<R>().await;
            stop.shutdown_with("enough");
        });
        at_last!(R, send.clone().await_shutdown());
        assert_eq!(inside.load(SeqCst), 0, "the end came too early");
        assert!(late.register().is_err());
        other.await;
        tasks.await;
        assert_eq!(send.living(), 0);
    }
}

/// One in a scope who opens another one in it, with two more.
fn enter<R: Runtime>(recv: ShutdownRecv, inside: Arc<AtomicUsize>, depth: usize) -> Running {
    inside.fetch_add(1, SeqCst);
    Box::pin(async move {
        let below = (depth > 0).then(|| {
            let (send, child) = recv.child();
            let tasks = crew::<R, _>(2, |_| enter::<R>(child.clone(), inside.clone(), depth - 1));
            (send, tasks)
        });
        maybe_yield::<R>().await;
        at_last!(R, recv.is_shutdown());
        if let Some((send, tasks)) = below {
            // Those below are told, too, perhaps a moment later.
            send.watch().is_shutdown().await;
            tasks.await;
        }
        inside.fetch_sub(1, SeqCst);
        drop(recv);
    })
}
