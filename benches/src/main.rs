//! `mea` beside its peers, side by side in one process.
//!
//! ```text
//! cargo run --release -p mea-benches -- [--quick] [--only A,C] [--filter TEXT]
//!                                       [--counts | --list | --charts]
//!
//! --quick         a fifth of the time, and less exact
//! --only A,C      the rows of these letters
//! --filter TEXT   the rows with the text in their name
//! --counts        instructions and locked instructions of A and F, by callgrind; takes ten minutes
//! --list          their names; nothing is measured
//! --charts        draws the charts from the JSON; nothing is measured
//! ```
//!
//! The letters are those of [`rows`]. Competitors take turns, in another order each round, and each number
//! is the median of several rounds: compare within one run. Uncontended rows are in processor time of
//! the thread, contended ones by the clock and in processor time. Each workload checks what it did:
//! that nothing is lost, the order, that nobody has what another one has.
//!
//! A `*` is at the best peer. `ours/best` is our number through that one; `BEHIND` is where ours is worse
//! by more than 2 %, `even` where they differ by less. `limit` is the same work with bare atomics and
//! allocations, which is nobody's. `-` is where somebody would take too long, or cannot do it.
//!
//! # JSON
//!
//! A run of all rows writes `benches/results/latest.json` and `docs/charts/*.svg`; with link-time
//! optimisation (`--profile release-lto`), `latest-release-lto.json` and no charts. `--counts` writes
//! `instructions.json`.
//!
//! ```text
//! rustc, cpu, cores, profile, quick, seconds    of the run
//! rows[]
//!   letter, name
//!   metric      the end of the name: what is looked at, if several things are
//!   chart       the chart that has it, or null
//!   over, n     the number of waiters, producers, ..; or null
//!   unit        of the numbers
//!   best        "least" or "most": which numbers are better
//!   ratio       ours through the best peer's, or null: nobody has it, or the best peer's is 0
//!   standing    "ahead", "even", "behind" or "alone"
//!   values[]    ours first
//!     peer
//!     median, low, high    of the rounds; null if the peer would have taken too long, or cannot do it
//! ```

mod counting;
mod heap;
mod peers;
mod rows;
mod runtime;

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::Instant,
};

use mea_benches::{
    charts,
    options::{Options, Task},
    report::{Report, Row},
    table::Table,
};

const HELP: &str = "\
mea beside its peers, side by side in one process

usage: cargo run --release -p mea-benches -- [OPTIONS]

--quick         a fifth of the time, and less exact
--only A,C      the rows of these letters
--filter TEXT   the rows with the text in their name
--counts        instructions and locked instructions of A and F, by callgrind
--list          their names; nothing is measured
--charts        draws the charts from the JSON; nothing is measured";

fn main() -> ExitCode {
    let done = Options::parse(env::args().skip(1)).and_then(|options| match options.task {
        Task::Measure => measure(&options),
        Task::List => {
            list(&options);
            Ok(())
        }
        Task::Charts => charts::draw(&Report::read(&results("latest"))?, &svgs()),
        Task::Count => count(&options),
        Task::Operation(number, times) => counting::operate(&options, number, times),
        Task::Help => {
            println!("{HELP}");
            Ok(())
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("error: {e}");
            ExitCode::FAILURE
        }
    }
}

/// A file of results. Those of another profile than `release` are in files of their own.
fn results(name: &str) -> PathBuf {
    let name = match &profile()[..] {
        "release" => format!("{name}.json"),
        other => format!("{name}-{other}.json"),
    };
    let results = Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
    results.join(name)
}

/// The profile by which this program was built: the directory that it is in.
fn profile() -> String {
    let this = env::current_exe().unwrap_or_default();
    let directory = this.parent().and_then(Path::file_name);
    directory.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn svgs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/charts")
}

fn measure(options: &Options) -> Result<(), String> {
    let begin = Instant::now();
    let mut table = Table::new(rows::title);
    let mut rows = Vec::new();
    for workload in rows::all(options) {
        if !workload
            .row_names()
            .any(|name| options.wants(workload.letter, &name))
        {
            continue;
        }
        workload.measure(options, |row| {
            if options.wants(row.letter, &row.name) {
                table.row(&row);
                rows.push(row);
            }
        });
    }
    if rows.is_empty() {
        return Err("there is no such row; see --list".into());
    }
    table.summary();
    if let Some(report) = finish(options, begin, rows) {
        report.write(&results("latest"))?;
        if report.profile == "release" {
            charts::draw(&report, &svgs())?;
        }
    }
    Ok(())
}

fn count(options: &Options) -> Result<(), String> {
    let begin = Instant::now();
    let rows = counting::count(options)?;
    match finish(options, begin, rows) {
        Some(report) => report.write(&results("instructions")),
        None => Ok(()),
    }
}

/// The report, if it has all rows.
fn finish(options: &Options, begin: Instant, rows: Vec<Row>) -> Option<Report> {
    let seconds = begin.elapsed().as_secs_f64();
    println!("\n{} rows in {seconds:.0} s", rows.len());
    if !options.wants_all() {
        println!("not all of them, so nothing is written");
        return None;
    }
    Some(Report {
        rustc: version(),
        cpu: cpu(),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        profile: profile(),
        quick: options.quick,
        seconds: seconds.round(),
        rows,
    })
}

fn list(options: &Options) {
    let mut names = BTreeSet::new();
    for workload in rows::all(options) {
        for name in workload.row_names() {
            if options.wants(workload.letter, &name)
                && names.insert((workload.letter, name.clone()))
            {
                println!("{}  {name}", workload.letter);
            }
        }
    }
}

/// What the compiler says that it is.
fn version() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let text = output.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned());
    text.unwrap_or_default()
}

/// What the kernel says that the processor is.
fn cpu() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let name = model.and_then(|rest| rest.split_once(':'));
    name.map_or("unknown".to_owned(), |(_, name)| name.trim().to_owned())
}
