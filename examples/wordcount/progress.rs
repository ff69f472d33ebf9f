//! The progress bar, if the standard error is a terminal.

use std::{
    io::{IsTerminal, stderr},
    sync::Arc,
    time::Duration,
};

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use tokio::{task::JoinHandle, time};

use crate::run::Shared;

/// How often the bar looks at the totals.
const PERIOD: Duration = Duration::from_millis(100);

#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    ticker: JoinHandle<()>,
}

impl Progress {
    /// Shows the bar; `None` if there is no terminal.
    pub(crate) fn start(shared: &Arc<Shared>) -> Option<Self> {
        if !stderr().is_terminal() {
            return None;
        }
        let style = ProgressStyle::with_template(
            "{elapsed_precise} {bar:30} {human_pos}/{human_len} files  {msg}",
        )
        .expect("the template is valid");
        let bar = ProgressBar::new(0).with_style(style);
        let ticker = tokio::spawn(tick(bar.clone(), shared.clone()));
        Some(Self { bar, ticker })
    }

    /// Takes the bar away.
    pub(crate) async fn finish(self) {
        self.ticker.abort();
        // Whatever it ended in, it draws no more.
        let _ = self.ticker.await;
        self.bar.finish_and_clear();
    }
}

async fn tick(bar: ProgressBar, shared: Arc<Shared>) {
    loop {
        let found = shared.queue.found().await;
        let totals = shared.tally.totals().await;
        // The walk goes on meanwhile, so the bar may step back.
        bar.set_length(found);
        bar.set_position(totals.done);
        let (words, bytes) = (totals.counts.words, HumanBytes(totals.counts.bytes));
        bar.set_message(format!("{words} words  {bytes}"));
        time::sleep(PERIOD).await;
    }
}
