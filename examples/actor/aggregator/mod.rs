//! The actor: what it has, and what it does when something happens.

use std::{mem, ops::ControlFlow, sync::Arc};

use mea::{
    channel::SendError,
    coordinate,
    mpsc::{BoundedReceiver, BoundedSender, Permit},
    shutdown::ShutdownWatch,
    watch,
};
use tokio::time::Instant;

use crate::{
    command::Command,
    feed::{Event, Feed},
    frame::Reading,
    journal::JournalGone,
    output,
    ticker::{Rate, Ticker},
    totals::{History, Totals},
};

#[cfg(test)]
mod tests;

pub(crate) struct Aggregator {
    /// Of this period.
    totals: Totals,
    /// Those that are over.
    history: Arc<History>,
    commands: BoundedReceiver<Command>,
    ticker: Ticker,
    last_tick: Instant,
    rate: watch::Sender<Rate>,
    /// How many readings there were in all periods.
    readings: u64,
    stop: ShutdownWatch,
    is_stopping: bool,
}

/// Room in the journal, if there is a journal.
pub(crate) type Room<'a> = Result<Permit<'a, Reading>, SendError<()>>;

impl Aggregator {
    pub(crate) fn new(
        commands: BoundedReceiver<Command>,
        history: Arc<History>,
        ticker: Ticker,
        stop: ShutdownWatch,
    ) -> Self {
        Self {
            totals: Totals::default(),
            history,
            commands,
            ticker,
            last_tick: Instant::now(),
            rate: watch::channel(Rate::default()).0,
            readings: 0,
            stop,
            is_stopping: false,
        }
    }
}

#[coordinate]
impl Aggregator {
    /// Runs until the feed has ended, which it does after the stop. Returns what was counted in the
    /// last period.
    ///
    /// The feed and the journal are not in the actor: a kept future, and one that is waited for
    /// together with it, live while handlers run, which have the actor for themselves.
    #[event_loop]
    pub(crate) async fn run(
        &mut self,
        mut feed: Feed,
        journal: BoundedSender<Reading>,
    ) -> Result<Totals, JournalGone>;

    /// The stop: no command is accepted any more, and those that were are answered.
    ///
    /// `control`: it is looked at before all others, however busy those are. So this was called when
    /// the feed ends, which waits for the same.
    #[on(control () = self.stop.is_shutdown(), if !self.is_stopping)]
    async fn stop(&mut self) {
        self.is_stopping = true;
        self.commands.close();
        while let Ok(command) = self.commands.recv().await {
            self.command(command).await;
        }
    }

    /// A command. If whoever asked has gone, nobody wants the answer.
    #[on(Ok(command) = self.commands.recv(), if !self.is_stopping)]
    async fn command(&mut self, command: Command) {
        match command {
            Command::Get(answer) => drop(answer.send(self.totals.clone())),
            Command::Reset(answer) => {
                // The feed goes on while this waits for the lock.
                let mut periods = self.history.periods().lock().await;
                let period = mem::take(&mut self.totals);
                periods.push(period.clone());
                drop(answer.send(period));
            }
            Command::Subscribe(answer) => drop(answer.send(self.rate.subscribe())),
        }
    }

    /// A tick, which was due `now`.
    #[on(now = self.ticker.tick(), if !self.is_stopping)]
    fn tick(&mut self, now: Instant) {
        let new = self.readings - self.rate.borrow().readings;
        let seconds = now.duration_since(self.last_tick).as_secs_f64();
        self.last_tick = now;
        self.rate.send_replace(Rate {
            readings: self.readings,
            per_second: new as f64 / seconds,
        });
    }

    /// Something on the feed, which is read in several steps.
    ///
    /// `keep`: a frame of which the beginning was read goes on, whatever else happens meanwhile. `with`:
    /// nothing is taken from the feed before there is room in the journal. So this never waits, and a
    /// slow journal holds up the feed and nothing else.
    #[on(keep event = feed.next(), with room = journal.reserve())]
    fn event(&mut self, event: Event, room: Room<'_>) -> Result<ControlFlow<Totals>, JournalGone> {
        let room = room?;
        match event {
            Event::Opened => self.totals.connections += 1,
            Event::Reading(reading) => {
                self.readings += 1;
                self.totals.count(&reading);
                room.send(reading)?;
            }
            Event::Closed(Ok(())) => {}
            Event::Closed(Err(broken)) => {
                output::note(format_args!("connection broken off: {broken}"));
                self.totals.broken += 1;
            }
            Event::Ended => return Ok(ControlFlow::Break(mem::take(&mut self.totals))),
        }
        Ok(ControlFlow::Continue(()))
    }
}
