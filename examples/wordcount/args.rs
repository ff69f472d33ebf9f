//! The command line.

use std::{collections::HashSet, env, ffi::OsString, path::PathBuf};

use clap::{Parser, value_parser};

use crate::{count::Rule, text::Charset};

/// What is excluded unless `--all` is given.
const EXCLUDED: [&str; 2] = [".git", "target"];

/// Counts the lines, words and bytes of every text file below the paths, and names the most
/// frequent words.
///
/// Regular files are counted, each once even if the paths overlap. Symbolic links are followed when
/// they are given as a path, and not below one. A file with a NUL byte in its first 8 KiB is binary;
/// binary and unreadable files are counted and skipped, as the last line says.
///
/// Lines, words and bytes are those of `wc`, in the locale that LC_ALL, LC_CTYPE or LANG names: in
/// UTF-8 a word ends at any Unicode blank, otherwise (as in LC_ALL=C) at an ASCII one.
///
/// For the table of frequent words, a word is a run of letters and digits, in lower case; bytes that
/// are not UTF-8 end it. Of a word of more than 256 bytes the first 256 are kept.
#[derive(Debug, Parser)]
#[command(
    name = "wordcount",
    after_help = "Exit status: 0 if all was counted (skipped files are no error), 1 if the result \
                  could not be written, 2 for a wrong option or a path that does not exist, 130 if \
                  Ctrl-C ended it early. After one Ctrl-C it prints what it has counted so far; a \
                  second one ends it at once."
)]
pub(crate) struct Args {
    /// Files, and directories to search
    #[arg(default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,

    // The limit leaves room below the 256 files that a process may have open on some systems.
    /// How many files may be open at once, from 1 to 200
    #[arg(short, long, value_name = "N", default_value_t = 16, value_parser = value_parser!(u8).range(1..=200))]
    pub(crate) jobs: u8,

    /// Skip the files and directories of this name below the paths, besides `.git` and `target`;
    /// may be repeated
    #[arg(short, long, value_name = "NAME")]
    exclude: Vec<OsString>,

    /// Do not skip `.git` and `target`
    #[arg(short, long)]
    all: bool,

    /// How many of the most frequent words to print; 0 keeps no table of words
    #[arg(short, long, value_name = "N", default_value_t = 10)]
    pub(crate) top: usize,

    /// Leave words of fewer letters and digits out of the table
    #[arg(short, long, value_name = "N", default_value_t = 1)]
    min_length: usize,

    /// Count a run of nothing but unprintable characters as a word too, as POSIX says and newer
    /// versions of GNU wc do
    #[arg(long)]
    posix_words: bool,
}

impl Args {
    /// The names that are skipped.
    pub(crate) fn exclude(&self) -> HashSet<OsString> {
        let usual = EXCLUDED.iter().map(OsString::from).filter(|_| !self.all);
        usual.chain(self.exclude.iter().cloned()).collect()
    }

    /// What a word is.
    pub(crate) fn rule(&self) -> Rule {
        Rule {
            charset: Charset::of_locale(|name| env::var_os(name)),
            unprintable_words: self.posix_words,
            min_length: self.min_length,
            table: self.top > 0,
        }
    }
}
