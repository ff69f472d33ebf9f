//! A semaphore whose permits are all taken; a grant releases one.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::semaphore::{
    Acquire, AcquireAndForget, AcquireOwned, AcquireOwnedAndForget, OwnedSemaphorePermit,
    Semaphore, SemaphorePermit,
};

use crate::{
    matrix::subject::{Many, Subject, unit},
    support::{leak, poll_and_drop},
};

const PERMITS: usize = 4;

fn touch(semaphore: &Semaphore) {
    assert!(format!("{semaphore:?}").starts_with("Semaphore"));
    semaphore.available_permits();
    semaphore.release(0);
    semaphore.forget(0);
    semaphore.forget_exact(0);
    semaphore.resize(semaphore.size());
    drop(semaphore.try_acquire(1));
    drop(poll_and_drop(semaphore.acquire(1)));
    drop(poll_and_drop(semaphore.acquire(PERMITS)));
    let _ = poll_and_drop(semaphore.acquire_and_forget(usize::MAX));
}

/// The one who wants three stands before one who wants one.
fn many(head: impl FnOnce(&Arc<Semaphore>) -> crate::support::BoxFuture) -> Many {
    let semaphore = Arc::new(Semaphore::new(0));
    let (a, b) = (semaphore.clone(), semaphore.clone());
    Many {
        head: head(&semaphore),
        behind: unit(semaphore.acquire_owned(1)),
        part: Box::new(move || a.release(1)),
        assert_idle: Box::new(move || {
            assert_eq!(b.available_permits(), 1);
            assert!(b.try_acquire(1).is_some());
        }),
    }
}

macro_rules! with_permit {
    ($Subject:ident, $name:literal, $Owner:ty, $own:expr, $Future:ty, $Permit:ty, $acquire:expr, $try:expr) => {
        pub(in crate::matrix) struct $Subject {
            semaphore: $Owner,
            /// What is not handed out, in one permit.
            held: std::sync::Mutex<$Permit>,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            type Future = $Future;
            type Output = $Permit;

            fn busy() -> Self {
                let semaphore: $Owner = $own(Semaphore::new(PERMITS));
                let held = $try(&semaphore, PERMITS).unwrap();
                Self {
                    semaphore,
                    held: held.into(),
                }
            }

            fn future(&self) -> Self::Future {
                $acquire(&self.semaphore, 1)
            }

            fn grant(&self) {
                let one = self.held.lock().unwrap().split(1).unwrap();
                drop(one);
            }

            fn give_back(&self, output: Self::Output) {
                assert_eq!(output.permits(), 1);
                self.held.lock().unwrap().merge(output);
            }

            fn assert_idle(&self) {
                let held = self.held.lock().unwrap().permits();
                assert_eq!(held + self.semaphore.available_permits(), PERMITS);
                assert!(self.semaphore.try_acquire(0).is_some(), "nobody waits");
            }

            fn touch(&self) {
                touch(&self.semaphore);
            }

            fn owners(&self) -> Option<usize> {
                Owners::owners(&self.semaphore)
            }

            fn many() -> Many {
                many(|semaphore| {
                    let owner: $Owner = Owners::of(semaphore);
                    unit($acquire(&owner, 3))
                })
            }
        }
    };
}

/// `Arc` or a reference for ever.
trait Owners {
    fn owners(&self) -> Option<usize>;
    fn of(semaphore: &Arc<Semaphore>) -> Self
    where
        Self: Sized;
}

impl Owners for Arc<Semaphore> {
    fn owners(&self) -> Option<usize> {
        Some(Arc::strong_count(self))
    }

    fn of(semaphore: &Arc<Semaphore>) -> Self {
        semaphore.clone()
    }
}

impl Owners for &'static Semaphore {
    fn owners(&self) -> Option<usize> {
        None
    }

    fn of(semaphore: &Arc<Semaphore>) -> Self {
        let semaphore: &'static Arc<Semaphore> = leak(semaphore.clone());
        semaphore
    }
}

with_permit! {
    SemaphoreAcquire, "semaphore::Acquire", &'static Semaphore, leak,
    Acquire<'static>, SemaphorePermit<'static>,
    |s: &&'static Semaphore, n| s.acquire(n), |s: &&'static Semaphore, n| s.try_acquire(n)
}

with_permit! {
    SemaphoreAcquireOwned, "semaphore::AcquireOwned", Arc<Semaphore>, Arc::new,
    AcquireOwned, OwnedSemaphorePermit,
    |s: &Arc<Semaphore>, n| s.clone().acquire_owned(n),
    |s: &Arc<Semaphore>, n| s.clone().try_acquire_owned(n)
}

macro_rules! forgetting {
    ($Subject:ident, $name:literal, $Owner:ty, $own:expr, $Future:ty, $acquire:expr) => {
        pub(in crate::matrix) struct $Subject {
            semaphore: $Owner,
            /// What there should be.
            permits: AtomicUsize,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            type Future = $Future;
            type Output = ();

            fn busy() -> Self {
                Self {
                    semaphore: $own(Semaphore::new(0)),
                    permits: AtomicUsize::new(0),
                }
            }

            fn future(&self) -> Self::Future {
                $acquire(&self.semaphore, 1)
            }

            fn grant(&self) {
                self.permits.fetch_add(1, SeqCst);
                self.semaphore.release(1);
            }

            fn give_back(&self, (): ()) {
                self.permits.fetch_sub(1, SeqCst);
            }

            fn assert_idle(&self) {
                assert_eq!(
                    self.semaphore.available_permits(),
                    self.permits.load(SeqCst)
                );
                assert!(self.semaphore.try_acquire(0).is_some(), "nobody waits");
            }

            fn touch(&self) {
                touch(&self.semaphore);
            }

            fn owners(&self) -> Option<usize> {
                Owners::owners(&self.semaphore)
            }

            fn many() -> Many {
                many(|semaphore| {
                    let owner: $Owner = Owners::of(semaphore);
                    unit($acquire(&owner, 3))
                })
            }
        }
    };
}

forgetting! {
    SemaphoreAcquireAndForget, "semaphore::AcquireAndForget", &'static Semaphore, leak,
    AcquireAndForget<'static>, |s: &&'static Semaphore, n| s.acquire_and_forget(n)
}

forgetting! {
    SemaphoreAcquireOwnedAndForget, "semaphore::AcquireOwnedAndForget", Arc<Semaphore>, Arc::new,
    AcquireOwnedAndForget, |s: &Arc<Semaphore>, n| s.clone().acquire_owned_and_forget(n)
}
