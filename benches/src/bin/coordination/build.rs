//! What a crate that uses the macros costs to build: clean, with all that it depends on, and again after a
//! change.

use std::fmt::Write as _;

use crate::package::{Package, depends_on_mea};

/// Of which the shortest counts: other load only ever adds to it.
const CHANGES: usize = 3;

/// Blocks of each kind.
const BLOCKS: usize = 100;

/// Prints the table.
pub(crate) fn run() -> Result<(), String> {
    println!(
        "\nSeconds of `cargo build`: {BLOCKS} `select!`s and {BLOCKS} `join!`s, three arms each\n"
    );
    println!(
        "{:12}{:>18}{:>12}{:>20}{:>12}",
        "", "clean: processor", "clock", "changed: processor", "clock"
    );
    let futures = "futures-util = { version = \"0.3\", features = [\"async-await-macro\"] }";
    let tokio = "tokio = { version = \"1\", features = [\"macros\"] }";
    for (name, path, dependency, prelude) in [
        ("mea", "mea", &depends_on_mea()[..], ""),
        ("tokio", "tokio", tokio, ""),
        ("futures", "futures_util", futures, FUSED),
    ] {
        let package = Package::new(&format!("mea-coordination-build-{name}"), dependency)?;
        let program = program(path) + prelude;
        let failed = |e| format!("{name}: {e}");
        package.clean()?;
        let (clean_cpu, clean_clock) = package.cargo("build", &program).map_err(failed)?;
        let (mut cpu, mut clock) = (f64::INFINITY, f64::INFINITY);
        for change in 0..CHANGES {
            let changed = format!("{program}pub fn change() -> usize {{ {change} }}\n");
            let (c, t) = package.cargo("build", &changed).map_err(failed)?;
            (cpu, clock) = (cpu.min(c), clock.min(t));
        }
        println!("{name:12}{clean_cpu:>18.2}{clean_clock:>12.2}{cpu:>20.2}{clock:>12.2}");
    }
    Ok(())
}

fn program(path: &str) -> String {
    (0..BLOCKS).fold(PRELUDE.to_owned(), |mut all, i| {
        let _ = write!(
            all,
            "pub async fn s{i}(mut a: R, mut b: R, mut c: R) -> u64 {{ \
                 {path}::select! {{ n = a.next() => n, n = b.next() => n + 1, n = c.next() => n + 2 }} }}\n\
             pub async fn j{i}(mut a: R, mut b: R, mut c: R) -> u64 {{ \
                 let (a, b, c) = {path}::join!(a.next(), b.next(), c.next()); a + b + c }}\n"
        );
        all
    })
}

const PRELUDE: &str = "\
use std::{future::Future, pin::Pin, task::{Context, Poll}};
pub struct R(u64);
pub struct Next<'a>(&'a mut R);
impl R {
    fn next(&mut self) -> Next<'_> { Next(self) }
}
impl Future for Next<'_> {
    type Output = u64;
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u64> { Poll::Ready(self.0.0) }
}
";

/// What the `select!` of futures wants of a future.
const FUSED: &str = "\
impl futures_util::future::FusedFuture for Next<'_> {
    fn is_terminated(&self) -> bool { false }
}
";
