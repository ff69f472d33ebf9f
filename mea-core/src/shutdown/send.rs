//! Who shuts down, and waits for the end.

use core::fmt::{self, Display};

use super::{AwaitShutdown, Reason, Registrar, ShutdownRecv, ShutdownWatch, scope::Scope};

/// Shuts a scope down, and waits until it has ended; see the [module](super).
///
/// A clone is for the same scope. Dropping it, also the last one, shuts nothing down.
///
/// # Examples
///
/// ```
/// use mea::{blocking::block_on, shutdown};
///
/// let (send, recv) = shutdown::new_pair();
/// let on_signal = send.clone(); // for whoever hears of the reason to stop
/// let main = std::thread::spawn(move || block_on(recv.is_shutdown()));
/// on_signal.shutdown_with("SIGTERM");
/// block_on(send.await_shutdown());
/// # main.join().unwrap();
/// ```
#[derive(Clone)]
pub struct ShutdownSend {
    scope: Scope,
}

impl ShutdownSend {
    pub(super) fn new(scope: Scope) -> Self {
        Self { scope }
    }

    /// Shuts the scope down, and all below it, without a reason.
    ///
    /// When this returns, [`is_shutdown_now`](ShutdownRecv::is_shutdown_now) is true in the whole
    /// tree, no [`Registrar`] there registers anybody any more, and all who wait have been woken. A
    /// scope that is shut down already stays as it is; those who waited there may still be about to be
    /// woken, by whoever shut it down.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::shutdown;
    ///
    /// let (send, recv) = shutdown::new_pair();
    /// send.shutdown();
    /// assert!(recv.is_shutdown_now());
    /// assert!(recv.reason().is_none());
    /// ```
    pub fn shutdown(&self) {
        self.scope.0.shut(None);
    }

    /// Shuts the scope down, and all below it, for a reason, which all in the tree can see.
    ///
    /// The first one counts: a scope that is shut down already keeps its reason, or the lack of it.
    ///
    /// A scope keeps its reason for as long as it is there itself. A reason with a handle of the scope,
    /// or of one below it, in it would keep both for ever.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::shutdown;
    ///
    /// let (send, recv) = shutdown::new_pair();
    /// send.shutdown_with("SIGTERM");
    /// send.shutdown_with("too late");
    /// assert_eq!(recv.reason().unwrap().to_string(), "SIGTERM");
    /// ```
    pub fn shutdown_with(&self, reason: impl Display + Send + Sync + 'static) {
        self.scope.0.shut(Some(Reason::new(reason)));
    }

    /// Waits until nobody is left: all receivers of the scope, and of those below it, are dropped.
    ///
    /// This does not ask anybody to leave; [`shutdown`](Self::shutdown) does. If the scope was not
    /// shut down when the last one leaves, it is now: the wait, and a registration that comes at the
    /// same moment, never both succeed.
    ///
    /// For a deadline, give the future to the timer of your runtime, and keep a clone of this for what
    /// is to be done then.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: another wait, by a clone of this, waits for the same. Snooze-safe: it holds up
    /// nobody.
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
    /// use mea::{
    ///     blocking::{FutureExt, block_on},
    ///     shutdown,
    /// };
    ///
    /// let (send, recv) = shutdown::new_pair();
    /// let worker = std::thread::spawn(move || {
    ///     block_on(recv.is_shutdown());
    ///     // Some last work, and then `recv` is dropped.
    /// });
    /// send.shutdown();
    /// let deadline = std::time::Duration::from_secs(60);
    /// if send.clone().await_shutdown().wait_timeout(deadline).is_err() {
    ///     eprintln!("{} did not stop in time", send.living());
    /// }
    /// # worker.join().unwrap();
    /// ```
    pub fn await_shutdown(self) -> AwaitShutdown {
        AwaitShutdown::new(self.scope)
    }

    /// How many [`await_shutdown`](Self::await_shutdown) would wait for: the receivers of this scope,
    /// and those of its child scopes that have any (or whose child scopes have).
    ///
    /// The number may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::shutdown;
    ///
    /// let (send, recv) = shutdown::new_pair();
    /// let (_, child) = send.child();
    /// let more = child.clone();
    /// assert_eq!(send.living(), 2); // `recv`, and the child scope
    /// drop((child, more));
    /// assert_eq!(send.living(), 1);
    /// # drop(recv);
    /// ```
    pub fn living(&self) -> usize {
        self.scope.0.census().living()
    }

    /// A scope below this one.
    ///
    /// A shutdown of this one reaches it; its own reaches neither this one nor its siblings. Waiting
    /// for the end of this one waits for its receivers too. If this one is shut down already, it is,
    /// too, for the same reason; if its end was here already, those who wait for it from now on wait for
    /// the new one.
    ///
    /// # Panics
    ///
    /// As a clone of [`ShutdownRecv`].
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{blocking::block_on, shutdown};
    ///
    /// let (server, main) = shutdown::new_pair();
    /// let (listener, accepting) = server.child();
    /// listener.shutdown(); // no new connections ..
    /// assert!(accepting.is_shutdown_now());
    /// assert!(!main.is_shutdown_now()); // .. the rest goes on
    ///
    /// drop(main);
    /// server.shutdown();
    /// drop(accepting);
    /// block_on(server.await_shutdown());
    /// ```
    #[track_caller]
    pub fn child(&self) -> (Self, ShutdownRecv) {
        child(&self.scope)
    }

    /// Makes receivers of this scope for as long as it is not shut down.
    ///
    /// # Examples
    ///
    /// ```
    /// let (send, _recv) = mea::shutdown::new_pair();
    /// let registrar = send.registrar();
    /// assert!(registrar.register().is_ok());
    /// send.shutdown();
    /// assert!(registrar.register().is_err());
    /// ```
    pub fn registrar(&self) -> Registrar {
        Registrar::new(self.scope.clone())
    }

    /// Sees the shutdown, without being waited for.
    ///
    /// # Examples
    ///
    /// ```
    /// let (send, recv) = mea::shutdown::new_pair();
    /// let watch = send.watch();
    /// drop(recv);
    /// send.shutdown();
    /// assert!(watch.is_shutdown_now());
    /// ```
    pub fn watch(&self) -> ShutdownWatch {
        ShutdownWatch::new(self.scope.clone())
    }

    /// Whether the scope is shut down.
    ///
    /// # Examples
    ///
    /// ```
    /// let (send, _recv) = mea::shutdown::new_pair();
    /// assert!(!send.is_shutdown_now());
    /// send.shutdown();
    /// assert!(send.is_shutdown_now());
    /// ```
    pub fn is_shutdown_now(&self) -> bool {
        self.scope.is_shut()
    }

    /// Why the scope is shut down. `None` if it is not, or if no reason was given.
    ///
    /// # Examples
    ///
    /// ```
    /// let (send, _recv) = mea::shutdown::new_pair();
    /// assert!(send.reason().is_none());
    /// send.shutdown_with("maintenance");
    /// assert_eq!(send.reason().unwrap().to_string(), "maintenance");
    /// ```
    pub fn reason(&self) -> Option<Reason> {
        self.scope.reason()
    }
}

/// A scope below this one, and its handles.
#[track_caller]
pub(super) fn child(scope: &Scope) -> (ShutdownSend, ShutdownRecv) {
    let child = scope.child();
    (ShutdownSend::new(child.clone()), ShutdownRecv::new(child))
}

impl fmt::Debug for ShutdownSend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.scope.debug("ShutdownSend", f)
    }
}
