//! Counts what the uncontended operations of ours cost: instructions, and locked ones among them. Unlike
//! times, these numbers are exact, and the same on every x86-64 machine with the same compiler.
//!
//! ```text
//! counts               all rows, with and without link-time optimisation, beside what is recorded in
//!                      benches/results/counts.json. Fails if a row got worse
//! counts bless         the same, and records them
//! counts show NAME     the instructions of the rows whose name has NAME in it
//! ```
//!
//! A row got worse if it has more locked instructions, or more instructions: by more than 3 %, and by more
//! than two. Other versions of the compiler write other instructions, so what is recorded with another
//! one is not compared. In any case a row fails that locks more often than it says itself.
//!
//! It runs itself under callgrind, which says how often each instruction is executed, and asks
//! `objdump` which of them are locked. So it needs `valgrind` and `objdump`.

mod record;
mod rows;

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use mea_benches::{
    callgrind,
    cost::{Cost, Counter},
    objdump::Disassembly,
};

use self::record::{Counted, Record, rustc};

/// Operations that are counted. The more, the less a cost that recurs rarely can hide.
const OPERATIONS: u64 = 1000;

/// The one with link-time optimisation. Most programs are built without.
const PROFILE: &str = "release-lto";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        [] => count_all().and_then(|now| check(&now)),
        ["bless"] => count_all().and_then(|now| now.write(&json())),
        ["show", name] => show(name),
        // What callgrind runs.
        ["run", row, n] => run(row, n),
        _ => Err("usage: counts [bless | show NAME]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("error: {e}");
            ExitCode::FAILURE
        }
    }
}

fn json() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("results/counts.json")
}

fn run(row: &str, n: &str) -> Result<(), String> {
    let row = row
        .parse()
        .ok()
        .and_then(|r: usize| rows::all().get(r).copied());
    let (row, n) = row
        .zip(n.parse().ok())
        .ok_or("run: a row and a number are expected")?;
    (row.run)(n);
    Ok(())
}

/// Counts, and prints the table.
fn count_all() -> Result<Record, String> {
    let this = env::current_exe().map_err(|e| format!("where is this program? {e}"))?;
    let plain = count(&this)?;
    let lto = count(&build_with_lto(&this)?)?;

    let all = rows::all();
    let width = all.iter().map(|row| row.name.len()).max().unwrap_or(0);
    println!("{:width$}   {:^21}   {:^21}", "", "without LTO", "with LTO");
    let head = format!("{:>12}   {:>6}", "instructions", "locked");
    println!("{:width$}   {head}   {head}", "one operation");
    let mut rows = Vec::new();
    for ((row, plain), lto) in all.iter().zip(plain).zip(lto) {
        print!("{:width$}", row.name);
        for cost in [plain, lto] {
            print!("   {:>12}   {:>6}", cost.instructions, cost.locked);
        }
        println!();
        rows.push(Counted {
            name: row.name.to_owned(),
            plain,
            lto,
        });
    }
    let rustc = rustc()?;
    Ok(Record { rustc, rows })
}

/// Fails if a row locks more often than it says itself, or is worse than what is recorded.
fn check(now: &Record) -> Result<(), String> {
    let before = Record::read(&json())?;
    let is_comparable = before.rustc == now.rustc;
    let mut wrong = 0;
    for (counted, row) in now.rows.iter().zip(rows::all()) {
        let locks_more = [counted.plain, counted.lto]
            .iter()
            .any(|cost| cost.locked.round() as u64 > row.locked);
        let complaint = if locks_more {
            Some(format!("locks more often than {} times", row.locked))
        } else if is_comparable {
            before.complaint(counted)
        } else {
            None
        };
        if let Some(complaint) = &complaint {
            println!("WORSE: {}: {complaint}", counted.name);
        } else if is_comparable && before.is_better(counted) {
            println!("better: {}: record it by `just bless-counts`", counted.name);
        }
        wrong += usize::from(complaint.is_some());
    }
    if !is_comparable {
        let (recorded, this) = (&before.rustc, &now.rustc);
        println!("not compared: recorded with {recorded}, and this is {this}");
    }
    println!("{} passed, {wrong} failed", now.rows.len() - wrong);
    if wrong == 0 {
        Ok(())
    } else {
        Err("rows got worse; see above".into())
    }
}

/// The cost of each row in `program`, which is this one, built in one way or another.
fn count(program: &Path) -> Result<Vec<Cost>, String> {
    let mut counter = Counter::new(OPERATIONS);
    let cost = |row: usize| counter.exactly(program, &["run", &row.to_string()]);
    (0..rows::all().len()).map(cost).collect()
}

/// Builds this program with link-time optimisation, in the same target directory.
fn build_with_lto(this: &Path) -> Result<PathBuf, String> {
    let release = this.parent().ok_or("this program is in no directory")?;
    let status = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["build", "--quiet", "--profile", PROFILE, "--bin", "counts"])
        .args(["--no-default-features"])
        .arg("--manifest-path")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .arg("--target-dir")
        .arg(release.with_file_name(""))
        .status()
        .map_err(|e| format!("cargo is needed to build with LTO: {e}"))?;
    if !status.success() {
        return Err("building with LTO failed".into());
    }
    Ok(release.with_file_name(PROFILE).join("counts"))
}

/// Prints the instructions of some rows, with how often each is executed in one operation.
fn show(name: &str) -> Result<(), String> {
    let this = env::current_exe().map_err(|e| format!("where is this program? {e}"))?;
    let mut disassembly = Disassembly::default();
    for (number, row) in rows::all().iter().enumerate() {
        if !row.name.contains(name) {
            continue;
        }
        println!("{}", row.name);
        let differences = callgrind::differences(&this, &["run", &number.to_string()], OPERATIONS)?;
        disassembly.load(&differences)?;
        for (instruction, count) in &differences {
            let times = *count as f64 / OPERATIONS as f64;
            let text = disassembly.text(instruction)?;
            println!("{times:>6}  {:>8x}  {text}", instruction.1);
        }
    }
    Ok(())
}
