//! How long the compiler takes: `cargo check` of a package that has nothing but blocks in it, less
//! that of an empty one, in seconds of processor time of the compiler and by the clock.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

/// Of which the shortest counts: other load only ever adds to it.
const ROUNDS: usize = 2;

/// What is compiled: a name, and the package.
fn packages() -> Vec<(&'static str, String)> {
    let each = |arm: &dyn Fn(usize) -> String, count: usize| {
        (0..count).fold(String::new(), |mut all, number| {
            let _ = write!(all, "{} ", arm(number));
            all
        })
    };
    // A function of which only the body differs.
    let functions = |count: usize, body: &str| {
        let function = |number: usize| {
            format!(
                "pub async fn f{number}(a: R, b: R, c: R) -> u64 {{ \
                     let [mut a, mut b, mut c] = [a, b, c]; {body} }}\n"
            )
        };
        format!("{PRELUDE}{}", each(&function, count))
    };
    let arms = "n = a.next() => n, n = b.next() => n + 1, n = c.next() => n + 2";
    let many = each(
        &|number| format!("n = a.clone().own() => n + {number},"),
        200,
    );
    let many_joined = each(&|_| "a.clone().own(),".into(), 200);
    vec![
        ("nothing", functions(300, "a.0 + b.0 + c.0")),
        (
            "mea::select!",
            functions(300, &format!("mea::select! {{ {arms} }}")),
        ),
        (
            "mea::select!, biased",
            functions(300, &format!("mea::select! {{ biased; {arms} }}")),
        ),
        (
            "tokio::select!",
            functions(300, &format!("tokio::select! {{ {arms} }}")),
        ),
        (
            "futures::select!",
            functions(300, &format!("futures_util::select! {{ {arms} }}")),
        ),
        (
            "mea::select_loop!, one arm kept",
            functions(
                300,
                "mea::select_loop! { lossy; \
                     keep n = a.next() => if n > 1 { break n; }, \
                     n = b.next() => break n + 1, \
                     n = c.next() => break n + 2 }",
            ),
        ),
        (
            "mea::join!",
            functions(
                300,
                "let (a, b, c) = mea::join!(a.next(), b.next(), c.next()); a + b + c",
            ),
        ),
        (
            "tokio::join!",
            functions(
                300,
                "let (a, b, c) = tokio::join!(a.next(), b.next(), c.next()); a + b + c",
            ),
        ),
        (
            "futures::join!",
            functions(
                300,
                "let (a, b, c) = futures_util::join!(a.next(), b.next(), c.next()); a + b + c",
            ),
        ),
        (
            "1 mea::select! of 200 arms",
            functions(1, &format!("mea::select! {{ {many} }}")),
        ),
        (
            "1 mea::select! of 200 arms, biased",
            functions(1, &format!("mea::select! {{ biased; {many} }}")),
        ),
        (
            "1 mea::join! of 200",
            functions(1, &format!("mea::join!({many_joined}); 0")),
        ),
    ]
}

/// A future that all three take: `Unpin`, and what futures' `select!` calls fused.
const PRELUDE: &str = "\
#![allow(unused)]
#![recursion_limit = \"512\"]
use std::{future::Future, pin::Pin, task::{Context, Poll}};
#[derive(Clone)]
pub struct R(u64);
pub struct Next<'a>(&'a mut R);
impl R {
    fn next(&mut self) -> Next<'_> { Next(self) }
    async fn own(self) -> u64 { self.0 }
}
impl Future for Next<'_> {
    type Output = u64;
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u64> { Poll::Ready(self.0.0) }
}
impl futures_util::future::FusedFuture for Next<'_> {
    fn is_terminated(&self) -> bool { false }
}
";

/// Prints the table.
pub(crate) fn run(only: Option<&str>) -> Result<(), String> {
    let crate_ = Crate::new()?;
    let mut packages = packages();
    packages.retain(|(name, _)| *name == "nothing" || only.is_none_or(|only| name.contains(only)));
    // What it depends on.
    crate_.check(&packages[0].1)?;
    println!("\nSeconds of `cargo check` for 300 blocks of three arms\n");
    println!("{:38}{:>12}{:>12}", "", "processor", "clock");
    let mut empty = None;
    // A line as soon as it is known: whoever has no time for all of them has the first ones.
    for (name, package) in packages {
        let (mut cpu, mut clock) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let (c, t) = crate_.check(&package).map_err(|e| format!("{name}: {e}"))?;
            cpu.push(c);
            clock.push(t);
        }
        let (cpu, clock) = (least(cpu), least(clock));
        let Some((cpu_before, clock_before)) = empty else {
            println!("{name:38}{cpu:>12.2}{clock:>12.2}");
            empty = Some((cpu, clock));
            continue;
        };
        let (cpu, clock) = (cpu - cpu_before, clock - clock_before);
        println!("{name:38}{cpu:>+12.2}{clock:>+12.2}");
    }
    Ok(())
}

fn least(seconds: Vec<f64>) -> f64 {
    seconds.into_iter().fold(f64::INFINITY, f64::min)
}

/// A package in the directory of temporary files, with its own target directory, which is kept: only
/// the package itself is compiled again.
struct Crate {
    directory: PathBuf,
}

impl Crate {
    fn new() -> Result<Self, String> {
        let directory = env::temp_dir().join("mea-coordination-compile");
        let mea = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let manifest = format!(
            "[package]\nname = \"blocks\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             [workspace]\n[dependencies]\n\
             mea = {{ path = {:?} }}\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\
             futures-util = {{ version = \"0.3\", features = [\"async-await-macro\"] }}\n",
            mea.display().to_string(),
        );
        let write = || {
            fs::create_dir_all(directory.join("src"))?;
            fs::write(directory.join("Cargo.toml"), manifest)?;
            fs::copy(mea.join("Cargo.lock"), directory.join("Cargo.lock"))
        };
        write().map_err(|e| format!("{}: {e}", directory.display()))?;
        Ok(Self { directory })
    }

    /// Seconds of processor time, and by the clock.
    fn check(&self, package: &str) -> Result<(f64, f64), String> {
        let file = self.directory.join("src/lib.rs");
        fs::write(&file, package).map_err(|e| format!("{}: {e}", file.display()))?;
        let (cpu, clock) = (of_children()?, Instant::now());
        let output = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
            .args(["check", "--quiet", "--offline"])
            .current_dir(&self.directory)
            .env("CARGO_TARGET_DIR", self.directory.join("target"))
            .output()
            .map_err(|e| format!("cargo: {e}"))?;
        if !output.status.success() {
            let stderr = String::from_utf8_lossy(&output.stderr);
            return Err(stderr.chars().take(3000).collect());
        }
        Ok((of_children()? - cpu, clock.elapsed().as_secs_f64()))
    }
}

/// The processor time of the processes that this one has waited for, as Linux counts it: in
/// hundredths of a second.
fn of_children() -> Result<f64, String> {
    let stat =
        fs::read_to_string("/proc/self/stat").map_err(|e| format!("/proc/self/stat: {e}"))?;
    // Behind the name of the program, which is in parentheses: state, .., utime, stime, cutime, cstime.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(13).take(2);
    let ticks: Result<u64, _> = ticks.map(str::parse::<u64>).sum();
    ticks
        .map(|ticks| ticks as f64 / 100.0)
        .map_err(|e| e.to_string())
}

/// The median, that is the upper one of two.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
