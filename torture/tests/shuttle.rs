//! The scenarios under the schedules of shuttle: `just shuttle`.
#![cfg(shuttle)]

use std::env;

use mea_torture::{runtime::Shuttle, scenarios};
use shuttle::{
    Config, Runner,
    future::block_on,
    scheduler::{PctScheduler, RandomScheduler, Scheduler},
};

/// How many rounds a task has: few, so that schedules differ in how they meet.
const ROUNDS: usize = 2;

/// Executions of each scenario with each scheduler: `EXECUTIONS`, or a few.
fn executions() -> usize {
    let wanted = env::var("EXECUTIONS").ok();
    wanted.map_or(100, |n| n.parse().expect("EXECUTIONS is a number"))
}

/// Only those whose names contain `SCENARIO`, if that is set.
fn wanted(name: &str) -> bool {
    env::var("SCENARIO").map_or(true, |part| name.contains(&part))
}

fn run(scheduler: impl Fn() -> Box<dyn Scheduler + Send>) {
    for scenario in scenarios::all::<Shuttle>() {
        if !wanted(scenario.name) {
            continue;
        }
        print!("{:<28}", scenario.name);
        let mut config = Config::new();
        // Futures of select blocks are on the stack.
        config.stack_size = 0x4_0000;
        let ran = Runner::new(scheduler(), config).run(move || block_on((scenario.begin)(ROUNDS)));
        println!("{ran:>7} executions");
    }
}

#[test]
fn at_random() {
    run(|| Box::new(RandomScheduler::new(executions())));
}

/// Schedules with three changes of priority: most bugs need no more (Burckhardt and others, "A
/// randomized scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010).
#[test]
fn with_few_switches() {
    run(|| Box::new(PctScheduler::new(3, executions())));
}
