//! Takes requests out of the bytes that a client sends, in whatever pieces they come.
//!
//! ```text
//!   buffer   [ ... handed out ... | *2 $3 G E T $ 1 0 0 .  .  .      ]
//!                                 ^ begin         ^ at      ^ end
//!                                   the request     not yet decoded
//! ```
//!
//! What is decoded of a request that is not there to its end is remembered, and not decoded again. Memory
//! is taken for bytes that have come, never for a length that somebody says.

use std::{io, ops::Range};

use mea::cancel_safe;
use tokio::io::{AsyncRead, AsyncReadExt};

use super::{Limits, ProtocolError, Request, inline, integer};

/// At least so much room there is for each read.
const CHUNK: usize = 16 << 10;
/// Of longer buffers the rest is given back when they are no longer needed.
const KEPT: usize = 256 << 10;

#[derive(Debug)]
pub(crate) struct Decoder {
    limits: Limits,
    buffer: Vec<u8>,
    /// Where the request begins.
    begin: usize,
    /// What is before this is decoded.
    at: usize,
    /// Before this there is no end of the line that begins at `at`.
    searched: usize,
    next: Next,
    /// The arguments so far, counted from `begin`.
    args: Vec<Range<usize>>,
    /// The words of an inline command.
    words: Vec<u8>,
}

/// What is expected at `at`.
#[derive(Clone, Copy, Debug)]
enum Next {
    Request,
    /// The length of an argument, if so many are missing.
    Length {
        missing: usize,
    },
    /// An argument of this length.
    Bulk {
        missing: usize,
        length: usize,
    },
    /// The request was handed out.
    Forget,
}

impl Decoder {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            buffer: Vec::new(),
            begin: 0,
            at: 0,
            searched: 0,
            next: Next::Request,
            args: Vec::new(),
            words: Vec::new(),
        }
    }

    /// Reads some bytes; none if there will be no more. To be called when there is no request left.
    ///
    /// `read_buf` loses nothing when it is dropped, says tokio, and nothing follows it here.
    #[cancel_safe(trust)]
    pub(crate) async fn fill(&mut self, from: &mut (impl AsyncRead + Unpin)) -> io::Result<usize> {
        self.make_room();
        from.read_buf(&mut self.buffer).await
    }

    /// Takes the bytes as if they had been read.
    #[cfg(test)]
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        self.make_room();
        self.buffer.extend_from_slice(bytes);
    }

    /// How much memory it has taken, in bytes.
    #[cfg(test)]
    pub(crate) fn memory(&self) -> usize {
        let args = self.args.capacity() * size_of::<Range<usize>>();
        self.buffer.capacity() + self.words.capacity() + args
    }

    /// Forgets what was handed out, and makes room for what is to be read.
    fn make_room(&mut self) {
        self.forget();
        self.buffer.drain(..self.begin);
        self.at -= self.begin;
        self.searched = self.searched.saturating_sub(self.begin);
        self.begin = 0;
        if self.buffer.capacity() > KEPT && self.buffer.len() < CHUNK {
            self.buffer.shrink_to(CHUNK);
        }
        self.buffer.reserve(CHUNK);
    }

    fn forget(&mut self) {
        if let Next::Forget = self.next {
            self.begin_anew();
        }
    }

    fn begin_anew(&mut self) {
        self.begin = self.at;
        self.next = Next::Request;
        self.words.clear();
        if self.args.capacity() * size_of::<Range<usize>>() > KEPT {
            self.args = Vec::new();
        }
        self.args.clear();
    }

    /// The next request, if it is there to its end.
    ///
    /// After an error there is nothing more to be decoded.
    pub(crate) fn next(&mut self) -> Result<Option<Request<'_>>, ProtocolError> {
        self.forget();
        let is_inline = loop {
            match self.step()? {
                Step::Missing => return Ok(None),
                Step::Done => {}
                Step::Bulks => break false,
                Step::Inline => break true,
            }
        };
        self.next = Next::Forget;
        let bytes = if is_inline {
            &self.words[..]
        } else {
            &self.buffer[self.begin..self.at]
        };
        Ok(Some(Request::new(bytes, &self.args)))
    }

    fn step(&mut self) -> Result<Step, ProtocolError> {
        let Some(&byte) = self.buffer.get(self.at) else {
            return Ok(Step::Missing);
        };
        match self.next {
            Next::Request if byte == b'*' => self.count(),
            Next::Request => self.inline(),
            Next::Length { .. } if byte != b'$' => Err(ProtocolError::NoDollar(byte)),
            Next::Length { missing } => self.length(missing),
            Next::Bulk { missing, length } => self.bulk(missing, length),
            // `next` has forgotten it.
            Next::Forget => Ok(Step::Missing),
        }
    }

    /// How many arguments there are.
    fn count(&mut self) -> Result<Step, ProtocolError> {
        let Some(line) = self.line(ProtocolError::CountTooLong)? else {
            return Ok(Step::Missing);
        };
        let count = number(&self.buffer[line]).ok_or(ProtocolError::InvalidCount)?;
        match usize::try_from(count) {
            // Redis, too, takes no arguments, or fewer, for no request.
            Ok(0) | Err(_) => self.begin_anew(),
            Ok(missing) if missing <= self.limits.args => self.next = Next::Length { missing },
            Ok(_) => return Err(ProtocolError::InvalidCount),
        }
        Ok(Step::Done)
    }

    /// How long an argument is.
    fn length(&mut self, missing: usize) -> Result<Step, ProtocolError> {
        let Some(line) = self.line(ProtocolError::LengthTooLong)? else {
            return Ok(Step::Missing);
        };
        let length = number(&self.buffer[line]).and_then(|length| usize::try_from(length).ok());
        let length = length.filter(|length| *length <= self.limits.bulk);
        let length = length.ok_or(ProtocolError::InvalidLength)?;
        if self.at - self.begin + length + 2 > self.limits.request {
            return Err(ProtocolError::RequestTooLong);
        }
        self.next = Next::Bulk { missing, length };
        Ok(Step::Done)
    }

    fn bulk(&mut self, missing: usize, length: usize) -> Result<Step, ProtocolError> {
        let end = self.at + length;
        let Some(line_end) = self.buffer.get(end..end + 2) else {
            return Ok(Step::Missing);
        };
        if line_end != b"\r\n" {
            return Err(ProtocolError::NoLineEnd);
        }
        self.args.push(self.at - self.begin..end - self.begin);
        self.at = end + 2;
        self.searched = self.at;
        self.next = Next::Length {
            missing: missing - 1,
        };
        Ok(if missing == 1 {
            Step::Bulks
        } else {
            Step::Done
        })
    }

    fn inline(&mut self) -> Result<Step, ProtocolError> {
        let Some(line) = self.line(ProtocolError::InlineTooLong)? else {
            return Ok(Step::Missing);
        };
        inline::split(&self.buffer[line], &mut self.words, &mut self.args)?;
        if self.args.is_empty() {
            self.begin_anew();
            return Ok(Step::Done);
        }
        Ok(Step::Inline)
    }

    /// Takes a line, and goes behind it. `too_long` is the error if it is longer than a line may be.
    fn line(&mut self, too_long: ProtocolError) -> Result<Option<Range<usize>>, ProtocolError> {
        self.searched = self.searched.max(self.at);
        let found = self.buffer[self.searched..]
            .iter()
            .position(|byte| *byte == b'\n');
        let end = found.map_or(self.buffer.len(), |found| self.searched + found);
        if end - self.at > self.limits.line {
            return Err(too_long);
        }
        self.searched = end;
        if found.is_none() {
            return Ok(None);
        }
        let line = self.at..end;
        self.at = end + 1;
        Ok(Some(line))
    }
}

/// How far a step has got.
enum Step {
    /// What it needs has yet to come.
    Missing,
    /// There are more to do.
    Done,
    /// The request is complete.
    Bulks,
    Inline,
}

/// The number in a line `*number\r` or `$number\r`.
fn number(line: &[u8]) -> Option<i64> {
    integer(line.get(1..)?.strip_suffix(b"\r")?)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
