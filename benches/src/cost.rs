//! What one operation costs: instructions, and locked ones among them.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{
    callgrind::{Executions, executions, two_runs},
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
        let executions = executions(program, args, self.operations)?;
        let [instructions, locked] = self.sums(&executions)?;
        Ok(self.each(instructions as i64, locked as i64))
    }

    /// The same for what does not do quite the same thing in every run.
    ///
    /// # Errors
    ///
    /// If callgrind or objdump fails.
    pub fn about(&mut self, program: &Path, args: &[&str]) -> Result<Cost, String> {
        let [double, single] = two_runs(program, args, self.operations)?;
        let (double, single) = (self.sums(&double)?, self.sums(&single)?);
        let more = |i: usize| double[i] as i64 - single[i] as i64;
        Ok(self.each(more(0), more(1)))
    }

    fn each(&self, instructions: i64, locked: i64) -> Cost {
        let each = |all: i64| all as f64 / self.operations as f64;
        Cost {
            instructions: each(instructions),
            locked: each(locked),
        }
    }

    /// All of them, and those that are locked.
    fn sums(&mut self, executions: &Executions) -> Result<[u64; 2], String> {
        self.disassembly.load(executions)?;
        let (mut all, mut locked) = (0, 0);
        for (instruction, count) in executions {
            all += count;
            if is_locked(self.disassembly.text(instruction)?) {
                locked += count;
            }
        }
        Ok([all, locked])
    }
}
