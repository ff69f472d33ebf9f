//! How long the compiler takes: `cargo check` of a package that has nothing but blocks in it, less
//! that of an empty one, in seconds of processor time of the compiler and by the clock.

use std::fmt::Write as _;

use crate::package::{Package, depends_on_mea};

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
    let dependencies = format!(
        "{}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\
         futures-util = {{ version = \"0.3\", features = [\"async-await-macro\"] }}\n",
        depends_on_mea(),
    );
    let crate_ = Package::new("mea-coordination-compile", &dependencies)?;
    let mut packages = packages();
    packages.retain(|(name, _)| *name == "nothing" || only.is_none_or(|only| name.contains(only)));
    // What it depends on.
    crate_.cargo("check", &packages[0].1)?;
    println!("\nSeconds of `cargo check` for 300 blocks of three arms\n");
    println!("{:38}{:>12}{:>12}", "", "processor", "clock");
    let mut empty = None;
    // A line as soon as it is known: whoever has no time for all of them has the first ones.
    for (name, package) in packages {
        let (mut cpu, mut clock) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let (c, t) = crate_
                .cargo("check", &package)
                .map_err(|e| format!("{name}: {e}"))?;
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
