//! Values: strings, and lists of them.

use std::{collections::VecDeque, error::Error, fmt};

pub(crate) type List = VecDeque<Box<[u8]>>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Text(Box<[u8]>),
    /// Never empty: the key of an empty list is removed.
    List(List),
}

/// A command for strings was given a list, or the contrary.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct WrongType;

impl Value {
    pub(crate) fn text(bytes: impl Into<Box<[u8]>>) -> Self {
        Self::Text(bytes.into())
    }

    pub(crate) fn as_text(&self) -> Result<&[u8], WrongType> {
        match self {
            Self::Text(bytes) => Ok(bytes),
            Self::List(_) => Err(WrongType),
        }
    }

    pub(crate) fn as_list(&mut self) -> Result<&mut List, WrongType> {
        match self {
            Self::List(list) => Ok(list),
            Self::Text(_) => Err(WrongType),
        }
    }
}

impl fmt::Display for WrongType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WRONGTYPE Operation against a key holding the wrong kind of value")
    }
}

impl Error for WrongType {}
