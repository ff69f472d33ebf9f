//! Signals without a value.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
};

use mea::event::{AutoResetEvent, ManualResetEvent};

use crate::{
    Runtime,
    crew::{at_last, crew, maybe_yield},
};

const TASKS: usize = 6;

/// A token that is never lost, and never two.
pub(super) async fn token<R: Runtime>(n: usize) {
    let event = Arc::new(AutoResetEvent::with_state(true));
    let has = Arc::new(AtomicBool::new(false));
    crew::<R, _>(TASKS, |_| {
        let (event, has) = (event.clone(), has.clone());
        async move {
            for _ in 0..n {
                match R::below(3) {
                    0 if event.try_wait() => {}
                    1 => at_last!(R, event.clone().wait_owned()),
                    _ => at_last!(R, event.wait()),
                }
                assert!(!has.swap(true, SeqCst), "two tokens");
                maybe_yield::<R>().await;
                has.store(false, SeqCst);
                event.set();
            }
        }
    })
    .await;
    assert!(event.try_wait() && !event.try_wait());
    assert_eq!(Arc::strong_count(&event), 1);
}

/// A door that opens and closes: whoever was in line when it opened is let through.
pub(super) async fn door<R: Runtime>(n: usize) {
    let (event, inside) = (
        Arc::new(ManualResetEvent::new()),
        Arc::new(AtomicUsize::new(0)),
    );
    crew::<R, _>(TASKS + 1, |i| {
        let (event, inside) = (event.clone(), inside.clone());
        async move {
            if i < TASKS {
                for _ in 0..n {
                    at_last!(R, event.wait());
                    inside.fetch_add(1, SeqCst);
                    maybe_yield::<R>().await;
                }
                return;
            }
            while inside.load(SeqCst) < TASKS * n {
                event.set();
                event.reset();
                R::yield_now().await;
            }
        }
    })
    .await;
    assert_eq!(inside.load(SeqCst), TASKS * n);
    assert_eq!(Arc::strong_count(&event), 1);
}
