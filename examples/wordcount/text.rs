//! Characters out of bytes that arrive in chunks, and what `wc` thinks of them.

use std::{ffi::OsString, str};

/// A piece of a text: valid UTF-8, or a place that is not.
#[derive(Debug)]
pub(crate) enum Piece<'a> {
    Valid(&'a str),
    /// One or more bytes that belong to no character.
    Invalid,
}

/// Decodes UTF-8. A character may begin in one chunk and end in the next.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    /// The beginning of a character: up to three bytes.
    begun: Vec<u8>,
}

impl Decoder {
    /// Decodes `bytes`, which follow those of the last call.
    pub(crate) fn feed(&mut self, mut bytes: &[u8], mut each: impl FnMut(Piece<'_>)) {
        while let (false, [byte, rest @ ..]) = (self.begun.is_empty(), bytes) {
            self.begun.push(*byte);
            match str::from_utf8(&self.begun) {
                Ok(char) => each(Piece::Valid(char)),
                Err(error) if error.error_len().is_none() => {
                    bytes = rest;
                    continue;
                }
                Err(_) => {
                    // What was begun is invalid; `byte` begins something else.
                    each(Piece::Invalid);
                    self.begun.clear();
                    break;
                }
            }
            bytes = rest;
            self.begun.clear();
        }
        for chunk in bytes.utf8_chunks() {
            if !chunk.valid().is_empty() {
                each(Piece::Valid(chunk.valid()));
            }
            let invalid = chunk.invalid();
            if !invalid.is_empty() {
                if is_incomplete(invalid) && bytes.ends_with_this(invalid) {
                    self.begun.extend_from_slice(invalid);
                } else {
                    each(Piece::Invalid);
                }
            }
        }
    }
}
