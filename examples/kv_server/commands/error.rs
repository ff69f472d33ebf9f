//! Why a command was not done. The connection goes on.

use std::fmt;

use crate::{protocol::Request, store::WrongType};

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CommandError {
    /// The name of the command, and its arguments, as far as they are said.
    Unknown(String, String),
    /// The command, and the part of it that is not known.
    UnknownSubcommand(&'static str, String),
    WrongArity(&'static str),
    WrongType,
    NotAnInteger,
    NotPositive,
    Overflow,
    DecrementOverflow,
    Syntax,
    InvalidExpire(&'static str),
    NoSuchDatabase,
    OnlySubscriptions(&'static str),
    TooManySubscriptions(usize),
}

/// How much of a text from the client is said back to it.
const SAID: usize = 128;

impl CommandError {
    pub(super) fn unknown(request: Request<'_>) -> Self {
        let mut args = String::new();
        for arg in request.from(1) {
            if args.len() >= SAID {
                break;
            }
            args += &format!("'{}' ", said(arg));
        }
        Self::Unknown(said(request.name()), args)
    }

    pub(super) fn unknown_subcommand(command: &'static str, name: &[u8]) -> Self {
        Self::UnknownSubcommand(command, said(name))
    }
}

fn said(text: &[u8]) -> String {
    String::from_utf8_lossy(&text[..text.len().min(SAID)]).into_owned()
}

/// In the words of redis, where that has the same error.
impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name, args) => write!(
                f,
                "ERR unknown command '{name}', with args beginning with: {args}"
            ),
            Self::UnknownSubcommand(command, name) => {
                write!(f, "ERR unknown subcommand '{name}' of '{command}'")
            }
            Self::WrongArity(name) => {
                write!(f, "ERR wrong number of arguments for '{name}' command")
            }
            Self::WrongType => WrongType.fmt(f),
            Self::NotAnInteger => f.write_str("ERR value is not an integer or out of range"),
            Self::NotPositive => f.write_str("ERR value is out of range, must be positive"),
            Self::Overflow => f.write_str("ERR increment or decrement would overflow"),
            Self::DecrementOverflow => f.write_str("ERR decrement would overflow"),
            Self::Syntax => f.write_str("ERR syntax error"),
            Self::InvalidExpire(name) => {
                write!(f, "ERR invalid expire time in '{name}' command")
            }
            Self::NoSuchDatabase => f.write_str("ERR DB index is out of range"),
            Self::OnlySubscriptions(name) => write!(
                f,
                "ERR Can't execute '{name}': only SUBSCRIBE / UNSUBSCRIBE / PING / QUIT are allowed \
                 in this context"
            ),
            Self::TooManySubscriptions(most) => {
                write!(f, "ERR a client may subscribe to {most} channels at most")
            }
        }
    }
}

impl From<WrongType> for CommandError {
    fn from(_: WrongType) -> Self {
        Self::WrongType
    }
}
