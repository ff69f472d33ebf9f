//! Runs an operation under callgrind and says how often each instruction was executed.

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::{self, Command},
};

/// An instruction: the object file that it is in, and its address there.
pub type Instruction = (PathBuf, u64);

/// How often each instruction was executed.
pub type Executions = BTreeMap<Instruction, u64>;

/// The executions of `n` operations: those of a run of `2 n` less those of a run of `n`, so that
/// starting and ending the process, and setting the operation up, are not among them. `program` is run
/// with `args` and the number.
///
/// # Errors
///
/// If callgrind does not run it, or the two runs do different things.
pub fn executions(program: &Path, args: &[&str], n: u64) -> Result<Executions, String> {
    let mut double = run(program, args, 2 * n)?;
    for (instruction, count) in run(program, args, n)? {
        let more = double.get_mut(&instruction);
        let more = more.filter(|more| **more >= count);
        *more.ok_or("two runs of the same row did different things")? -= count;
    }
    double.retain(|_, count| *count != 0);
    Ok(double)
}

/// The executions of a run of `2 n` operations, and those of a run of `n`: for what does not do quite
/// the same thing in every run.
///
/// # Errors
///
/// If callgrind does not run it.
pub fn two_runs(program: &Path, args: &[&str], n: u64) -> Result<[Executions; 2], String> {
    Ok([run(program, args, 2 * n)?, run(program, args, n)?])
}

fn run(program: &Path, args: &[&str], n: u64) -> Result<Executions, String> {
    let dump = env::temp_dir().join(format!("mea-counts-{}-{n}", process::id()));
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--dump-instr=yes"])
        .args(["--compress-strings=no", "--compress-pos=no"])
        .arg(format!("--callgrind-out-file={}", dump.display()))
        .arg(program)
        .args(args)
        .arg(n.to_string())
        .output()
        .map_err(|e| format!("valgrind is needed to count instructions: {e}"))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        return Err(format!("valgrind failed ({}):\n{stderr}", output.status));
    }
    let text = fs::read_to_string(&dump).map_err(|e| format!("{}: {e}", dump.display()))?;
    // Best effort: it is in the directory of temporary files.
    let _ = fs::remove_file(&dump);
    parse(&text)
}

/// Reads callgrind's format, with absolute names and addresses: `ob=` names the object file, a line
/// that begins with an address has the line in the source and the count. The line after `calls=` is
/// the inclusive cost of a call, whose instructions have lines of their own.
fn parse(text: &str) -> Result<Executions, String> {
    if !text.lines().any(|line| line == "positions: instr line") {
        return Err("callgrind wrote no addresses of instructions".into());
    }
    let mut executions = Executions::new();
    let mut object = PathBuf::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("ob=") {
            object = name.into();
        } else if line.starts_with("calls=") {
            lines.next();
        } else if let Some(cost) = line.strip_prefix("0x") {
            let wrong = || format!("callgrind wrote a line that is not understood: {line}");
            let mut fields = cost.split(' ');
            let address = fields.next().and_then(|f| u64::from_str_radix(f, 16).ok());
            let count = fields.nth(1).and_then(|f| f.parse::<u64>().ok());
            let (address, count) = address.zip(count).ok_or_else(wrong)?;
            *executions.entry((object.clone(), address)).or_default() += count;
        }
    }
    Ok(executions)
}
