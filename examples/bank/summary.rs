//! What is said at the end.

use std::{fmt, time::Duration};

use crate::{interest::Paid, load::Done};

#[derive(Debug)]
pub(crate) struct Summary {
    pub(crate) why: String,
    pub(crate) took: Duration,
    pub(crate) load: Done,
    pub(crate) paid: Paid,
    pub(crate) audits: u64,
    pub(crate) findings: Vec<String>,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            why,
            took,
            load,
            paid,
            audits,
            findings,
        } = self;
        let all = load.transfers + load.refused;
        // Where there was none, they took no time, and each second has none.
        let per_second = all as f64 / took.as_secs_f64().max(f64::MIN_POSITIVE);
        writeln!(
            f,
            "\ntransfers   {} made, {} refused, {per_second:.0} a second; the longest wait took {:.1?}",
            load.transfers, load.refused, load.longest
        )?;
        writeln!(f, "interest    {} days, {} paid", paid.days, paid.sum)?;
        writeln!(f, "statements  {} uploaded", load.statements)?;
        writeln!(
            f,
            "audits      {audits} made, {} found wrong",
            findings.len()
        )?;
        writeln!(f, "stopped by  {why}")
    }
}
