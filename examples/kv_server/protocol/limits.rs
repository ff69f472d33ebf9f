//! How much a client may ask for.

/// What is longer is an error, found before any memory is taken for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Bytes of a line: an inline command, or a length.
    pub(crate) line: usize,
    /// Bytes of one argument.
    pub(crate) bulk: usize,
    /// Arguments of one request.
    pub(crate) args: usize,
    /// Bytes of one request, as they come over the wire.
    pub(crate) request: usize,
    /// Bytes of one reply.
    pub(crate) reply: usize,
}

impl Default for Limits {
    /// Lines and arguments as redis has them; the rest is less than there, and so is what a client can
    /// make the server hold for it.
    fn default() -> Self {
        Self {
            line: 64 << 10,
            bulk: 16 << 20,
            args: 1 << 20,
            request: 32 << 20,
            reply: 64 << 20,
        }
    }
}
