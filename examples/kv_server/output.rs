//! The standard output and error.

use std::{
    fmt::Display,
    io::{self, ErrorKind, Write, stderr, stdout},
};

/// Prints the text.
pub(crate) fn print(text: impl Display) -> io::Result<()> {
    let mut stdout = stdout().lock();
    match write!(stdout, "{text}").and_then(|()| stdout.flush()) {
        // A reader that has seen enough (`kv_server | head`) is no error.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Says it on the standard error; unlike `eprintln!`, does not panic if nobody listens there.
pub(crate) fn note(text: impl Display) {
    let _ = writeln!(stderr(), "{text}");
}
