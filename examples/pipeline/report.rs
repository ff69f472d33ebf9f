//! The result, as text.

use std::fmt::{self, Write};

use crate::{
    args::Args,
    stages::{End, Outcome},
};

/// What goes to the standard output.
pub(crate) fn render(args: &Args, outcome: &Outcome) -> String {
    let mut text = String::new();
    write(&mut text, args, outcome).expect("a string takes everything");
    text
}

fn write(out: &mut String, args: &Args, outcome: &Outcome) -> fmt::Result {
    let summary = &outcome.summary;
    match &outcome.end {
        End::Whole => {}
        End::Stopped(reason) => writeln!(
            out,
            "stopped early by {reason}: this is of the first {} lines",
            summary.lines
        )?,
        End::Failed(_) => writeln!(
            out,
            "not read to the end: this is of the first {} lines",
            summary.lines
        )?,
    }
    for (n, what) in [
        (summary.lines, "lines"),
        (summary.malformed, "malformed"),
        (summary.bytes, "bytes sent"),
        (summary.clients.len() as u64, "clients"),
    ] {
        writeln!(out, "{n:>12} {what}")?;
    }
    writeln!(out, "\nrequests by status:")?;
    for (status, n) in &summary.statuses {
        writeln!(out, "{n:>12} {status}")?;
    }
    writeln!(out, "\nmost requested of {} paths:", summary.paths.len())?;
    for (path, n) in summary.top(args.top) {
        // Escaped: it comes from anywhere, and goes to a terminal.
        writeln!(out, "{n:>12} {}", path.escape_debug())?;
    }
    Ok(())
}
