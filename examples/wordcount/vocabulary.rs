//! The words of one file, for the table of frequent words.

use std::collections::HashMap;

/// How many bytes of a word are kept: a text without blanks must not fill the memory.
const KEPT: usize = 256;

/// How often each word occurs.
pub(crate) type Frequencies = HashMap<Box<str>, u64>;

/// Cuts a text into runs of letters and digits, and counts them in lower case.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    min_length: usize,
    /// The word that has begun, or its first `KEPT` bytes.
    word: String,
    /// Its characters.
    length: usize,
    is_cut: bool,
    frequencies: Frequencies,
}

impl Vocabulary {
    pub(crate) fn new(min_length: usize) -> Self {
        Self {
            min_length,
            word: String::new(),
            length: 0,
            is_cut: false,
            frequencies: Frequencies::new(),
        }
    }

    pub(crate) fn push(&mut self, character: char) {
        if character.is_ascii_alphanumeric() {
            self.length += 1;
            self.keep(character.to_ascii_lowercase());
        } else if character.is_alphanumeric() {
            self.length += 1;
            for lower in character.to_lowercase() {
                self.keep(lower);
            }
        } else {
            self.end_word();
        }
    }

    fn keep(&mut self, character: char) {
        self.is_cut |= self.word.len() + character.len_utf8() > KEPT;
        if !self.is_cut {
            self.word.push(character);
        }
    }

    pub(crate) fn end_word(&mut self) {
        if self.length == 0 {
            return;
        }
        if self.length >= self.min_length {
            match self.frequencies.get_mut(self.word.as_str()) {
                Some(n) => *n += 1,
                None => {
                    self.frequencies.insert(self.word.as_str().into(), 1);
                }
            }
        }
        self.word.clear();
        self.length = 0;
        self.is_cut = false;
    }

    pub(crate) fn into_frequencies(self) -> Frequencies {
        self.frequencies
    }
}
