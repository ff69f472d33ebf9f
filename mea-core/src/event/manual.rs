//! The event that stays set until it is reset.

use alloc::sync::Arc;
use core::fmt;

use super::{
    flag::Flag,
    wait::{ManualResetWait, OwnedManualResetWait},
};
use crate::{
    gate::{Gate, Generation, Generations, Rules},
    queue::{Queue, Queued},
    sync::const_fn,
};

/// A signal that ends all waits for as long as it is set; see the [module](super).
///
/// # Examples
///
/// ```
/// use mea::event::ManualResetEvent;
///
/// static ONLINE: ManualResetEvent = ManualResetEvent::new();
///
/// # mea::blocking::block_on(async {
/// ONLINE.set();
/// ONLINE.wait().await;
/// ONLINE.wait().await; // a wait leaves it set
/// ONLINE.reset();
/// assert!(!ONLINE.try_wait());
/// # });
/// ```
#[doc(alias = "Notify")]
pub struct ManualResetEvent {
    gate: Gate<Switch>,
}

/// The flag, as the rules of a gate: it is open while the flag is set.
pub(crate) struct Switch(Flag);

impl Rules for Switch {
    const MODULE: &'static str = "event";
    type Place = Generation;

    #[inline]
    fn is_open(&self) -> bool {
        self.0.is_set()
    }

    fn arrive(&self) -> bool {
        // Set since `is_open`, without the lock: then nobody is in line.
        self.0.is_set_or_await()
    }
}

impl ManualResetEvent {
    const_fn! {
        /// An event that is not set.
        ///
        /// # Examples
        ///
        /// ```
        /// use mea::event::ManualResetEvent;
        ///
        /// static EVENT: ManualResetEvent = ManualResetEvent::new();
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
        /// use mea::event::ManualResetEvent;
        ///
        /// static EVENT: ManualResetEvent = ManualResetEvent::with_state(true);
        /// assert!(EVENT.is_set());
        /// ```
        pub const fn with_state(is_set: bool) -> Self {
            Self {
                gate: Gate::with_rules(Switch(Flag::new(is_set))),
            }
        }
    }

    /// Sets the event: all waits that are in line end, and so does every other until it is
    /// [reset](Self::reset).
    ///
    /// Those in line at this moment end even if a reset follows at once; a wait that gets in line
    /// after that reset waits for the next `set`. It costs one atomic operation, and no lock, if
    /// nobody has waited since the last `set`.
    ///
    /// # Panics
    ///
    /// If a waker panics. The event is set and the other wakers are woken in that case.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::event::ManualResetEvent;
    ///
    /// let event = ManualResetEvent::new();
    /// event.set();
    /// assert!(event.try_wait());
    /// assert!(event.try_wait()); // for all who come
    /// ```
    #[doc(alias = "notify_waiters")]
    #[inline]
    pub fn set(&self) {
        if !self.gate.rules().0.try_set() {
            self.set_and_notify();
        }
    }

    #[cold]
    fn set_and_notify(&self) {
        // Set under the lock: a reset, and a wait that lines up after it, may come before the lock is
        // released, but not between this `set` and the end of the generation.
        self.gate.open(|switch| switch.0.set_awaited());
    }

    /// Takes the signal back: waits that get in line from now on wait for the next [`set`](Self::set).
    ///
    /// Those that the last `set` reached in line end all the same. What was done before that `set`,
    /// and before any that found the event set already, happens before what follows the reset.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::event::ManualResetEvent;
    ///
    /// let event = ManualResetEvent::with_state(true);
    /// event.reset();
    /// assert!(!event.is_set());
    /// ```
    #[inline]
    pub fn reset(&self) {
        self.gate.rules().0.clear();
    }

    /// Whether the event is set. It may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let event = mea::event::ManualResetEvent::new();
    /// assert!(!event.is_set());
    /// event.set();
    /// assert!(event.is_set());
    /// ```
    #[inline]
    pub fn is_set(&self) -> bool {
        self.gate.rules().0.is_set()
    }

    /// Whether a wait would end at once: the same as [`is_set`](Self::is_set).
    ///
    /// # Examples
    ///
    /// ```
    /// let event = mea::event::ManualResetEvent::with_state(true);
    /// assert!(event.try_wait());
    /// assert!(event.try_wait()); // still set
    /// ```
    #[inline]
    pub fn try_wait(&self) -> bool {
        self.is_set()
    }

    /// Waits until the event is set; returns at once if it is.
    ///
    /// The wait gets in line at its first poll. A `set` that is followed by a `reset` before that
    /// does not reach it.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: dropping the future loses nothing. Snooze-safe: nobody waits for it.
    ///
    /// # Fairness
    ///
    /// All waits in line end at once.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::{blocking::block_on, event::ManualResetEvent};
    ///
    /// let online = Arc::new(ManualResetEvent::new());
    /// let clients = [0; 3].map(|_| {
    ///     let online = online.clone();
    ///     std::thread::spawn(move || block_on(online.wait()))
    /// });
    /// online.set();
    /// for client in clients {
    ///     client.join().unwrap();
    /// }
    /// ```
    #[doc(alias = "notified")]
    #[inline]
    pub fn wait(&self) -> ManualResetWait<'_> {
        ManualResetWait::new(&self.gate)
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
    /// use mea::{blocking::block_on, event::ManualResetEvent};
    ///
    /// let online = Arc::new(ManualResetEvent::new());
    /// let wait = online.clone().wait_owned();
    /// let waiter = std::thread::spawn(move || block_on(wait));
    /// online.set();
    /// waiter.join().unwrap();
    /// ```
    #[inline]
    pub fn wait_owned(self: Arc<Self>) -> OwnedManualResetWait {
        OwnedManualResetWait::new(self)
    }
}

#[allow(unsafe_code)]
// SAFETY: a field of `self`.
unsafe impl Queued for ManualResetEvent {
    type Engine = Generations<Switch>;

    #[inline(always)]
    fn queue(&self) -> &Queue<Generations<Switch>> {
        &self.gate
    }
}

/// Not set.
impl Default for ManualResetEvent {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ManualResetEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManualResetEvent")
            .field("is_set", &self.is_set())
            .finish()
    }
}
