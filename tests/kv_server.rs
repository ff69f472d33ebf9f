//! The tests of the example `kv_server`: those beside its code, and those over sockets, against a server in
//! this process, by hand-written requests and by real clients. (Cargo does not build an example whose own
//! tests it runs; see `tests/actor.rs`.)

#![allow(dead_code, reason = "what only `main` uses")]

#[path = "../examples/kv_server/channels.rs"]
mod channels;
#[path = "../examples/kv_server/commands/mod.rs"]
mod commands;
#[path = "../examples/kv_server/config.rs"]
mod config;
#[path = "../examples/kv_server/connection.rs"]
mod connection;
#[path = "../examples/kv_server/exchange.rs"]
mod exchange;
#[path = "../examples/kv_server/listener.rs"]
mod listener;
#[path = "../examples/kv_server/protocol/mod.rs"]
mod protocol;
#[path = "../examples/kv_server/server.rs"]
mod server;
#[path = "../examples/kv_server/state.rs"]
mod state;
#[path = "../examples/kv_server/stats.rs"]
mod stats;
#[path = "../examples/kv_server/store/mod.rs"]
mod store;
#[path = "../examples/kv_server/subscriptions.rs"]
mod subscriptions;
#[path = "../examples/kv_server/summary.rs"]
mod summary;
#[path = "../examples/kv_server/sweeper.rs"]
mod sweeper;

// Not in `tests/`, where each file is a program.
#[path = "kv_server/clients.rs"]
mod clients;
#[path = "kv_server/limits.rs"]
mod limits;
#[path = "kv_server/messages.rs"]
mod messages;
#[path = "kv_server/sockets.rs"]
mod sockets;
#[path = "kv_server/stops.rs"]
mod stops;
#[path = "kv_server/support.rs"]
mod support;
