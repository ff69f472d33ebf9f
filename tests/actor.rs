//! The unit tests of the example `actor`, which stand beside its code: a handler is a method, and is
//! called without the loop. (Cargo does not build an example whose own tests it runs, and
//! `tests/examples.rs` needs the program.)

#![allow(dead_code, reason = "what only `main` uses")]

#[path = "../examples/actor/aggregator/mod.rs"]
mod aggregator;
#[path = "../examples/actor/command.rs"]
mod command;
#[path = "../examples/actor/feed.rs"]
mod feed;
#[path = "../examples/actor/frame.rs"]
mod frame;
#[path = "../examples/actor/journal.rs"]
mod journal;
#[path = "../examples/actor/output.rs"]
mod output;
#[path = "../examples/actor/ticker.rs"]
mod ticker;
#[path = "../examples/actor/totals.rs"]
mod totals;
