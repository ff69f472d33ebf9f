//! The event that ends one wait and is not set then.
//!
//! The engine has one token at most. It is in the flag, in the hands of a waiter that was granted it,
//! or nowhere. Invariant, under the lock: the flag is awaited exactly if somebody is in line. So a
//! token in the flag and a line do not go together, and nobody overtakes the line.

use alloc::sync::Arc;
use core::fmt;

use super::{
    flag::Flag,
    wait::{AutoResetWait, OwnedAutoResetWait},
};
use crate::{
    queue::{Engine, Entry, Left, Line, Queue, Queued},
    sync::const_fn,
};

/// A signal that ends one wait; see the [module](super).
///
/// Each [`set`](Self::set) ends the wait that is first in line. If nobody is in line the event stays
/// set, for the next one who waits; a `set` of an event that is set merges with the one before.
///
/// # Examples
///
/// ```
/// use mea::event::AutoResetEvent;
///
/// static MORE: AutoResetEvent = AutoResetEvent::new();
///
/// # mea::blocking::block_on(async {
/// MORE.set();
/// MORE.set(); // merges with the first
/// MORE.wait().await;
/// assert!(!MORE.try_wait());
/// # });
/// ```
#[doc(alias = "Notify")]
pub struct AutoResetEvent {
    queue: Queue<Token>,
}

/// The engine; see the [module](self).
pub(crate) struct Token(Flag);

impl Engine for Token {
    const MODULE: &'static str = "event";
    type Want = ();
    type Place = ();
    type State = ();

    #[inline(always)]
    fn try_enter(&self, (): ()) -> bool {
        self.0.clear()
    }

    fn enter(&self, _: &mut Line<'_, Self>, (): ()) -> Entry<Self> {
        if self.0.clear_or_await() {
            Entry::Entered
        } else {
            Entry::Back(())
        }
    }

    fn cancelled(queue: &Queue<Self>, line: Line<'_, Self>, _: Left<Self>) {
        if line.is_empty() {
            queue.engine().0.forget_awaited();
        }
    }

    fn give_back(queue: &Queue<Self>, (): (), (): ()) {
        put(queue);
    }

    fn undo_enter(queue: &Queue<Self>, (): ()) {
        put(queue);
    }
}

/// Gives a token to the first in line, or stores it if nobody is.
#[inline]
fn put(queue: &Queue<Token>) {
    if !queue.engine().0.try_set() {
        put_locked(queue);
    }
}

#[cold]
fn put_locked(queue: &Queue<Token>) {
    let mut line = queue.lock();
    if line.is_empty() {
        let set = queue.engine().0.try_set();
        debug_assert!(set, "nobody is in line, so it is not awaited");
        return;
    }
    let waker = line.grant_front();
    if line.is_empty() {
        queue.engine().0.forget_awaited();
    }
    drop(line);
    if let Some(waker) = waker {
        waker.wake();
    }
}

impl AutoResetEvent {
    const_fn! {
        /// An event that is not set.
        ///
        /// # Examples
        ///
        /// ```
        /// use mea::event::AutoResetEvent;
        ///
        /// static EVENT: AutoResetEvent = AutoResetEvent::new();
        /// assert!(!EVENT.is_set());
        /// ```
        pub const fn new() -> Self {
            Self::with_state(false)
        }
    }

    const_fn! {
        /// An event that is set or not, as `is_set` says.
        ///
        /// # Examples
        ///
        /// ```
        /// use mea::event::AutoResetEvent;
        ///
        /// static EVENT: AutoResetEvent = AutoResetEvent::with_state(true);
        /// assert!(EVENT.try_wait());
        /// ```
        pub const fn with_state(is_set: bool) -> Self {
            Self {
                queue: Queue::new(Token(Flag::new(is_set)), (), 0),
            }
        }
    }

    /// Ends the wait that is first in line; if nobody is, the next one that comes.
    ///
    /// Setting an event that is set already changes nothing. It costs one atomic operation, and no
    /// lock, if nobody is in line.
    ///
    /// # Panics
    ///
    /// If the waker panics. The wait has its signal in that case.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::event::AutoResetEvent;
    ///
    /// let event = AutoResetEvent::new();
    /// event.set();
    /// event.set(); // changes nothing: it is set
    /// assert!(event.try_wait());
    /// assert!(!event.try_wait());
    /// ```
    #[doc(alias = "notify_one")]
    #[inline]
    pub fn set(&self) {
        put(&self.queue);
    }

    /// Takes a signal back that nobody has waited for.
    ///
    /// A signal that a wait in line has been given stays with that wait. Should it be dropped before
    /// it sees the signal, that is passed on, or the event set, also after a reset. What was done
    /// before any `set` that is taken back happens before what follows the reset.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::event::AutoResetEvent;
    ///
    /// let event = AutoResetEvent::with_state(true);
    /// event.reset();
    /// assert!(!event.try_wait());
    /// ```
    #[inline]
    pub fn reset(&self) {
        self.queue.engine().0.clear();
    }

    /// Whether there is a signal that nobody has waited for yet. It may be out of date when it is
    /// read.
    ///
    /// # Examples
    ///
    /// ```
    /// let event = mea::event::AutoResetEvent::with_state(true);
    /// assert!(event.is_set());
    /// assert!(event.is_set()); // looking does not take it
    /// ```
    #[inline]
    pub fn is_set(&self) -> bool {
        self.queue.engine().0.is_set()
    }

    /// Takes the signal if there is one that nobody has waited for.
    ///
    /// # Examples
    ///
    /// ```
    /// let event = mea::event::AutoResetEvent::with_state(true);
    /// assert!(event.try_wait());
    /// assert!(!event.try_wait()); // it is taken
    /// ```
    #[inline]
    pub fn try_wait(&self) -> bool {
        self.queue.engine().0.clear()
    }

    /// Waits for a signal and takes it; returns at once if there is one.
    ///
    /// The wait gets in line at its first poll.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: dropping the future loses its place in line and nothing else. A signal that it
    /// was given and has not seen goes to the next in line; if nobody is, the event is set. Not
    /// snooze-safe: it may be given the signal while nobody polls it.
    ///
    /// # Fairness
    ///
    /// First come, first served; neither [`try_wait`](Self::try_wait) nor a newcomer overtakes the
    /// line.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::event::AutoResetEvent;
    ///
    /// # mea::blocking::block_on(async {
    /// let event = AutoResetEvent::with_state(true);
    /// event.wait().await;
    /// assert!(!event.is_set()); // the wait took the signal
    /// # });
    /// ```
    #[doc(alias = "notified")]
    #[inline]
    pub fn wait(&self) -> AutoResetWait<'_> {
        AutoResetWait::new(&self.queue)
    }

    /// [`wait`](Self::wait) with a future that keeps the event alive, and so is `'static`.
    ///
    /// # Cancel safety
    ///
    /// As [`wait`](Self::wait); the `Arc` is dropped with the future.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::{blocking::block_on, event::AutoResetEvent};
    ///
    /// let more = Arc::new(AutoResetEvent::new());
    /// let wait = more.clone().wait_owned();
    /// let waiter = std::thread::spawn(move || block_on(wait));
    /// more.set();
    /// waiter.join().unwrap();
    /// ```
    #[inline]
    pub fn wait_owned(self: Arc<Self>) -> OwnedAutoResetWait {
        OwnedAutoResetWait::new(self)
    }
}

#[allow(unsafe_code)]
// SAFETY: a field of `self`.
unsafe impl Queued for AutoResetEvent {
    type Engine = Token;

    #[inline(always)]
    fn queue(&self) -> &Queue<Token> {
        &self.queue
    }
}

/// Not set.
impl Default for AutoResetEvent {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for AutoResetEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AutoResetEvent")
            .field("is_set", &self.is_set())
            .finish()
    }
}
