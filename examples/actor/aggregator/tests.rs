//! The handlers, one by one: they are methods, and need no loop, no socket and no clock.

use std::time::Duration;

use mea::{
    mpsc, oneshot,
    shutdown::{self, ShutdownSend},
};

use super::*;
use crate::{command::Handle, frame::Broken};

/// An actor that is not running, and all that it is connected to.
struct Bench {
    actor: Aggregator,
    handle: Handle,
    stop: ShutdownSend,
    to_journal: BoundedSender<Reading>,
    journal: BoundedReceiver<Reading>,
}

fn bench() -> Bench {
    let (commands, recv) = mpsc::bounded(4);
    let (to_journal, journal) = mpsc::bounded(4);
    let (stop, stop_recv) = shutdown::new_pair();
    let ticker = Ticker::new(Duration::from_secs(3600));
    Bench {
        actor: Aggregator::new(recv, Arc::default(), ticker, stop_recv.into_watch()),
        handle: Handle(commands),
        stop,
        to_journal,
        journal,
    }
}

impl Bench {
    async fn event(&mut self, event: Event) -> Result<ControlFlow<Totals>, JournalGone> {
        self.actor.event(event, self.to_journal.reserve().await)
    }

    async fn reading(&mut self, text: &str) {
        let reading = text.parse().expect("it is a reading");
        let flow = self.event(Event::Reading(reading)).await;
        assert_eq!(flow, Ok(ControlFlow::Continue(())));
    }

    /// The answer to this command.
    async fn answer<T>(&mut self, command: fn(oneshot::Sender<T>) -> Command) -> T {
        let (sender, answer) = oneshot::channel();
        self.actor.command(command(sender)).await;
        answer.await.expect("it is answered")
    }
}

#[tokio::test]
async fn a_reading_is_counted_and_journaled() {
    let mut bench = bench();
    bench.reading("a 2").await;
    bench.reading("a 1").await;
    let totals = bench.answer(Command::Get).await;
    assert_eq!((totals.readings, totals.agree()), (2, true));
    let sensor = totals.sensors["a"];
    assert_eq!((sensor.least, sensor.greatest, sensor.sum), (1.0, 2.0, 3.0));
    for expected in ["a 2", "a 1"] {
        let reading = bench.journal.try_recv().expect("it is journaled");
        assert_eq!(reading.to_string(), expected);
    }
}

#[tokio::test]
async fn nothing_else_takes_room_in_the_journal() {
    let mut bench = bench();
    for _ in 0..100 {
        for event in [Event::Opened, Event::Closed(Ok(()))] {
            assert_eq!(bench.event(event).await, Ok(ControlFlow::Continue(())));
        }
    }
    assert!(bench.journal.is_empty());
    assert_eq!(bench.answer(Command::Get).await.connections, 100);
}

#[tokio::test]
async fn a_connection_that_is_broken_off_is_counted_and_ends_nothing() {
    let mut bench = bench();
    let flow = bench.event(Event::Closed(Err(Broken::NoReading))).await;
    assert_eq!(flow, Ok(ControlFlow::Continue(())));
    assert_eq!(bench.answer(Command::Get).await.broken, 1);
}

#[tokio::test]
async fn the_end_of_the_feed_ends_the_loop() {
    let mut bench = bench();
    bench.reading("a 1").await;
    match bench.event(Event::Ended).await {
        Ok(ControlFlow::Break(totals)) => assert_eq!(totals.readings, 1),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_journal_that_is_gone_ends_the_loop() {
    let mut bench = bench();
    drop(mem::replace(&mut bench.journal, mpsc::bounded(1).1));
    assert_eq!(bench.event(Event::Opened).await, Err(JournalGone));
}

#[tokio::test]
async fn a_reset_begins_a_new_period() {
    let mut bench = bench();
    bench.reading("a 1").await;
    let period = bench.answer(Command::Reset).await;
    assert_eq!(period.readings, 1);
    bench.reading("a 2").await;
    bench.reading("a 3").await;
    assert_eq!(bench.answer(Command::Get).await.readings, 2);
    assert_eq!(*bench.actor.history.periods().lock().await, [period]);
}

#[tokio::test]
async fn a_tick_publishes_the_rate_since_the_last_one() {
    let mut bench = bench();
    let rate = bench.answer(Command::Subscribe).await;
    let (mut now, mut readings) = (bench.actor.last_tick, 0);
    for (seconds, more) in [(2, 1), (1, 4), (4, 0)] {
        for _ in 0..more {
            bench.reading("a 1").await;
            bench.journal.try_recv().expect("it is journaled");
        }
        readings += more;
        // Which does not count for the rate.
        bench.answer(Command::Reset).await;
        now += Duration::from_secs(seconds);
        bench.actor.tick(now);
        let rate = *rate.borrow();
        assert_eq!(rate.readings, readings);
        assert_eq!(rate.per_second, more as f64 / seconds as f64);
    }
}

#[tokio::test]
async fn the_stop_answers_what_was_asked_and_refuses_the_rest() {
    let mut bench = bench();
    let handle = bench.handle.clone();
    let early = tokio::spawn(async move { handle.ask(Command::Get).await });
    while bench.actor.commands.is_empty() {
        tokio::task::yield_now().await;
    }
    bench.stop.shutdown();
    bench.actor.stop().await;
    assert!(bench.actor.is_stopping);
    assert!(early.await.expect("no panic").is_ok());
    let late = bench.handle.ask(Command::Get).await;
    assert_eq!(late, Err(crate::command::Silence::Refused));
}
