//! Ctrl-C.

use std::{io, process::exit, thread};

use mea::shutdown::ShutdownSend;
use tokio::{runtime::Builder, signal::ctrl_c};

use crate::KILLED;

/// Waits for Ctrl-C, and shuts down; the second one ends the process.
///
/// It has a thread and a runtime of its own, so that it is heard while all workers are busy.
pub(crate) fn listen(stop: ShutdownSend) {
    thread::spawn(move || -> io::Result<()> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            ctrl_c().await?;
            stop.shutdown_with("Ctrl-C");
            ctrl_c().await?;
            exit(KILLED)
        })
    });
}
