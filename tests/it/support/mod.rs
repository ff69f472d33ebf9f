//! What the tests share: tasks polled by hand, wakers that watch and misbehave, panics as values.

mod custom;
mod hooks;
mod patience;
mod rng;
mod source;
mod tied;
mod wakers;

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, Waker},
};

pub(crate) use self::{
    custom::{
        BlindGuard, BlindLock, LatchedGuard, LatchedLock, MappedTicketGuard, OwnedTicketGuard,
        TicketGuard, TicketLock,
    },
    hooks::Hooks,
    patience::{at_last, patiently},
    rng::Rng,
    source::{Message, Source},
    tied::{Tied, TiedFuture},
    wakers::Count,
};

pub(crate) type BoxFuture<T = ()> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A future that is polled by hand, with a waker of its own that counts.
pub(crate) struct Task<F: ?Sized> {
    pub(crate) count: Count,
    future: Pin<Box<F>>,
}

impl<F: Future> Task<F> {
    pub(crate) fn new(future: F) -> Self {
        Self {
            count: Count::new(),
            future: Box::pin(future),
        }
    }

    /// A task that was polled once, and waits.
    pub(crate) fn waiting(future: F) -> Self {
        let mut task = Self::new(future);
        task.pending();
        task
    }
}

impl<F: Future + ?Sized> Task<F> {
    pub(crate) fn boxed(future: Pin<Box<F>>) -> Self {
        Self {
            count: Count::new(),
            future,
        }
    }

    pub(crate) fn poll_with(&mut self, waker: &Waker) -> Poll<F::Output> {
        self.future.as_mut().poll(&mut Context::from_waker(waker))
    }

    /// Polls with the task's own waker, which has not been woken any more then.
    pub(crate) fn poll(&mut self) -> Poll<F::Output> {
        self.count.reset();
        let waker = self.count.waker();
        self.poll_with(&waker)
    }

    #[track_caller]
    pub(crate) fn pending(&mut self) {
        assert!(self.poll().is_pending(), "ready, but should wait");
    }

    #[track_caller]
    pub(crate) fn ready(&mut self) -> F::Output {
        ready(self.poll())
    }

    /// It was ready before, and says so if it is polled again.
    #[track_caller]
    pub(crate) fn over(&mut self) {
        let message = panics(|| self.poll().is_ready());
        assert!(message.contains("polled again after"), "{message}");
    }

    pub(crate) fn pinned(&mut self) -> Pin<&mut F> {
        self.future.as_mut()
    }

    /// Was its waker woken since its last poll?
    pub(crate) fn woken(&self) -> bool {
        self.count.wakes() != 0
    }
}

#[track_caller]
pub(crate) fn ready<T>(poll: Poll<T>) -> T {
    match poll {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("waits, but should be ready"),
    }
}

/// Polls once, with a waker that does nothing.
pub(crate) fn poll_once<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Polls once, and drops the future.
pub(crate) fn poll_and_drop<F: Future>(future: F) -> Poll<F::Output> {
    poll_once(std::pin::pin!(future))
}

/// The output of a future that need not wait.
#[track_caller]
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    ready(poll_and_drop(future))
}

/// The message of the panic of `f`.
#[track_caller]
pub(crate) fn panics<R>(f: impl FnOnce() -> R) -> String {
    let Err(payload) = catch_unwind(AssertUnwindSafe(f)) else {
        panic!("should have panicked");
    };
    match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => payload.downcast_ref::<&str>().unwrap_or(&"").to_string(),
    }
}

static KEPT: Mutex<Vec<Box<dyn Any + Send>>> = Mutex::new(Vec::new());

fn keep(value: Box<dyn Any + Send>) {
    KEPT.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(value);
}

/// A reference for ever, to borrow from where a test wants `'static`. It stays reachable, so that a
/// leak checker has nothing to say.
pub(crate) fn leak<T: Send + Sync + 'static>(value: T) -> &'static T {
    let leaked: &'static T = Box::leak(Box::new(value));
    keep(Box::new(leaked));
    leaked
}

/// `mem::forget`: neither used nor dropped again. It stays reachable, too.
pub(crate) fn forget<T: Send + 'static>(value: T) {
    keep(Box::new(value));
}

/// A place for a guard, to be taken out of and put into from anywhere.
pub(crate) struct Slot<T>(Mutex<Option<T>>);

impl<T> Slot<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Mutex::new(Some(value)))
    }

    pub(crate) fn take(&self) -> Option<T> {
        self.0.lock().unwrap().take()
    }

    pub(crate) fn is_full(&self) -> bool {
        self.0.lock().unwrap().is_some()
    }

    #[track_caller]
    pub(crate) fn put(&self, value: T) {
        let old = self.0.lock().unwrap().replace(value);
        assert!(old.is_none(), "two holders at a time");
    }
}
