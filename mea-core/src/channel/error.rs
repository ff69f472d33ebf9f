//! The errors of the channels. Those of sending carry back what was not sent.

use core::{error::Error, fmt};

/// The message was not sent, since nobody can receive it any more. It is in here.
///
/// # Examples
///
/// ```
/// use mea::mpsc;
///
/// let (tx, rx) = mpsc::unbounded();
/// drop(rx);
/// let error = tx.send("hello").unwrap_err();
/// assert_eq!(error.into_inner(), "hello");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SendError<T>(pub(crate) T);

impl<T> SendError<T> {
    /// The error of a `message` that was not sent: for what stands in for a sender, such as in a test.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc::SendError;
    ///
    /// /// An outbox that nobody reads any more.
    /// fn closed_outbox(mail: String) -> Result<(), SendError<String>> {
    ///     Err(SendError::new(mail))
    /// }
    ///
    /// assert_eq!(closed_outbox("hello".into()).unwrap_err().as_inner(), "hello");
    /// ```
    pub const fn new(message: T) -> Self {
        Self(message)
    }

    /// The message that was not sent.
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, _) = mea::mpsc::unbounded();
    /// assert_eq!(tx.send(1).unwrap_err().as_inner(), &1);
    /// ```
    pub fn as_inner(&self) -> &T {
        &self.0
    }

    /// Takes the message back.
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, _) = mea::mpsc::unbounded();
    /// let unsent: String = tx.send("hello".to_owned()).unwrap_err().into_inner();
    /// assert_eq!(unsent, "hello");
    /// ```
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendError").finish_non_exhaustive()
    }
}

impl<T> fmt::Display for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the message was not sent: the receiving side of the channel is closed")
    }
}

impl<T> Error for SendError<T> {}

/// The message was not sent. It is in here.
///
/// # Examples
///
/// ```
/// use mea::mpsc::{self, TrySendError};
///
/// let (tx, rx) = mpsc::bounded(1);
/// tx.try_send(1).unwrap();
/// match tx.try_send(2) {
///     Err(TrySendError::Full(n)) => assert_eq!(n, 2), // try later, or wait by `send`
///     Err(TrySendError::Disconnected(_)) => unreachable!("the receiver is there"),
///     Ok(()) => unreachable!("there is no room"),
/// }
/// # drop(rx);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum TrySendError<T> {
    /// There is no room at the moment, or others wait for it.
    Full(T),
    /// Nobody can receive it any more.
    Disconnected(T),
}

impl<T> TrySendError<T> {
    /// The message that was not sent.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc::TrySendError;
    ///
    /// assert_eq!(TrySendError::Full(1).as_inner(), &1);
    /// ```
    pub fn as_inner(&self) -> &T {
        match self {
            Self::Full(message) | Self::Disconnected(message) => message,
        }
    }

    /// Takes the message back.
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, _rx) = mea::mpsc::bounded(1);
    /// tx.try_send("first").unwrap();
    /// let unsent = tx.try_send("second").unwrap_err().into_inner();
    /// assert_eq!(unsent, "second");
    /// ```
    pub fn into_inner(self) -> T {
        match self {
            Self::Full(message) | Self::Disconnected(message) => message,
        }
    }

    /// Is it [`Full`](Self::Full)?
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, _rx) = mea::mpsc::bounded(1);
    /// tx.try_send(1).unwrap();
    /// assert!(tx.try_send(2).unwrap_err().is_full());
    /// ```
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Full(_))
    }

    /// Is it [`Disconnected`](Self::Disconnected)?
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, _) = mea::mpsc::bounded(1);
    /// assert!(tx.try_send(1).unwrap_err().is_disconnected());
    /// ```
    pub fn is_disconnected(&self) -> bool {
        matches!(self, Self::Disconnected(_))
    }
}

impl<T> fmt::Debug for TrySendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full(_) => "Full(..)",
            Self::Disconnected(_) => "Disconnected(..)",
        })
    }
}

impl<T> fmt::Display for TrySendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full(_) => "the message was not sent: the channel is full",
            Self::Disconnected(_) => {
                "the message was not sent: the receiving side of the channel is closed"
            }
        })
    }
}

impl<T> Error for TrySendError<T> {}

impl<T> From<SendError<T>> for TrySendError<T> {
    fn from(SendError(message): SendError<T>) -> Self {
        Self::Disconnected(message)
    }
}

/// There is no message, and there will be none.
///
/// # Examples
///
/// ```
/// use mea::mpsc::{self, RecvError};
///
/// # mea::blocking::block_on(async {
/// let (tx, mut rx) = mpsc::unbounded();
/// tx.send("last").unwrap();
/// drop(tx);
/// assert_eq!(rx.recv().await, Ok("last"));
/// assert_eq!(rx.recv().await, Err(RecvError::Disconnected));
/// # });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecvError {
    /// The sending side is gone, or the channel was closed, and all messages have been received.
    Disconnected,
}

impl fmt::Display for RecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no message will come: the sending side of the channel is closed")
    }
}

impl Error for RecvError {}

/// There is no message.
///
/// # Examples
///
/// ```
/// use mea::mpsc::{self, TryRecvError};
///
/// let (tx, mut rx) = mpsc::unbounded::<u8>();
/// assert_eq!(rx.try_recv(), Err(TryRecvError::Empty)); // there may be one later
/// drop(tx);
/// assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TryRecvError {
    /// There is none at the moment.
    Empty,
    /// The sending side is gone, or the channel was closed, and all messages have been received.
    Disconnected,
}

impl fmt::Display for TryRecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "there is no message at the moment",
            Self::Disconnected => "no message will come: the sending side of the channel is closed",
        })
    }
}

impl Error for TryRecvError {}

impl From<RecvError> for TryRecvError {
    fn from(RecvError::Disconnected: RecvError) -> Self {
        Self::Disconnected
    }
}
