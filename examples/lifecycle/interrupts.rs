//! Ctrl-C, as two events: the first asks for the stop, the second forces the end.

use std::{io, sync::Arc};

use mea::event::ManualResetEvent;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlC as Signal, ctrl_c};

#[derive(Debug, Default)]
pub(crate) struct Interrupts {
    first: ManualResetEvent,
    second: ManualResetEvent,
}

impl Interrupts {
    /// Listens from now on: no Ctrl-C ends the process any more.
    pub(crate) fn listen() -> io::Result<Arc<Self>> {
        let mut signal = interrupt()?;
        let interrupts = Arc::new(Self::default());
        let shared = interrupts.clone();
        tokio::spawn(async move {
            for event in [&shared.first, &shared.second] {
                // `None`: there will be no more.
                if signal.recv().await.is_none() {
                    return;
                }
                event.set();
            }
        });
        Ok(interrupts)
    }

    pub(crate) async fn first(&self) {
        self.first.wait().await;
    }

    pub(crate) async fn second(&self) {
        self.second.wait().await;
    }
}

#[cfg(unix)]
fn interrupt() -> io::Result<Signal> {
    signal(SignalKind::interrupt())
}

#[cfg(windows)]
fn interrupt() -> io::Result<Signal> {
    ctrl_c()
}
