//! Who is told of a shutdown, and is waited for.

use core::fmt;

use super::{
    IsShutdown, IsShutdownOwned, Reason, Registrar, ShutdownSend, ShutdownWatch, scope::Scope, send,
};

/// Sees the shutdown of a scope, and is waited for until it is dropped; see the [module](super).
///
/// Give one to each task that must come to its end. A clone is waited for, too.
///
/// # Examples
///
/// ```
/// use mea::{
///     blocking::block_on,
///     shutdown::{self, ShutdownRecv},
/// };
///
/// async fn worker(recv: ShutdownRecv) {
///     recv.is_shutdown().await;
///     // Clean up; then `recv` is dropped, and nobody waits for this task any more.
/// }
///
/// let (send, recv) = shutdown::new_pair();
/// let other = recv.clone();
/// let workers = [recv, other].map(|recv| std::thread::spawn(|| block_on(worker(recv))));
/// send.shutdown();
/// block_on(send.await_shutdown()); // for both
/// # workers.map(|worker| worker.join().unwrap());
/// ```
#[doc(alias = "CancellationToken")]
pub struct ShutdownRecv {
    pub(super) scope: Scope,
}

impl ShutdownRecv {
    /// Of one who lives in the scope.
    pub(super) fn new(scope: Scope) -> Self {
        Self { scope }
    }

    /// Sees the shutdown, without being waited for.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{blocking::block_on, shutdown};
    ///
    /// let (send, recv) = shutdown::new_pair();
    /// let watch = recv.watch();
    /// drop(recv);
    /// block_on(send.clone().await_shutdown()); // not for `watch`
    /// # drop(watch);
    /// ```
    pub fn watch(&self) -> ShutdownWatch {
        ShutdownWatch::new(self.scope.clone())
    }

    /// Goes on watching, but is not waited for any more.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{blocking::block_on, shutdown};
    ///
    /// let (send, recv) = shutdown::new_pair();
    /// let watch = recv.into_watch();
    /// block_on(send.await_shutdown());
    /// assert!(watch.is_shutdown_now());
    /// ```
    pub fn into_watch(self) -> ShutdownWatch {
        self.watch()
    }

    /// Whether the scope is shut down. What was done before the shutdown happens before this is true.
    ///
    /// # Examples
    ///
    /// ```
    /// let (send, recv) = mea::shutdown::new_pair();
    /// let mut steps = 0;
    /// while !recv.is_shutdown_now() {
    ///     steps += 1;
    ///     if steps == 10 {
    ///         send.shutdown();
    ///     }
    /// }
    /// assert_eq!(steps, 10);
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
    /// let worker = std::thread::spawn(move || block_on(recv.is_shutdown()));
    /// send.shutdown();
    /// worker.join().unwrap();
    /// ```
    #[inline]
    pub fn is_shutdown(&self) -> IsShutdown<'_> {
        IsShutdown::new(&self.scope)
    }

    /// [`is_shutdown`](Self::is_shutdown) with a future that borrows nothing.
    ///
    /// The future is not waited for: only this receiver is.
    ///
    /// # Cancel safety
    ///
    /// As [`is_shutdown`](Self::is_shutdown).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{blocking::block_on, shutdown};
    ///
    /// let (send, recv) = shutdown::new_pair();
    /// let stop = recv.is_shutdown_owned();
    /// let worker = std::thread::spawn(move || block_on(stop));
    /// send.shutdown();
    /// worker.join().unwrap();
    /// # drop(recv);
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
    /// assert!(recv.reason().is_none());
    /// send.shutdown_with("the disk is full");
    /// assert_eq!(recv.reason().unwrap().to_string(), "the disk is full");
    /// ```
    pub fn reason(&self) -> Option<Reason> {
        self.scope.reason()
    }

    /// A scope below this one: for a task that has tasks of its own.
    ///
    /// As [`ShutdownSend::child`].
    ///
    /// # Panics
    ///
    /// As a clone of this.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::shutdown::{self, ShutdownRecv};
    ///
    /// async fn connection(recv: ShutdownRecv) {
    ///     let (timeouts, request) = recv.child();
    ///     // If the client goes away, only what was done for it stops:
    ///     timeouts.shutdown_with("the client went away");
    ///     request.is_shutdown().await;
    ///     assert!(!recv.is_shutdown_now());
    /// }
    /// # let (send, recv) = shutdown::new_pair();
    /// # mea::blocking::block_on(connection(recv));
    /// # mea::blocking::block_on(send.await_shutdown());
    /// ```
    #[track_caller]
    pub fn child(&self) -> (ShutdownSend, Self) {
        send::child(&self.scope)
    }

    /// Makes receivers of this scope for as long as it is not shut down.
    ///
    /// # Examples
    ///
    /// ```
    /// let (send, recv) = mea::shutdown::new_pair();
    /// let registrar = recv.registrar();
    /// let more = registrar.register().unwrap();
    /// assert_eq!(send.living(), 2); // `recv` and `more`, not `registrar`
    /// # drop(more);
    /// ```
    pub fn registrar(&self) -> Registrar {
        Registrar::new(self.scope.clone())
    }
}

impl Clone for ShutdownRecv {
    /// One more that is waited for, also if the scope is shut down: this one still lives.
    ///
    /// # Panics
    ///
    /// If there are `isize::MAX / 4` already (all but a few must have been forgotten, then). Nothing
    /// changes in that case.
    #[track_caller]
    fn clone(&self) -> Self {
        self.scope.0.census().one_more();
        Self::new(self.scope.clone())
    }
}

impl Drop for ShutdownRecv {
    fn drop(&mut self) {
        self.scope.leave();
    }
}

impl fmt::Debug for ShutdownRecv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.scope.debug("ShutdownRecv", f)
    }
}
