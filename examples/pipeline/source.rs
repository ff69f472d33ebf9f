//! The log, in batches of whole lines, in bounded memory.

use std::{
    fs::File,
    io::{self, ErrorKind, Read},
    mem,
    path::Path,
};

/// How many bytes are read at a time. Few, so that a small log makes many batches; a program that has
/// nothing to show would take more.
const CHUNK: usize = 4 * 1024;

/// Lines of so many bytes or more are too long: what follows is not kept.
pub(crate) const TOO_LONG: usize = 64 * 1024;

/// Whole lines; at least one.
#[derive(Debug)]
pub(crate) struct Batch(Vec<u8>);

impl Batch {
    /// The lines, without their ends.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &[u8]> {
        let bytes = self.0.strip_suffix(b"\n").unwrap_or(&self.0);
        bytes.split(|byte| *byte == b'\n')
    }
}

/// A log that is open.
#[derive(Debug)]
pub(crate) struct Source {
    file: File,
    /// How many bytes it has, if that is known.
    length: Option<u64>,
    /// How many bytes have been read.
    read: u64,
    /// A line that has begun.
    begun: Vec<u8>,
}

impl Source {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            // Which opens, on some systems, and cannot be read.
            return Err(ErrorKind::IsADirectory.into());
        }
        let length = metadata.is_file().then_some(metadata.len());
        Ok(Self {
            file,
            length,
            read: 0,
            begun: Vec::new(),
        })
    }

    pub(crate) fn length(&self) -> Option<u64> {
        self.length
    }

    /// How many bytes have been read so far.
    pub(crate) fn read(&self) -> u64 {
        self.read
    }

    /// Waits for the next lines; `None` at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Batch>> {
        let mut chunk = [0; CHUNK];
        loop {
            let n = match self.file.read(&mut chunk) {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                n => n?,
            };
            let before = self.begun.len();
            self.begun.extend_from_slice(&chunk[..n]);
            self.read += n as u64;
            if n == 0 {
                let last = mem::take(&mut self.begun);
                return Ok((!last.is_empty()).then_some(Batch(last)));
            }
            let new = &self.begun[before..];
            if let Some(end) = new.iter().rposition(|byte| *byte == b'\n') {
                let rest = self.begun.split_off(before + end + 1);
                return Ok(Some(Batch(mem::replace(&mut self.begun, rest))));
            }
            self.begun.truncate(TOO_LONG);
        }
    }
}
