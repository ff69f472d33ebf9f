//! Counting one text that arrives in chunks, in bounded memory (but for its distinct words).

use std::ops::AddAssign;

use crate::{
    text::{Charset, Class, Decoder, Piece},
    vocabulary::{Frequencies, Vocabulary},
};

/// A NUL byte among so many at the beginning makes a file binary.
const SNIFFED: u64 = 8 * 1024;

/// What a word is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub(crate) charset: Charset,
    /// Whether unprintable characters alone are a word.
    pub(crate) unprintable_words: bool,
    /// How many characters a word of the table has at least.
    pub(crate) min_length: usize,
    /// Whether there is a table.
    pub(crate) table: bool,
}

/// The three numbers of `wc`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) lines: u64,
    pub(crate) words: u64,
    pub(crate) bytes: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.lines += other.lines;
        self.words += other.words;
        self.bytes += other.bytes;
    }
}

/// Counts a text.
#[derive(Debug)]
pub(crate) struct Counter {
    counts: Counts,
    is_binary: bool,
    decoder: Decoder,
    words: Words,
}

/// The part of a [`Counter`] that sees characters.
#[derive(Debug)]
struct Words {
    rule: Rule,
    is_in_word: bool,
    count: u64,
    vocabulary: Vocabulary,
}

impl Counter {
    pub(crate) fn new(rule: Rule) -> Self {
        Self {
            counts: Counts::default(),
            is_binary: false,
            decoder: Decoder::default(),
            words: Words {
                rule,
                is_in_word: false,
                count: 0,
                vocabulary: Vocabulary::new(rule.min_length),
            },
        }
    }

    /// Counts `bytes`, which follow those of the last call.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        let sniffed = bytes.iter().zip(self.counts.bytes..SNIFFED);
        self.is_binary |= sniffed.into_iter().any(|(byte, _)| *byte == 0);
        if self.is_binary {
            return;
        }
        self.counts.bytes += bytes.len() as u64;
        self.counts.lines += bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.decoder.feed(bytes, |piece| self.words.feed(&piece));
    }

    /// Counts the end of the text.
    pub(crate) fn finish(&mut self) {
        self.decoder.finish(|piece| self.words.feed(&piece));
        self.words.vocabulary.end_word();
    }

    pub(crate) fn is_binary(&self) -> bool {
        self.is_binary
    }

    /// Whether it has seen enough to know that the text is no binary file, even if more follows.
    pub(crate) fn is_surely_text(&self) -> bool {
        !self.is_binary && self.counts.bytes >= SNIFFED
    }

    /// What was counted so far. A word that has begun is counted, but not in the table.
    pub(crate) fn into_counts(self) -> (Counts, Frequencies) {
        let counts = Counts {
            words: self.words.count,
            ..self.counts
        };
        (counts, self.words.vocabulary.into_frequencies())
    }
}

impl Words {
    fn feed(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Valid(text) => {
                for character in text.chars() {
                    self.count(self.rule.charset.class(character));
                    if self.rule.table {
                        self.vocabulary.push(character);
                    }
                }
            }
            Piece::Invalid => {
                self.count(Class::Unprintable);
                self.vocabulary.end_word();
            }
        }
    }

    fn count(&mut self, class: Class) {
        match class {
            Class::Blank => self.is_in_word = false,
            Class::Unprintable if !self.rule.unprintable_words => {}
            Class::Printable | Class::Unprintable => {
                self.count += u64::from(!self.is_in_word);
                self.is_in_word = true;
            }
        }
    }
}
