//! The journal: the readings, in the order in which they came.

use std::{fmt, io, path::Path, time::Duration};

use mea::{channel::SendError, mpsc::BoundedReceiver};
use tokio::{
    fs::File,
    io::{AsyncWrite, AsyncWriteExt, BufWriter, sink},
    time::sleep,
};

use crate::frame::Reading;

/// Nobody writes the journal any more.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct JournalGone;

impl<T> From<SendError<T>> for JournalGone {
    fn from(_: SendError<T>) -> Self {
        Self
    }
}

impl fmt::Display for JournalGone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nobody writes the journal any more")
    }
}

pub(crate) struct Journal {
    to: BufWriter<Box<dyn AsyncWrite + Send + Unpin>>,
    /// How long each reading takes, besides.
    delay: Duration,
}

impl Journal {
    /// Begins a journal, in this file or nowhere.
    pub(crate) async fn create(path: Option<&Path>, delay: Duration) -> io::Result<Self> {
        let to: Box<dyn AsyncWrite + Send + Unpin> = match path {
            Some(path) => Box::new(File::create(path).await?),
            None => Box::new(sink()),
        };
        Ok(Self {
            to: BufWriter::new(to),
            delay,
        })
    }

    /// Writes until nobody has anything to write any more. Returns how many readings it wrote.
    pub(crate) async fn write(mut self, mut readings: BoundedReceiver<Reading>) -> io::Result<u64> {
        let mut written = 0;
        while let Ok(reading) = readings.recv().await {
            self.to.write_all(format!("{reading}\n").as_bytes()).await?;
            if !self.delay.is_zero() {
                sleep(self.delay).await;
            }
            written += 1;
        }
        self.to.flush().await?;
        Ok(written)
    }
}
