//! The progress: a bar if the standard error is a terminal, otherwise a line each second.

use std::{
    fmt::{self, Write as _},
    io::{IsTerminal, Write as _, stderr},
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Duration,
};

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use mea::{
    channel::{Bounded, Receivers, Sender, WeakSender},
    mpmc::Many,
    mpsc::One,
};
use tokio::{task::JoinHandle, time};

use crate::{source::Batch, stages::Meters, summary::Parsed};

/// How often the bar is drawn.
const DRAWN: Duration = Duration::from_millis(100);
/// How often a line is printed.
const PRINTED: Duration = Duration::from_secs(1);

/// Shows how full a queue is, and does not keep it open.
#[derive(Debug)]
pub(crate) struct Gauge<T, R: Receivers>(WeakSender<T, Bounded, R>);

impl<T, R: Receivers> Gauge<T, R> {
    pub(crate) fn of(sender: &Sender<T, Bounded, R>) -> Self {
        Self(sender.downgrade())
    }
}

/// How many places are taken or promised, of how many.
impl<T, R: Receivers> fmt::Display for Gauge<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.upgrade() {
            None => f.write_str("ended"),
            Some(sender) if sender.is_closed() => f.write_str("closed"),
            Some(sender) => {
                let capacity = sender.capacity();
                write!(f, "{}/{capacity}", capacity - sender.available_capacity())
            }
        }
    }
}

/// What the progress looks at.
#[derive(Debug)]
struct View {
    meters: Arc<Meters>,
    batches: Gauge<Batch, Many>,
    results: Gauge<Parsed, One>,
}

impl View {
    fn read(&self) -> u64 {
        self.meters.read.load(Relaxed)
    }
}

/// The stages, with the queues between them.
impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "read > {} > parse > {} > aggregate  {} lines",
            self.batches,
            self.results,
            self.meters.lines.load(Relaxed),
        )
    }
}

#[derive(Debug)]
pub(crate) struct Progress {
    ticker: JoinHandle<()>,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Shows how far the stages are, of `length` bytes if that is known.
    pub(crate) fn start(
        length: Option<u64>,
        meters: Arc<Meters>,
        batches: Gauge<Batch, Many>,
        results: Gauge<Parsed, One>,
    ) -> Self {
        let view = View {
            meters,
            batches,
            results,
        };
        let bar = stderr().is_terminal().then(|| bar(length));
        let ticker = match bar.clone() {
            Some(bar) => tokio::spawn(draw(bar, view)),
            None => tokio::spawn(print(view)),
        };
        Self { ticker, bar }
    }

    /// Takes the bar away.
    pub(crate) async fn finish(self) {
        self.ticker.abort();
        // Whatever it ended in, it shows no more.
        let _ = self.ticker.await;
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(length: Option<u64>) -> ProgressBar {
    let template = match length {
        Some(_) => "{elapsed_precise} {bar:20} {bytes}/{total_bytes}  {msg}",
        None => "{elapsed_precise} {bytes}  {msg}",
    };
    let style = ProgressStyle::with_template(template).expect("the template is valid");
    ProgressBar::new(length.unwrap_or(0)).with_style(style)
}

async fn draw(bar: ProgressBar, view: View) {
    loop {
        bar.set_position(view.read());
        bar.set_message(view.to_string());
        time::sleep(DRAWN).await;
    }
}

async fn print(view: View) {
    loop {
        time::sleep(PRINTED).await;
        let mut line = String::new();
        let written = writeln!(line, "{} read  {view}", HumanBytes(view.read()));
        written.expect("a string takes everything");
        // If nobody listens there, that is no reason to end.
        let _ = stderr().write_all(line.as_bytes());
    }
}
