//! Who is told of a shutdown, and is not waited for.

use core::fmt;

use super::{IsShutdown, IsShutdownOwned, Reason, scope::Scope};

/// Sees the shutdown of a scope, without being waited for; see the [module](super).
///
/// # Examples
///
/// ```
/// use mea::{blocking::block_on, shutdown};
///
/// let (send, recv) = shutdown::new_pair();
/// let watch = recv.watch();
/// let metrics = std::thread::spawn(move || block_on(watch.is_shutdown()));
/// drop(recv);
/// send.shutdown();
/// block_on(send.await_shutdown()); // for `recv`, not for `watch`
/// metrics.join().unwrap();
/// ```
#[doc(alias = "CancellationToken")]
#[derive(Clone)]
pub struct ShutdownWatch {
    scope: Scope,
}

impl ShutdownWatch {
    pub(super) fn new(scope: Scope) -> Self {
        Self { scope }
    }

    /// Whether the scope is shut down. What was done before the shutdown happens before this is true.
    ///
    /// # Examples
    ///
    /// ```
    /// let (send, recv) = mea::shutdown::new_pair();
    /// let watch = recv.watch();
    /// assert!(!watch.is_shutdown_now());
    /// send.shutdown();
    /// assert!(watch.is_shutdown_now());
    /// ```
    #[inline]
    pub fn is_shutdown_now(&self) -> bool {
        self.scope.is_shut()
    }

    /// Waits until the scope is shut down.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: nothing is lost. Snooze-safe: a wait that nobody polls holds up nobody.
    ///
    /// # Fairness
    ///
    /// All waits end at once.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{blocking::block_on, shutdown};
    ///
    /// let (send, recv) = shutdown::new_pair();
    /// let watch = recv.into_watch();
    /// let metrics = std::thread::spawn(move || block_on(watch.is_shutdown()));
    /// send.shutdown();
    /// metrics.join().unwrap();
    /// ```
    #[inline]
    pub fn is_shutdown(&self) -> IsShutdown<'_> {
        IsShutdown::new(&self.scope)
    }

    /// [`is_shutdown`](Self::is_shutdown) with a future that borrows nothing.
    ///
    /// # Cancel safety
    ///
    /// As [`is_shutdown`](Self::is_shutdown).
    ///
    /// # Examples
    ///
    /// ```
    /// let (send, recv) = mea::shutdown::new_pair();
    /// let stop = recv.into_watch().is_shutdown_owned();
    /// send.shutdown();
    /// mea::blocking::block_on(stop);
    /// ```
    pub fn is_shutdown_owned(&self) -> IsShutdownOwned {
        IsShutdownOwned::new(self.scope.clone())
    }

    /// Why the scope is shut down. `None` if it is not, or if no reason was given.
    ///
    /// # Examples
    ///
    /// ```
    /// let (send, recv) = mea::shutdown::new_pair();
    /// let watch = recv.watch();
    /// send.shutdown_with("maintenance");
    /// assert_eq!(watch.reason().unwrap().to_string(), "maintenance");
    /// ```
    pub fn reason(&self) -> Option<Reason> {
        self.scope.reason()
    }
}

impl fmt::Debug for ShutdownWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.scope.debug("ShutdownWatch", f)
    }
}
