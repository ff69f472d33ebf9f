//! What the instructions are: the disassembly of object files.

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    process::Command,
};

use crate::callgrind::{Differences, Instruction};

/// The disassembly of the object files seen so far.
#[derive(Debug, Default)]
pub struct Disassembly {
    objects: HashMap<PathBuf, BTreeMap<u64, String>>,
}

impl Disassembly {
    /// Reads the object files of `differences`.
    ///
    /// # Errors
    ///
    /// If `objdump` is not there, or fails.
    pub fn load(&mut self, differences: &Differences) -> Result<(), String> {
        for (object, _) in differences.keys() {
            if !self.objects.contains_key(object) {
                self.objects.insert(object.clone(), disassemble(object)?);
            }
        }
        Ok(())
    }

    /// The text of an instruction: `lock cmpxchg %rcx,0x10(%rdi)`.
    ///
    /// # Errors
    ///
    /// If there is no such instruction.
    pub fn text(&self, (object, address): &Instruction) -> Result<&str, String> {
        let text = self.objects.get(object).and_then(|o| o.get(address));
        text.map(String::as_str)
            .ok_or_else(|| format!("{} has no instruction at {address:#x}", object.display()))
    }
}

fn disassemble(object: &Path) -> Result<BTreeMap<u64, String>, String> {
    let output = Command::new("objdump")
        .args(["--disassemble", "--no-show-raw-insn", "--wide"])
        .arg(object)
        .output()
        .map_err(|e| format!("objdump is needed to find the locked instructions: {e}"))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        return Err(format!("objdump failed ({}):\n{stderr}", output.status));
    }
    // `   15b0e:<tab>lock cmpxchg %rcx,0x10(%r15)`
    let text = String::from_utf8_lossy(&output.stdout);
    let instruction = |line: &str| {
        let (address, text) = line.trim_start().split_once(":\t")?;
        let address = u64::from_str_radix(address, 16).ok()?;
        Some((address, text.trim_end().to_owned()))
    };
    Ok(text.lines().filter_map(instruction).collect())
}

/// Does the instruction lock its memory operand? By a prefix, or because it is an exchange with
/// memory, which always does.
pub fn is_locked(text: &str) -> bool {
    let mut words = text.split_whitespace();
    match words.next() {
        Some("lock") => true,
        Some(op) if op.starts_with("xchg") => words.next().is_some_and(|o| o.contains('(')),
        _ => false,
    }
}
