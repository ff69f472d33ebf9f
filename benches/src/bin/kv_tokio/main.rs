//! The example `kv_server`, with `tokio::sync` in place of `mea`: what differs is here, the rest is that of
//! the example. `just kv-bench` runs both beside redis.
//!
//! The methods have the same parameters, so that the commands are the same; the tokens of the lock order,
//! which have no size, are not looked at.

#![allow(dead_code, reason = "what only the example uses")]

#[path = "../../../../examples/kv_server/args.rs"]
mod args;
mod channels;
#[path = "../../../../examples/kv_server/commands/mod.rs"]
mod commands;
#[path = "../../../../examples/kv_server/config.rs"]
mod config;
mod connection;
#[path = "../../../../examples/kv_server/exchange.rs"]
mod exchange;
#[path = "../../../../examples/kv_server/protocol/mod.rs"]
mod protocol;
mod state;
#[path = "../../../../examples/kv_server/stats.rs"]
mod stats;
mod store;
mod subscriptions;
mod sweeper;

use std::{io, sync::Arc};

use clap::Parser;
use tokio::{net::TcpListener, signal::ctrl_c, sync::watch};

use self::{args::Args, connection::Connection, state::State};

#[tokio::main]
async fn main() -> io::Result<()> {
    let config = Args::parse().config();
    let socket = TcpListener::bind(config.address).await?;
    println!("listening on {}", socket.local_addr()?);
    let state = Arc::new(State::new(config));
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(sweeper::run(state.clone(), stopped.clone()));
    loop {
        let (stream, _) = tokio::select! {
            _ = ctrl_c() => break,
            accepted = socket.accept() => accepted?,
        };
        state.stats.accepted.add(1);
        let Ok(permit) = state.clients.clone().try_acquire_owned() else {
            state.stats.rejected.add(1);
            let _ = stream.try_write(b"-ERR max number of clients reached\r\n");
            continue;
        };
        let connection = Connection {
            state: state.clone(),
            stop: stopped.clone(),
            _permit: permit,
        };
        tokio::spawn(connection.serve(stream));
    }
    // All who stop drop their receiver.
    drop(stopped);
    stop.send_replace(true);
    let _ = tokio::time::timeout(state.config.grace, stop.closed()).await;
    Ok(())
}
