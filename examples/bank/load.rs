//! The load: a task that transfers money, and wants a statement now and then.

use std::{iter::Sum, sync::Arc, time::Duration};

use mea::{order::Held, shutdown::ShutdownWatch};
use tokio::{task::yield_now, time::Instant};

use crate::{
    args::Args, bank::Bank, money::Cents, random::Random, statement::upload, transfer::transfer,
};

/// After so many transfers comes a statement.
const STATEMENT: u32 = 20;
/// So many cents are more than what is ever transferred.
const LARGEST: u32 = 80_000;

pub(crate) struct Load {
    random: Random,
    transfers: u32,
    customers: u32,
    upload: Duration,
    stop: ShutdownWatch,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) transfers: u64,
    /// Those for which the money was not there.
    pub(crate) refused: u64,
    pub(crate) statements: u64,
    /// The longest time that one waited for the locks of a transfer.
    pub(crate) longest: Duration,
}

impl Load {
    pub(crate) fn new(args: &Args, number: u32, stop: ShutdownWatch) -> Self {
        let mut seed = Random(args.seed ^ (u64::from(number) << 32));
        Self {
            random: Random(u64::from(seed.below(u32::MAX))),
            transfers: args.transfers,
            customers: args.accounts,
            upload: args.upload,
            stop,
        }
    }

    pub(crate) async fn run(mut self, bank: Arc<Bank>) -> Done {
        let mut done = Done::default();
        // What this task holds: nothing, each time that a function has returned.
        let mut held = Held::nothing();
        for number in 1..=self.transfers {
            if self.stop.is_shutdown_now() {
                break;
            }
            let (from, to) = (self.customer(), self.customer());
            let sum = Cents(self.random.below(LARGEST).into());
            let begin = Instant::now();
            match transfer(&bank, &mut held, from, to, sum).await {
                Ok(()) => done.transfers += 1,
                Err(_) => done.refused += 1,
            }
            done.longest = done.longest.max(begin.elapsed());
            if number % STATEMENT == 0 {
                upload(&bank, &mut held, from, self.upload).await;
                done.statements += 1;
            }
            yield_now().await;
        }
        done
    }

    fn customer(&mut self) -> u32 {
        1 + self.random.below(self.customers)
    }
}

impl Sum for Done {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |a, b| Self {
            transfers: a.transfers + b.transfers,
            refused: a.refused + b.refused,
            statements: a.statements + b.statements,
            longest: a.longest.max(b.longest),
        })
    }
}
