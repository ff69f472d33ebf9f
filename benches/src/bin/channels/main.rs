//! `cargo run --release -p mea-benches --bin channels [--quick]`: the channels beside their peers, in one
//! process.
//!
//! - *One thread*: nanoseconds of processor time of the thread, for each message.
//! - *Threads*: millions of messages a second, by the clock, on tokio with two workers; each workload
//!   checks that all messages came, and those of one producer in their order.
//! - *Memory*: bytes of the heap, and allocations.
//!
//! Competitors take turns, and each number is the median of several rounds: compare within one run.

mod memory;
mod peers;
mod single;
mod threads;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static HEAP: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

/// How much is measured.
#[derive(Clone, Copy)]
struct Effort {
    rounds: usize,
    /// Repetitions in a round, on one thread.
    single: usize,
    /// Messages in a round, on several threads.
    messages: u64,
}

fn main() {
    let effort = if std::env::args().any(|arg| arg == "--quick") {
        Effort {
            rounds: 3,
            single: 20_000,
            messages: 200_000,
        }
    } else {
        Effort {
            rounds: 7,
            single: 200_000,
            messages: 2_000_000,
        }
    };
    single::run(effort);
    threads::run(effort);
    memory::run();
}
