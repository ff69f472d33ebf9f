//! One program on three runtimes: `cargo run --release --example runtimes -- --on smol` runs it on
//! `tokio`, on `smol`, or on `threads`, which have no runtime at all.
//!
//! Begin with `program`, which is the same for all: jobs with a semaphore, a mutex and a channel, a
//! `select_loop!` with the timer of the runtime, a timeout, and a shutdown. `runtime` has what is
//! different: how a task is spawned, and what a timer is. That what comes of it is the same is the test
//! `tests/runtimes.rs`, which includes both files.

mod program;
mod runtime;

use clap::{Parser, ValueEnum, value_parser};

use crate::runtime::{Smol, Threads, Tokio};

/// Jobs, three at a time, on a runtime of your choice.
#[derive(Debug, Parser)]
#[command(name = "runtimes")]
struct Args {
    /// What runs the program
    #[arg(long, value_name = "RUNTIME", default_value = "tokio")]
    on: On,

    /// How many jobs there are
    #[arg(short, long, value_name = "N", default_value_t = 50, value_parser = value_parser!(u64).range(..=10_000))]
    jobs: u64,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum On {
    Tokio,
    Smol,
    Threads,
}

fn main() {
    let args = Args::parse();
    let summary = match args.on {
        On::Tokio => Tokio::run(program::run(Tokio, args.jobs)),
        On::Smol => Smol::run(program::run(Smol, args.jobs)),
        On::Threads => Threads::run(program::run(Threads, args.jobs)),
    };
    println!(
        "{} jobs, {} at a time at the most; the sum of their results is {}",
        summary.jobs, summary.at_once, summary.sum
    );
}
