//! A request: a command and its arguments.

use std::ops::Range;

/// The arguments of a request, the first of which is the name of the command. They are borrowed from
/// what the client sent: only who keeps one makes a copy of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request<'a> {
    bytes: &'a [u8],
    args: &'a [Range<usize>],
}

impl<'a> Request<'a> {
    /// There is at least one argument, and each is in the bytes.
    pub(super) fn new(bytes: &'a [u8], args: &'a [Range<usize>]) -> Self {
        Self { bytes, args }
    }

    pub(crate) fn name(self) -> &'a [u8] {
        self.arg(0)
    }

    /// How many arguments there are, with the name.
    pub(crate) fn len(self) -> usize {
        self.args.len()
    }

    /// # Panics
    ///
    /// If there is no such argument: the arity of the command is checked before it is run.
    pub(crate) fn arg(self, index: usize) -> &'a [u8] {
        &self.bytes[self.args[index].clone()]
    }

    /// The arguments from this one on.
    pub(crate) fn from(self, first: usize) -> impl ExactSizeIterator<Item = &'a [u8]> {
        let args = self.args.get(first..).unwrap_or_default();
        args.iter().map(move |arg| &self.bytes[arg.clone()])
    }
}
