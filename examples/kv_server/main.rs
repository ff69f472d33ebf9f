//! A key-value server in memory that speaks RESP2, the protocol of redis: `redis-cli -p 6380` and
//! `redis-benchmark -p 6380` talk to it. `cargo run --release --example kv_server` runs it, and `-- --help`
//! describes the options.
//!
//! ```text
//!   clients ==> listener ==> connection: Decoder -> commands -> Output ==> client
//!                permits                    |          ^
//!                                           v          | messages
//!   sweeper ----- expired keys ---->  16 shards ==> channels        the declared lock order
//! ```
//!
//! Begin with `commands/table`: each command says which locks it needs, and is a plain function that is called
//! under them. `store` takes these locks, `connection` waits for what comes next.
//!
//! | where | what | why it |
//! |---|---|---|
//! | `store` | `#[shared]`, a mutex for each shard | who sets one key does not wait for who sets another |
//! | `store` | `lock_after`, `Held<impl LockBefore<..>>` | channels come after shards, and the compiler checks that |
//! | `store/several` | shards in the order of their index | they have one level, so that order is kept in one place: `MSET`, `MGET` and `DEL` of many keys are atomic, and never wait for each other in a circle |
//! | `channels` | `broadcast::overflow` | a publisher never waits for a slow subscriber |
//! | `subscriptions` | `#[cancel_safe(trust)]` | any number of receivers as one arm of a loop |
//! | `connection` | `select_loop!` | requests, messages or the stop; with `control`, the stop first |
//! | `sweeper` | `#[coordinate]` | a ticker and a stop; handlers are methods |
//! | `listener` | `Semaphore`, `Registrar` | a client gets a permit and is waited for, or is turned away |
//! | `server` | `shutdown`, child scopes, `timeout` | Ctrl-C: what has come is answered, within a grace |
//!
//! # What clients can rely on
//!
//! - **Bad input** gets an error in the words of redis. After one of the protocol the connection ends, since
//!   nobody knows where the next request begins. The server goes on.
//! - **Limits** on lines, arguments, requests and replies are in `protocol/limits`. No memory is taken for a
//!   length before the bytes have come. A client that does not read its replies is not read from.
//! - **A slow subscriber** is told by an error how many messages it has lost, and is disconnected: it could
//!   not know of the gap otherwise.
//! - **Expired keys** are gone at their time; their memory is given back by the next sweep, or by who
//!   looks for one before. Each is published on `__keyevent@0__:expired`.
//! - **How fast** it is beside redis, and beside itself on `tokio::sync`, is in `docs/kv-server.md`.
//! - **Not there:** persistence, replication, transactions, passwords, a limit to all the memory.

mod args;
mod channels;
mod commands;
mod config;
mod connection;
mod exchange;
mod listener;
mod output;
mod protocol;
mod server;
mod state;
mod stats;
mod stop;
mod store;
mod subscriptions;
mod summary;
mod sweeper;

use std::{io, process::exit};

use clap::Parser;
use mea::shutdown;

use self::{args::Args, config::Config, server::Server, summary::Summary};

/// The exit status if it cannot listen.
const FAILED: i32 = 1;
/// The exit status after a second Ctrl-C, as shells have it: 128 and the number of the signal.
const KILLED: i32 = 130;

#[tokio::main]
async fn main() {
    let config = Args::parse().config();
    let address = config.address;
    let ended = match run(config).await {
        Ok(summary) => output::print(summary),
        Err(error) => Err(io::Error::other(format!("{address}: {error}"))),
    };
    if let Err(error) = ended {
        output::note(format_args!("error: {error}"));
        exit(FAILED);
    }
}

/// Runs a server until Ctrl-C.
async fn run(config: Config) -> io::Result<Summary> {
    let (stop, recv) = shutdown::new_pair();
    let stopped = recv.into_watch();
    let server = Server::start(config).await?;
    stop::listen(stop);
    output::print(format_args!("listening on {}\n", server.address()))?;
    stopped.is_shutdown().await;
    Ok(server.stop("Ctrl-C").await)
}
