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
type Executions = BTreeMap<Instruction, u64>;

/// How often more each instruction was executed, if it was not as often.
pub type Differences = BTreeMap<Instruction, i64>;

/// What a run of `2 n` operations has more than one of `n`, so that starting and ending the process, and
/// setting the operation up, are not in it. `program` is run with `args` and the number.
///
/// # Errors
///
/// If callgrind does not run it.
pub fn differences(program: &Path, args: &[&str], n: u64) -> Result<Differences, String> {
    let double = run(program, args, 2 * n)?;
    Ok(difference(double, run(program, args, n)?))
}

fn difference(more: Executions, less: Executions) -> Differences {
    let all = |executions: Executions| executions.into_iter().map(|(i, count)| (i, count as i64));
    let mut differences: Differences = all(more).collect();
    for (instruction, count) in all(less) {
        *differences.entry(instruction).or_default() -= count;
    }
    differences.retain(|_, difference| *difference != 0);
    differences
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
