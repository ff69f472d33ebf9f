//! What is recorded, and whether it got worse.

use std::{fs, path::Path, process::Command};

use mea_benches::cost::Cost;
use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

#[derive(Serialize, Deserialize)]
pub(crate) struct Counted {
    pub(crate) name: String,
    pub(crate) plain: Cost,
    /// With link-time optimisation.
    pub(crate) lto: Cost,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Record {
    /// The compiler, as it says itself.
    pub(crate) rustc: String,
    pub(crate) rows: Vec<Counted>,
}

impl Record {
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let wrong = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
        let json = fs::read_to_string(path).map_err(|e| wrong(&e))?;
        serde_json::from_str(&json).map_err(|e| wrong(&e))
    }

    pub(crate) fn write(&self, path: &Path) -> Result<(), String> {
        let wrong = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
        let json = serde_json::to_string_pretty(self).map_err(|e| wrong(&e))?;
        fs::write(path, json + "\n").map_err(|e| wrong(&e))
    }

    fn row(&self, name: &str) -> Option<&Counted> {
        self.rows.iter().find(|row| row.name == name)
    }

    /// What is wrong with a row that is counted now, if anything is.
    pub(crate) fn complaint(&self, now: &Counted) -> Option<String> {
        let Some(before) = self.row(&now.name) else {
            return Some("is not recorded: `just bless-counts`".into());
        };
        let builds = [
            ("", before.plain, now.plain),
            (" with LTO", before.lto, now.lto),
        ];
        let mut complaints = Vec::new();
        for (build, before, now) in builds {
            if now.locked > before.locked {
                let (now, before) = (now.locked, before.locked);
                complaints.push(format!("{now} locked{build}, recorded are {before}"));
            }
            if more(before.instructions, now.instructions) {
                let (now, before) = (now.instructions, before.instructions);
                complaints.push(format!("{now} instructions{build}, recorded are {before}"));
            }
        }
        (!complaints.is_empty()).then(|| complaints.join("; "))
    }

    /// Has a row become better, so that it should be recorded?
    pub(crate) fn is_better(&self, now: &Counted) -> bool {
        self.row(&now.name).is_some_and(|before| {
            [(before.plain, now.plain), (before.lto, now.lto)]
                .iter()
                .any(|(b, n)| n.locked < b.locked || more(n.instructions, b.instructions))
        })
    }
}

/// Is it more than 3 % more, and more than two?
fn more(before: f64, now: f64) -> bool {
    now > before * 1.03 && now > before + 2.0
}

/// What the compiler says that it is.
pub(crate) fn rustc() -> Result<String, String> {
    let output = Command::new("rustc").arg("--version").output();
    let output = output.map_err(|e| format!("rustc is needed: {e}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
