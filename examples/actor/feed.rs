//! The feed: frames from whoever is connected, one connection after the other.

use std::{io, time::Duration};

use mea::{select, shutdown::ShutdownWatch};
use tokio::{
    io::BufReader,
    net::{TcpListener, TcpStream},
    time::sleep,
};

use crate::frame::{self, Broken, Reading};

/// How long it waits after an error of the listener, such as too many open files.
const PAUSE: Duration = Duration::from_millis(50);

/// What happens on the feed.
#[derive(Debug)]
pub(crate) enum Event {
    Opened,
    Reading(Reading),
    Closed(Result<(), Broken>),
    /// Nobody is connected, and nobody can connect any more.
    Ended,
}

pub(crate) struct Feed {
    listener: TcpListener,
    stop: ShutdownWatch,
    connection: Option<BufReader<TcpStream>>,
}

impl Feed {
    /// Ends after `stop`, between two connections.
    pub(crate) fn new(listener: TcpListener, stop: ShutdownWatch) -> Self {
        Self {
            listener,
            stop,
            connection: None,
        }
    }

    /// Waits for what happens next.
    ///
    /// # Cancel safety
    ///
    /// That of [`frame::read`]: it is to be waited for to its end.
    pub(crate) async fn next(&mut self) -> Event {
        let Some(connection) = &mut self.connection else {
            return self.accept().await;
        };
        match frame::read(connection).await {
            Ok(Some(reading)) => Event::Reading(reading),
            end => {
                self.connection = None;
                Event::Closed(end.map(drop))
            }
        }
    }

    async fn accept(&mut self) -> Event {
        loop {
            let accepted: io::Result<_> = select! {
                biased;
                () = self.stop.is_shutdown() => return Event::Ended,
                accepted = self.listener.accept() => accepted,
            };
            if let Ok((stream, _)) = accepted {
                self.connection = Some(BufReader::new(stream));
                return Event::Opened;
            }
            sleep(PAUSE).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use mea::shutdown;
    use tokio::io::AsyncWriteExt;

    use super::*;

    #[tokio::test]
    async fn a_malformed_frame_ends_the_connection_and_not_the_feed() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("it is bound");
        let (stop, recv) = shutdown::new_pair();
        let mut feed = Feed::new(listener, recv.into_watch());
        for frame in ["nonsense", "a 1"] {
            let mut stream = TcpStream::connect(address).await.expect("it listens");
            frame::write(&mut stream, frame).await.expect("it reads");
            stream.shutdown().await.expect("it is open");
            assert!(matches!(feed.next().await, Event::Opened));
            if frame == "a 1" {
                assert!(matches!(feed.next().await, Event::Reading(_)));
                assert!(matches!(feed.next().await, Event::Closed(Ok(()))));
            } else {
                let closed = feed.next().await;
                assert!(matches!(closed, Event::Closed(Err(Broken::NoReading))));
            }
        }
        stop.shutdown();
        assert!(matches!(feed.next().await, Event::Ended));
    }
}
