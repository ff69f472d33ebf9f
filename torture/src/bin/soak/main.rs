//! All scenarios at once on tokio, smol and threads, again and again, until the time is over: `just soak`.
//!
//! It fails if a law is broken, if a round does not come to its end, or if the heap has grown.

mod heap;
mod round;

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::Parser;

use self::heap::Heap;

/// Runs all scenarios at once on three runtimes, again and again.
#[derive(Parser)]
struct Args {
    /// How many seconds to go on
    #[arg(long, default_value_t = 600)]
    seconds: u64,
    /// How many rounds a task has, at most
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..))]
    turns: u32,
    /// After how many seconds a program is taken for one that will never end
    #[arg(long, default_value_t = 300)]
    patience: u64,
    /// How many kilobytes the heap may grow after the first rounds
    #[arg(long, default_value_t = 64)]
    growth: usize,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let (began, end) = (Instant::now(), Duration::from_secs(args.seconds));
    let patience = Duration::from_secs(args.patience);
    let (mut rounds, mut programs) = (0_u64, 0);
    let mut heap = Heap::new(args.growth * 1024);
    while began.elapsed() < end || heap.is_warming_up() {
        let turns = 1 + fastrand::usize(..args.turns as usize);
        match round::run(turns, patience) {
            Ok(n) => programs += n,
            Err(why) => {
                println!("FAILED in round {rounds}, with {turns} turns: {why}");
                return ExitCode::FAILURE;
            }
        }
        rounds += 1;
        let live = heap.look();
        let seconds = began.elapsed().as_secs();
        println!("round {rounds:>5}  {seconds:>6} s  {programs:>7} programs  {live:>8} bytes live");
    }
    match heap.verdict() {
        Ok(grown) => {
            println!("all laws hold; the heap has grown by {grown} bytes");
            ExitCode::SUCCESS
        }
        Err(grown) => {
            println!("FAILED: the heap has grown by {grown} bytes");
            ExitCode::FAILURE
        }
    }
}
