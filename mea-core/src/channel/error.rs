//! The errors of the channels. Those of sending carry back what was not sent.

use core::{error::Error, fmt};

/// The message was not sent, since nobody can receive it any more. It is in here.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SendError<T>(pub(crate) T);

impl<T> SendError<T> {
    /// The message that was not sent.
    pub fn as_inner(&self) -> &T {
        &self.0
    }

    /// Takes the message back.
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
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum TrySendError<T> {
    /// There is no room at the moment, or others wait for it.
    Full(T),
    /// Nobody can receive it any more.
    Disconnected(T),
}

impl<T> TrySendError<T> {
    /// The message that was not sent.
    pub fn as_inner(&self) -> &T {
        match self {
            Self::Full(message) | Self::Disconnected(message) => message,
        }
    }

    /// Takes the message back.
    pub fn into_inner(self) -> T {
        match self {
            Self::Full(message) | Self::Disconnected(message) => message,
        }
    }

    /// Is it [`Full`](Self::Full)?
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Full(_))
    }

    /// Is it [`Disconnected`](Self::Disconnected)?
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
