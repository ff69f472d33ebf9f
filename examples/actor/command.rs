//! What the actor can be asked, and by whom.

use mea::{mpsc::BoundedSender, oneshot, watch};

use crate::{ticker::Rate, totals::Totals};

/// A question, with the place for its answer.
#[derive(Debug)]
pub(crate) enum Command {
    /// What has been counted in this period.
    Get(oneshot::Sender<Totals>),
    /// The same; and a new period begins.
    Reset(oneshot::Sender<Totals>),
    /// The rate, from now on.
    Subscribe(oneshot::Sender<watch::Receiver<Rate>>),
}

/// Whoever has this can ask.
#[derive(Clone, Debug)]
pub(crate) struct Handle(pub(crate) BoundedSender<Command>);

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Silence {
    /// The actor takes no more commands.
    Refused,
    /// The actor has taken the command, and has dropped it.
    Dropped,
}

impl Handle {
    /// Asks, and waits for the answer: `handle.ask(Command::Get).await`.
    pub(crate) async fn ask<T>(
        &self,
        command: fn(oneshot::Sender<T>) -> Command,
    ) -> Result<T, Silence> {
        let (sender, answer) = oneshot::channel();
        let sent = self.0.send(command(sender)).await;
        sent.map_err(|_| Silence::Refused)?;
        answer.await.map_err(|_| Silence::Dropped)
    }
}
