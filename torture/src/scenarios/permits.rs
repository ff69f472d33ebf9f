//! Permits: none is lost, and none is there twice.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::{admission::FairShare, semaphore::Semaphore};

use crate::{
    Runtime,
    crew::{at_last, crew, maybe_yield},
};

const TASKS: usize = 6;
const PERMITS: usize = 3;

/// How many are out.
#[derive(Default)]
struct Out(AtomicUsize);

impl Out {
    async fn work<R: Runtime>(&self, n: usize) {
        let now = self.0.fetch_add(n, SeqCst) + n;
        assert!(now <= PERMITS, "{now} permits are out");
        maybe_yield::<R>().await;
        self.0.fetch_sub(n, SeqCst);
    }
}

pub(super) async fn semaphore<R: Runtime>(n: usize) {
    let (semaphore, out) = (Arc::new(Semaphore::new(PERMITS)), Arc::new(Out::default()));
    crew::<R, _>(TASKS, |_| {
        let (semaphore, out) = (semaphore.clone(), out.clone());
        async move {
            for _ in 0..n {
                let wanted = R::below(PERMITS + 1);
                match R::below(4) {
                    0 => {
                        let mut permit = at_last!(R, semaphore.acquire(wanted));
                        out.work::<R>(wanted).await;
                        let half = permit.split(wanted / 2).expect("half of it");
                        if R::one_in(2) {
                            permit.merge(half);
                        }
                    }
                    1 => {
                        let _permit = at_last!(R, semaphore.clone().acquire_owned(wanted));
                        out.work::<R>(wanted).await;
                    }
                    2 => {
                        at_last!(R, semaphore.acquire_and_forget(wanted));
                        out.work::<R>(wanted).await;
                        semaphore.release(wanted);
                    }
                    _ => {
                        if let Some(_permit) = semaphore.try_acquire(wanted) {
                            out.work::<R>(wanted).await;
                        }
                    }
                }
            }
        }
    })
    .await;
    assert_eq!(semaphore.available_permits(), PERMITS);
    assert!(semaphore.try_acquire(0).is_some());
    assert_eq!(Arc::strong_count(&semaphore), 1);
}

/// One task changes the size all the time: in the end it comes out right.
pub(super) async fn resized<R: Runtime>(n: usize) {
    let semaphore = Arc::new(Semaphore::new(PERMITS));
    crew::<R, _>(TASKS, |i| {
        let semaphore = semaphore.clone();
        async move {
            for _ in 0..n {
                let k = R::below(3);
                match (i, R::below(3)) {
                    (0, 0) => semaphore.resize(2 + k),
                    (0, 1) => {
                        semaphore.forget_exact(k);
                        maybe_yield::<R>().await;
                        semaphore.release(k);
                    }
                    (0, _) => {
                        let forgotten = semaphore.forget(k);
                        maybe_yield::<R>().await;
                        semaphore.release(forgotten);
                    }
                    _ => {
                        let permit = at_last!(R, semaphore.acquire(k));
                        maybe_yield::<R>().await;
                        drop(permit);
                    }
                }
            }
        }
    })
    .await;
    assert_eq!(semaphore.available_permits(), semaphore.size());
    assert!(semaphore.try_acquire(0).is_some());
}

pub(super) async fn fair_share<R: Runtime>(n: usize) {
    let share = Arc::new(FairShare::new(PERMITS));
    let out = Arc::new(Out::default());
    crew::<R, _>(TASKS, |_| {
        let (share, out) = (share.clone(), out.clone());
        async move {
            for _ in 0..n {
                let tenant = R::below(3);
                if R::one_in(2) {
                    let _permit = at_last!(R, share.acquire(tenant));
                    out.work::<R>(1).await;
                } else {
                    let _permit = at_last!(R, share.clone().acquire_owned(tenant));
                    out.work::<R>(1).await;
                }
            }
        }
    })
    .await;
    let left = (share.available_permits(), share.num_waiters());
    assert_eq!(left, (PERMITS, 0));
    assert_eq!(Arc::strong_count(&share), 1);
}
