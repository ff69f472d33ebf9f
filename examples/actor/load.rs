//! The load: a device that sends lines as frames, good ones and bad ones.

use std::{io, net::SocketAddr, time::Duration};

use mea::{select, shutdown::ShutdownWatch};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::sleep,
};

use crate::{
    frame::{self, Reading},
    source::Lines,
};

/// How many bytes are sent between two pauses. The network knows nothing of frames: where a packet ends,
/// one may be half sent.
const PACKET: usize = 1460;

pub(crate) struct Load {
    pub(crate) address: SocketAddr,
    pub(crate) pause: Duration,
    pub(crate) stop: ShutdownWatch,
}

/// What was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) readings: u64,
    /// Lines that are no readings.
    pub(crate) malformed: u64,
    pub(crate) connections: u64,
}

impl Load {
    /// Sends the lines until the stop, on a new connection after each that is malformed.
    pub(crate) async fn send(&self, mut lines: Lines) -> io::Result<Sent> {
        let mut sent = Sent::default();
        let mut next = lines.next();
        while next.is_some() && !self.stop.is_shutdown_now() {
            let mut stream = TcpStream::connect(self.address).await?;
            stream.set_nodelay(true)?;
            sent.connections += 1;
            let (mut bytes, mut goes_on, mut is_good) = (Vec::new(), true, true);
            while let Some(line) = next.take_if(|_| goes_on && is_good) {
                let line = line?;
                frame::write(&mut bytes, &line).await?;
                next = lines.next();
                is_good = line.parse::<Reading>().is_ok();
                if !is_good {
                    sent.malformed += 1;
                    continue;
                }
                sent.readings += 1;
                while goes_on && bytes.len() >= PACKET {
                    stream.write_all(&bytes[..PACKET]).await?;
                    bytes.drain(..PACKET);
                    goes_on = self.pause().await;
                }
            }
            match end(stream, &bytes).await {
                // It is broken off, as it should be.
                Err(_) if !is_good => {}
                ended => ended?,
            }
        }
        Ok(sent)
    }

    /// Waits between two packets; `false` if it was told to stop.
    async fn pause(&self) -> bool {
        select! {
            biased;
            () = self.stop.is_shutdown() => false,
            () = sleep(self.pause) => true,
        }
    }
}

/// Sends the rest, and waits until the other side has read everything: then it closes.
async fn end(mut stream: TcpStream, rest: &[u8]) -> io::Result<()> {
    stream.write_all(rest).await?;
    stream.shutdown().await?;
    stream.read(&mut [0]).await.map(drop)
}
