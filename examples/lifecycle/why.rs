//! Why something is shut down.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The load has done half of its work.
    HalfDone,
    Interrupted,
    DeadlineOver,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HalfDone => "half of the answers are in",
            Self::Interrupted => "Ctrl-C",
            Self::DeadlineOver => "the deadline is over",
        })
    }
}
