//! Who lets tasks in for as long as there is no shutdown.

use core::{error::Error, fmt};

use super::{Reason, ShutdownRecv, census::Admission, scope::Scope};

/// Makes receivers of a scope, until it is shut down; see the [module](super).
///
/// It is for whatever starts tasks as they come, such as a loop that accepts connections. It is no
/// receiver, so it is not waited for, and may be kept anywhere. Of a registration and the end of the
/// scope, exactly one comes first: either the new receiver is waited for, or there is none. So no task
/// is started that nobody waits for.
///
/// # Examples
///
/// ```
/// use mea::{blocking::block_on, shutdown};
///
/// let (send, recv) = shutdown::new_pair();
/// let registrar = send.registrar();
///
/// let mut connections = Vec::new();
/// let closed = loop {
///     match registrar.register() {
///         Ok(recv) => connections.push(std::thread::spawn(move || block_on(recv.is_shutdown()))),
///         Err(closed) => break closed,
///     }
///     if connections.len() == 3 {
///         send.shutdown_with("enough");
///     }
/// };
/// assert_eq!(closed.to_string(), "the scope is shut down: enough");
///
/// drop(recv);
/// block_on(send.await_shutdown()); // for the three
/// # connections.into_iter().for_each(|connection| connection.join().unwrap());
/// ```
#[derive(Clone)]
pub struct Registrar {
    scope: Scope,
}

impl Registrar {
    pub(super) fn new(scope: Scope) -> Self {
        Self { scope }
    }

    /// A new receiver, which is waited for.
    ///
    /// # Errors
    ///
    /// If the scope, or one above it, is shut down, or a wait for its end has ended.
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
    /// let (send, recv) = shutdown::new_pair();
    /// let registrar = recv.registrar();
    /// let task = registrar.register().unwrap();
    /// drop(recv);
    ///
    /// send.shutdown();
    /// assert!(registrar.register().is_err());
    /// drop(task);
    /// block_on(send.await_shutdown());
    /// ```
    #[track_caller]
    pub fn register(&self) -> Result<ShutdownRecv, Closed> {
        match self.scope.join(Admission::IfOpen) {
            Ok(()) => Ok(ShutdownRecv::new(self.scope.clone())),
            Err(closed) => Err(Closed {
                reason: closed.reason(),
            }),
        }
    }
}

impl fmt::Debug for Registrar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.scope.debug("Registrar", f)
    }
}

/// [`Registrar::register`] came too late.
///
/// # Examples
///
/// ```
/// let (send, recv) = mea::shutdown::new_pair();
/// let registrar = recv.registrar();
/// send.shutdown();
/// assert_eq!(registrar.register().unwrap_err().to_string(), "the scope is shut down");
/// ```
#[derive(Clone, Debug)]
pub struct Closed {
    reason: Option<Reason>,
}

impl Closed {
    /// Why the scope is shut down, if that was said.
    ///
    /// # Examples
    ///
    /// ```
    /// let (send, recv) = mea::shutdown::new_pair();
    /// send.shutdown_with("maintenance");
    /// let closed = recv.registrar().register().unwrap_err();
    /// assert_eq!(closed.reason().unwrap().to_string(), "maintenance");
    /// ```
    pub fn reason(&self) -> Option<&Reason> {
        self.reason.as_ref()
    }
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Some(reason) => write!(f, "the scope is shut down: {reason}"),
            None => f.write_str("the scope is shut down"),
        }
    }
}

impl Error for Closed {}
