//! The command line.

use std::{net::IpAddr, time::Duration};

use clap::{Parser, value_parser};

use crate::{config::Config, protocol::Limits};

/// A key-value server in memory, for `redis-cli` and other clients of redis: strings, lists, keys that
/// expire, and messages.
#[derive(Debug, Parser)]
#[command(
    name = "kv_server",
    after_help = "Exit status: 0 after Ctrl-C; 1 if it cannot listen; 2 for a wrong option; 130 if a \
                  second Ctrl-C ended it. After one Ctrl-C what has come is answered."
)]
pub(crate) struct Args {
    /// The address to listen on. There is no password
    #[arg(short, long, value_name = "IP", default_value = "127.0.0.1")]
    pub(crate) bind: IpAddr,

    /// The port; with 0 a free one, which is printed
    #[arg(short, long, value_name = "N", default_value_t = 6380)]
    pub(crate) port: u16,

    /// How many clients may be connected. More are turned away with an error
    #[arg(short = 'c', long, value_name = "N", default_value_t = 10_000, value_parser = value_parser!(u32).range(1..))]
    pub(crate) max_clients: u32,

    /// In how many parts the keys are, with a lock each
    #[arg(short, long, value_name = "N", default_value_t = 16, value_parser = value_parser!(u16).range(1..=4096))]
    pub(crate) shards: u16,

    /// How many messages a subscriber may be behind. One that is further behind is disconnected
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = value_parser!(u32).range(1..=65_536))]
    pub(crate) backlog: u32,

    /// The time between two sweeps for keys that have expired
    #[arg(long, value_name = "MS", default_value_t = 100, value_parser = value_parser!(u64).range(1..=3_600_000))]
    pub(crate) sweep: u64,

    /// How long clients may take to read their last answers after Ctrl-C
    #[arg(long, value_name = "MS", default_value_t = 1000, value_parser = value_parser!(u64).range(..=3_600_000))]
    pub(crate) grace: u64,
}

impl Args {
    pub(crate) fn config(&self) -> Config {
        Config {
            address: (self.bind, self.port).into(),
            max_clients: self.max_clients as usize,
            shards: self.shards.into(),
            backlog: self.backlog as usize,
            sweep: Duration::from_millis(self.sweep),
            grace: Duration::from_millis(self.grace),
            limits: Limits::default(),
        }
    }
}
