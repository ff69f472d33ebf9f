//! The errors of a channel whose receivers may lose messages.

use core::{error::Error, fmt};

use crate::broadcast::channel::NoMessage;

/// There is no message for this receiver, or not the one that was next.
///
/// # Examples
///
/// ```
/// use mea::broadcast::overflow::{self, RecvError};
///
/// # mea::blocking::block_on(async {
/// let (sender, mut receiver) = overflow::channel(1);
/// sender.send(1);
/// sender.send(2);
/// assert_eq!(receiver.recv().await, Err(RecvError::Lagged(1)));
/// assert_eq!(receiver.recv().await, Ok(2));
/// drop(sender);
/// assert_eq!(receiver.recv().await, Err(RecvError::Disconnected));
/// # });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecvError {
    /// All senders are gone, and all messages have been received.
    Disconnected,
    /// So many messages were overwritten before this receiver had received them. It goes on with the
    /// oldest one that is there.
    Lagged(u64),
}

impl fmt::Display for RecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disconnected => f.write_str("no message will come: all senders are gone"),
            Self::Lagged(n) => write!(f, "the receiver was too slow: it has lost {n} messages"),
        }
    }
}

impl Error for RecvError {}

/// There is no message for this receiver at the moment, or not the one that was next.
///
/// # Examples
///
/// ```
/// use mea::broadcast::overflow::{self, TryRecvError};
///
/// let (sender, mut receiver) = overflow::channel(1);
/// assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
/// sender.send(1);
/// sender.send(2);
/// assert_eq!(receiver.try_recv(), Err(TryRecvError::Lagged(1)));
/// assert_eq!(receiver.try_recv(), Ok(2));
/// drop(sender);
/// assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TryRecvError {
    /// It has received all messages.
    Empty,
    /// All senders are gone, and all messages have been received.
    Disconnected,
    /// So many messages were overwritten before this receiver had received them. It goes on with the
    /// oldest one that is there.
    Lagged(u64),
}

impl fmt::Display for TryRecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Empty => f.write_str("there is no message at the moment"),
            Self::Disconnected => RecvError::Disconnected.fmt(f),
            Self::Lagged(n) => RecvError::Lagged(n).fmt(f),
        }
    }
}

impl Error for TryRecvError {}

impl From<RecvError> for TryRecvError {
    fn from(error: RecvError) -> Self {
        match error {
            RecvError::Disconnected => Self::Disconnected,
            RecvError::Lagged(n) => Self::Lagged(n),
        }
    }
}

impl From<NoMessage> for RecvError {
    /// To a receiver that waited.
    fn from(reason: NoMessage) -> Self {
        match reason {
            NoMessage::Empty => unreachable!("it waits for as long as there is no message"),
            NoMessage::Disconnected => Self::Disconnected,
            NoMessage::Lost(n) => Self::Lagged(n),
        }
    }
}

impl From<NoMessage> for TryRecvError {
    fn from(reason: NoMessage) -> Self {
        match reason {
            NoMessage::Empty => Self::Empty,
            NoMessage::Disconnected => Self::Disconnected,
            NoMessage::Lost(n) => Self::Lagged(n),
        }
    }
}
