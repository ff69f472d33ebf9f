//! Characters out of bytes that arrive in chunks, and what `wc` thinks of them.

use std::{ffi::OsString, str};

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Valid(&'a str),
    /// One or more bytes that are not UTF-8.
    Invalid,
}

/// Decodes UTF-8. A character may begin in one chunk and end in the next.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    /// A character that has begun: up to three bytes.
    begun: Vec<u8>,
}

impl Decoder {
    /// Decodes `bytes`, which follow those of the last call.
    pub(crate) fn feed(&mut self, mut bytes: &[u8], mut each: impl FnMut(Piece<'_>)) {
        while !self.begun.is_empty() {
            let Some((&byte, rest)) = bytes.split_first() else {
                return;
            };
            self.begun.push(byte);
            if is_begun(&self.begun) {
                bytes = rest;
                continue;
            }
            if let Ok(character) = str::from_utf8(&self.begun) {
                bytes = rest;
                each(Piece::Valid(character));
            } else {
                // What had begun is invalid. `byte` is no part of it: it is decoded below.
                each(Piece::Invalid);
            }
            self.begun.clear();
        }
        let begun = (1..=bytes.len().min(3)).find(|n| is_begun(&bytes[bytes.len() - n..]));
        let (bytes, begun) = bytes.split_at(bytes.len() - begun.unwrap_or(0));
        self.begun.extend_from_slice(begun);
        for chunk in bytes.utf8_chunks() {
            each(Piece::Valid(chunk.valid()));
            if !chunk.invalid().is_empty() {
                each(Piece::Invalid);
            }
        }
    }

    /// Decodes the end of the text.
    pub(crate) fn finish(&mut self, mut each: impl FnMut(Piece<'_>)) {
        if !self.begun.is_empty() {
            self.begun.clear();
            each(Piece::Invalid);
        }
    }
}

/// Whether `bytes` are the beginning of one character, and lack its end.
fn is_begun(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_err_and(|e| e.valid_up_to() == 0 && e.error_len().is_none())
}

/// What counts as a character: that depends on the locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    Utf8,
    /// Only ASCII is known, as in the locale `C`.
    Ascii,
}

impl Charset {
    /// That of the locale that the environment names; UTF-8 outside Unix, which does not name one.
    pub(crate) fn of_locale(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .filter_map(variable)
            .find(|value| !value.is_empty())
            .map(|value| value.to_string_lossy().to_lowercase());
        match locale {
            Some(name) if name.contains("utf-8") || name.contains("utf8") => Self::Utf8,
            None if !cfg!(unix) => Self::Utf8,
            _ => Self::Ascii,
        }
    }

    /// The class of a character for `wc`.
    pub(crate) fn class(self, character: char) -> Class {
        match character {
            '\t'..='\r' | ' ' => Class::Blank,
            '!'..='~' => Class::Printable,
            _ if self == Self::Ascii => Class::Unprintable,
            // The separators of lines and paragraphs are blank, but not printable, and do not end a
            // word; nor does U+0085. U+2060 is one of the blanks at which no line is broken.
            '\u{2028}' | '\u{2029}' => Class::Unprintable,
            '\u{2060}' => Class::Blank,
            _ if character.is_control() => Class::Unprintable,
            _ if character.is_whitespace() => Class::Blank,
            // Not quite: for `wc`, code points that Unicode has not assigned are unprintable. They come
            // up where a text in another encoding is taken for UTF-8.
            _ => Class::Printable,
        }
    }
}

/// What a character does to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Ends it.
    Blank,
    /// Begins one, or goes on with it.
    Printable,
    /// Goes on with it, but does not begin one (except by the rule of POSIX).
    Unprintable,
}
