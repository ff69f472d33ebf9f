//! The time line: what happens, as it happens.

use std::{
    fmt::Display,
    io::{self, ErrorKind, StdoutLock, Write, stdout},
    sync::{Arc, OnceLock},
    time::Instant,
};

/// Prints what its parts say, with the time since its start.
#[derive(Debug)]
pub(crate) struct Timeline {
    start: Instant,
    error: OnceLock<io::Error>,
}

/// A part of the service, or a client of it.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    name: String,
    timeline: Arc<Timeline>,
}

impl Timeline {
    pub(crate) fn start() -> Self {
        let timeline = Self {
            start: Instant::now(),
            error: OnceLock::new(),
        };
        timeline.print(&row("time", "part", "what happens", "waits for"));
        timeline
    }

    /// What is to say something under this name.
    pub(crate) fn part(self: &Arc<Self>, name: impl Into<String>) -> Part {
        Part {
            name: name.into(),
            timeline: self.clone(),
        }
    }

    /// Prints this; an error is kept for the end.
    pub(crate) fn print(&self, text: &str) {
        self.print_to(&mut stdout().lock(), text);
    }

    fn print_to(&self, stdout: &mut StdoutLock<'_>, text: &str) {
        let printed = stdout.write_all(text.as_bytes());
        match printed.and_then(|()| stdout.flush()) {
            // A reader that has seen enough (`lifecycle | head`) is no error.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                // The first one will do.
                let _ = self.error.set(error);
            }
            _ => {}
        }
    }

    /// The first error.
    pub(crate) fn error(&self) -> Option<&io::Error> {
        self.error.get()
    }
}

impl Part {
    /// What has happened.
    pub(crate) fn says(&self, what: impl Display) {
        self.waits(what, "");
    }

    /// What has happened, and whom this part waits for now.
    pub(crate) fn waits(&self, what: impl Display, for_whom: impl Display) {
        let (what, for_whom) = (what.to_string(), for_whom.to_string());
        // The time is taken when it is this line's turn: so it never goes backwards.
        let mut stdout = stdout().lock();
        let time = self.timeline.start.elapsed().as_secs_f64();
        let row = row(&format!("{time:.3}"), &self.name, &what, &for_whom);
        self.timeline.print_to(&mut stdout, &row);
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Another part, on the same time line.
    pub(crate) fn other(&self, name: impl Into<String>) -> Self {
        self.timeline.part(name)
    }
}

fn row(time: &str, part: &str, what: &str, for_whom: &str) -> String {
    let row = format!("{time:>7}  {part:<14}  {what:<43}  {for_whom}");
    format!("{}\n", row.trim_end())
}
