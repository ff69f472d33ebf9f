//! Those who ask the actor while it works.

use std::{ops::AddAssign, sync::Arc, time::Duration};

use tokio::time::{Instant, sleep};

use crate::{
    command::{Command, Handle, Silence},
    output,
    totals::History,
};

/// How long it waits between an answer and the next question.
const PAUSE: Duration = Duration::from_millis(2);
/// Every such question begins a new period.
const PERIOD: u64 = 50;

/// What became of the questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) asked: u64,
    pub(crate) answered: u64,
    pub(crate) refused: u64,
    /// Answers that contradict themselves, or the list of periods.
    pub(crate) wrong: u64,
    pub(crate) slowest: Duration,
}

/// Asks until the actor takes no more questions.
pub(crate) async fn ask(handle: Handle, history: Arc<History>) -> Asked {
    let mut all = Asked::default();
    while all.refused == 0 {
        all.asked += 1;
        let is_reset = all.asked % PERIOD == 0;
        let begin = Instant::now();
        let answer = if is_reset {
            handle.ask(Command::Reset).await
        } else {
            handle.ask(Command::Get).await
        };
        match answer {
            Ok(totals) => {
                all.answered += 1;
                all.slowest = all.slowest.max(begin.elapsed());
                let is_listed = !is_reset || history.periods().lock().await.contains(&totals);
                all.wrong += u64::from(!totals.agree() || !is_listed);
            }
            Err(Silence::Refused) => all.refused += 1,
            Err(Silence::Dropped) => break,
        }
        sleep(PAUSE).await;
    }
    all
}

/// Prints the rate at each tick, for as long as there is one.
pub(crate) async fn watch(handle: Handle) {
    let Ok(mut rate) = handle.ask(Command::Subscribe).await else {
        return;
    };
    // Not to keep the actor from being asked no more.
    drop(handle);
    while let Ok(rate) = rate.recv().await {
        let line = format!(
            "{:>9} readings  {:>9.0}/s\n",
            rate.readings, rate.per_second
        );
        if output::print(line).is_err() {
            break;
        }
    }
}

impl AddAssign for Asked {
    fn add_assign(&mut self, other: Self) {
        self.asked += other.asked;
        self.answered += other.answered;
        self.refused += other.refused;
        self.wrong += other.wrong;
        self.slowest = self.slowest.max(other.slowest);
    }
}
