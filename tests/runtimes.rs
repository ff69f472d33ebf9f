//! One program, on tokio, on smol, and on threads without a runtime: what comes of it is the same. The
//! program is that of the example `runtimes`.

#[path = "../examples/runtimes/program.rs"]
mod program;
#[path = "../examples/runtimes/runtime.rs"]
mod runtime;

use mea::timeout::Elapsed;

use crate::{
    program::{Summary, run},
    runtime::{Smol, Threads, Tokio},
};

const JOBS: u64 = 20;

#[track_caller]
fn check(summary: Summary) {
    let at_once = summary.at_once;
    assert!((1..=3).contains(&at_once), "{at_once} at a time");
    let expected = Summary {
        jobs: 20,
        sum: (1..=JOBS).map(|n| n * n).sum(),
        log: (1..=JOBS).collect(),
        at_once,
        patience: Err(Elapsed),
        reason: Some("all jobs are done".into()),
    };
    assert_eq!(summary, expected);
}

#[test]
fn on_tokio() {
    check(Tokio::run(run(Tokio, JOBS)));
}

#[test]
fn on_smol() {
    check(Smol::run(run(Smol, JOBS)));
}

#[test]
fn on_threads_without_a_runtime() {
    check(Threads::run(run(Threads, JOBS)));
}
