//! Encodes replies, and keeps them until they are sent.

use std::{fmt, io::Write};

/// The replies that wait to be sent, one after the other.
///
/// A reply of more than `limit` bytes becomes an error; nothing after its first `limit` bytes is ever
/// in memory, nor copied for it.
#[derive(Debug)]
pub(crate) struct Output {
    bytes: Vec<u8>,
    /// Where the reply begins that is being written.
    begin: usize,
    limit: usize,
    is_too_long: bool,
}

/// Of longer buffers the rest is given back when they are no longer needed.
const KEPT: usize = 256 << 10;

impl Output {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            bytes: Vec::new(),
            begin: 0,
            limit,
            is_too_long: false,
        }
    }

    /// `+OK`, or another word of ours.
    pub(crate) fn simple(&mut self, text: &'static str) {
        self.line(b'+', text);
    }

    /// An error, whose text begins with a word for programs. What is no text in it becomes blanks, so that it
    /// is one line.
    pub(crate) fn error(&mut self, error: impl fmt::Display) {
        let text = error.to_string();
        self.line(b'-', text.replace(|c: char| c.is_control(), " "));
    }

    pub(crate) fn integer(&mut self, number: i64) {
        self.line(b':', number);
    }

    /// A number of things, of which there are not more than `i64::MAX`.
    pub(crate) fn count(&mut self, count: usize) {
        self.line(b':', count);
    }

    pub(crate) fn bulk(&mut self, bytes: &[u8]) {
        if self.has_room(bytes.len()) {
            self.line(b'$', bytes.len());
            self.bytes.extend_from_slice(bytes);
            self.bytes.extend_from_slice(b"\r\n");
        }
    }

    /// A value that is not there.
    pub(crate) fn null(&mut self) {
        self.line(b'$', -1);
    }

    /// An array that is not there.
    pub(crate) fn null_array(&mut self) {
        self.line(b'*', -1);
    }

    /// The beginning of an array: so many replies follow.
    pub(crate) fn array(&mut self, length: usize) {
        self.line(b'*', length);
    }

    /// The bulk, or null.
    pub(crate) fn bulk_or_null(&mut self, bytes: Option<&[u8]>) {
        match bytes {
            Some(bytes) => self.bulk(bytes),
            None => self.null(),
        }
    }

    fn line(&mut self, kind: u8, text: impl fmt::Display) {
        if self.has_room(0) {
            let written = write!(self.bytes, "{}{text}\r\n", char::from(kind));
            written.expect("a vector takes all");
        }
    }

    /// Whether so many bytes more are not too many for a reply.
    fn has_room(&mut self, more: usize) -> bool {
        let length = self.bytes.len() - self.begin;
        self.is_too_long |= length.saturating_add(more) > self.limit;
        !self.is_too_long
    }

    /// The reply is complete. If it is an error, this takes the place of what was written of it.
    pub(crate) fn complete(&mut self, result: Result<(), impl fmt::Display>) {
        if let Err(error) = result {
            self.replace_by(error);
        } else if self.is_too_long {
            self.replace_by("ERR the reply is too long");
        }
        self.begin = self.bytes.len();
    }

    fn replace_by(&mut self, error: impl fmt::Display) {
        self.bytes.truncate(self.begin);
        self.is_too_long = false;
        self.error(error);
    }

    /// What waits to be sent.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// It was sent.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.bytes.shrink_to(KEPT);
        self.begin = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(output: &Output) -> &str {
        str::from_utf8(output.as_bytes()).expect("UTF-8")
    }

    #[test]
    fn each_kind_of_reply() {
        let mut output = Output::new(100);
        output.array(5);
        output.simple("OK");
        output.integer(-3);
        output.count(2);
        output.bulk(b"a\r\n");
        output.null();
        output.complete(Ok::<_, &str>(()));
        output.null_array();
        output.complete(Ok::<_, &str>(()));
        let expected = "*5\r\n+OK\r\n:-3\r\n:2\r\n$3\r\na\r\n\r\n$-1\r\n*-1\r\n";
        assert_eq!(text(&output), expected);
        output.clear();
        assert_eq!(text(&output), "");
    }

    #[test]
    fn an_error_is_one_line_and_all_that_is_left_of_a_reply() {
        let mut output = Output::new(100);
        output.simple("OK");
        output.complete(Ok::<_, &str>(()));
        output.array(2);
        output.complete(Err("ERR no\r\nno"));
        assert_eq!(text(&output), "+OK\r\n-ERR no  no\r\n");
    }

    #[test]
    fn a_reply_that_is_too_long_becomes_an_error() {
        let mut output = Output::new(100);
        output.bulk(&[b'x'; 90]);
        output.complete(Ok::<_, &str>(()));
        let before = text(&output).len();
        output.array(1000);
        for _ in 0..1000 {
            output.bulk(&[b'x'; 90]);
            assert!(output.as_bytes().len() < before + 200);
        }
        output.complete(Ok::<_, &str>(()));
        assert_eq!(&text(&output)[before..], "-ERR the reply is too long\r\n");
        let before = text(&output).len();
        output.bulk(b"short");
        output.complete(Ok::<_, &str>(()));
        assert_eq!(&text(&output)[before..], "$5\r\nshort\r\n");
    }
}
