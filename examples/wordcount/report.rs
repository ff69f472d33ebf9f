//! The result, as text.

use std::fmt::{self, Write};

use crate::{args::Args, run::Outcome};

/// What goes to the standard output.
pub(crate) fn render(args: &Args, outcome: &Outcome) -> String {
    let mut text = String::new();
    write(&mut text, args, outcome).expect("a string takes everything");
    text
}

fn write(out: &mut String, args: &Args, outcome: &Outcome) -> fmt::Result {
    let totals = &outcome.totals;
    let files = totals.whole + totals.partial;
    if outcome.stopped {
        writeln!(
            out,
            "stopped by Ctrl-C: counted so far are {files} of the {} files found so far, {} of them \
             in part",
            outcome.found, totals.partial,
        )?;
    }
    let counts = totals.counts;
    for (n, what) in [
        (files, "files"),
        (counts.lines, "lines"),
        (counts.words, "words"),
        (counts.bytes, "bytes"),
    ] {
        writeln!(out, "{n:>12} {what}")?;
    }
    if args.top > 0 {
        writeln!(
            out,
            "\nmost frequent of {} different words:",
            outcome.distinct
        )?;
        for (word, n) in &outcome.top {
            writeln!(out, "{n:>12} {word}")?;
        }
    }
    write!(
        out,
        "\nskipped: {} binary, {} unreadable",
        totals.binary, totals.unreadable,
    )?;
    if let Some((path, error)) = &totals.first_unreadable {
        // Quoted, as a name may be any bytes.
        write!(out, " (the first by name: {path:?}: {error})")?;
    }
    writeln!(out, ", {} excluded by name", totals.excluded)
}
