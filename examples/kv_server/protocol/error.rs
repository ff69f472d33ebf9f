//! Bytes that are no request. What follows them cannot be understood either, so the connection ends.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProtocolError {
    InlineTooLong,
    UnbalancedQuotes,
    CountTooLong,
    InvalidCount,
    LengthTooLong,
    InvalidLength,
    /// Something else instead of the `$` before an argument.
    NoDollar(u8),
    /// An argument goes on where its length says that it ends.
    NoLineEnd,
    RequestTooLong,
}

/// In the words of redis, where that has the same error.
impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Protocol error: ")?;
        match self {
            Self::InlineTooLong => f.write_str("too big inline request"),
            Self::UnbalancedQuotes => f.write_str("unbalanced quotes in request"),
            Self::CountTooLong => f.write_str("too big mbulk count string"),
            Self::InvalidCount => f.write_str("invalid multibulk length"),
            Self::LengthTooLong => f.write_str("too big bulk count string"),
            Self::InvalidLength => f.write_str("invalid bulk length"),
            Self::NoDollar(byte) => write!(f, "expected '$', got '{}'", byte.escape_ascii()),
            Self::NoLineEnd => f.write_str("expected the end of a line after a bulk"),
            Self::RequestTooLong => f.write_str("too big request"),
        }
    }
}
