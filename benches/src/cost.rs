//! What one operation costs: instructions, and locked ones among them.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{
    callgrind::{Differences, differences},
    objdump::{Disassembly, is_locked},
};

/// What one operation costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// How many instructions.
    pub instructions: f64,
    /// How many of them are locked.
    pub locked: f64,
}

/// Counts what operations cost, by running programs under callgrind.
#[derive(Debug)]
pub struct Counter {
    disassembly: Disassembly,
    /// How many operations there are in a run. The more, the less a cost that recurs rarely can hide.
    operations: u64,
}

impl Counter {
    /// With as many operations in a run.
    pub fn new(operations: u64) -> Self {
        let disassembly = Disassembly::default();
        Self {
            disassembly,
            operations,
        }
    }

    /// The cost of what `program` does with `args` and a number.
    ///
    /// # Errors
    ///
    /// If it does other things when it is run again, or callgrind or objdump fails.
    pub fn exactly(&mut self, program: &Path, args: &[&str]) -> Result<Cost, String> {
        let differences = differences(program, args, self.operations)?;
        if differences.values().any(|difference| *difference < 0) {
            return Err("two runs of the same operations did different things".into());
        }
        self.sum(&differences)
    }

    /// The same for what does not do quite the same thing in every run.
    ///
    /// # Errors
    ///
    /// If callgrind or objdump fails.
    pub fn about(&mut self, program: &Path, args: &[&str]) -> Result<Cost, String> {
        self.sum(&differences(program, args, self.operations)?)
    }

    fn sum(&mut self, differences: &Differences) -> Result<Cost, String> {
        self.disassembly.load(differences)?;
        let (mut all, mut locked) = (0, 0);
        for (instruction, count) in differences {
            all += count;
            if is_locked(self.disassembly.text(instruction)?) {
                locked += count;
            }
        }
        let each = |all: i64| all as f64 / self.operations as f64;
        Ok(Cost {
            instructions: each(all),
            locked: each(locked),
        })
    }
}
