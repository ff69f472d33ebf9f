//! A connection: requests come, and replies go back in the same order, with messages of channels in
//! between.
//!
//! ```text
//!   client --requests--> Decoder --> execute --> Output --replies--> client
//!                                                  ^
//!                        Subscriptions --messages--+
//! ```
//!
//! Nothing is read while replies wait to be sent. So a client that sends and does not read is held up by
//! its own replies: they fill the buffers of the system, then the `Output` up to its mark, and then
//! nothing is read any more. Of a subscriber messages are lost meanwhile, up to which it has them in its
//! backlog.

use std::{
    io,
    sync::Arc,
    time::{Duration, Instant},
};

use mea::{
    select, select_loop,
    semaphore::OwnedSemaphorePermit,
    shutdown::{ShutdownRecv, ShutdownWatch},
    timeout,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpStream,
        tcp::{ReadHalf, WriteHalf},
    },
    time::sleep,
};

use crate::{
    commands::{self, Session},
    protocol::Decoder,
    state::State,
};

/// Replies of so many bytes are sent before the next request is looked at.
const MARK: usize = 64 << 10;
/// How long a client may take to close its side, after the server has closed its own.
const LINGER: Duration = Duration::from_millis(500);

pub(crate) struct Connection {
    pub(crate) state: Arc<State>,
    /// It is waited for until this is dropped.
    pub(crate) stop: ShutdownRecv,
    pub(crate) cut: ShutdownWatch,
    /// One of those that may be connected.
    pub(crate) _permit: OwnedSemaphorePermit,
}

impl Connection {
    pub(crate) async fn serve(self, mut stream: TcpStream) {
        // A connection that breaks off concerns nobody else.
        let _: io::Result<()> = select! {
            biased;
            () = self.cut.is_shutdown() => Ok(()),
            ended = self.talk(&mut stream) => ended,
        };
    }

    async fn talk(&self, stream: &mut TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let (mut read, mut write) = stream.split();
        let mut input = Decoder::new(self.state.config.limits);
        let mut session = Session::new(self.state.clone());
        let ended = self.answer_all(&mut input, &mut session, &mut read, &mut write);
        let ended = ended.await;
        session.subscriptions.unsubscribe_all().await;
        ended?;
        close(&mut read, &mut write).await
    }

    /// Answers what comes, until the client has closed its side, or one of the two has had enough.
    async fn answer_all(
        &self,
        input: &mut Decoder,
        session: &mut Session,
        read: &mut ReadHalf<'_>,
        write: &mut WriteHalf<'_>,
    ) -> io::Result<()> {
        select_loop! {
            // First: also for a client that always has something to say.
            control () = self.stop.is_shutdown() => return Ok(()),
            delivery = session.subscriptions.next(), if !session.subscriptions.is_empty() => {
                session.deliver(delivery);
                send(session, write).await?;
                if session.is_over {
                    return Ok(());
                }
            }
            // What has been read stays in `input` when another arm comes first.
            length = input.fill(read) => {
                if length? == 0 {
                    return Ok(());
                }
                answer(input, session, write).await?;
                if session.is_over {
                    return Ok(());
                }
            }
        }
    }
}

/// Answers all requests that are there to their end.
async fn answer(
    input: &mut Decoder,
    session: &mut Session,
    write: &mut WriteHalf<'_>,
) -> io::Result<()> {
    let now = Instant::now();
    while !session.is_over {
        match input.next() {
            Ok(Some(request)) => commands::execute(session, request, now).await,
            Ok(None) => break,
            Err(error) => {
                session.state.stats.malformed.add(1);
                session.output.error(format_args!("ERR {error}"));
                session.is_over = true;
            }
        }
        if session.output.as_bytes().len() >= MARK {
            send(session, write).await?;
        }
    }
    send(session, write).await
}

/// Sends all replies, as fast as the client reads them.
async fn send(session: &mut Session, write: &mut WriteHalf<'_>) -> io::Result<()> {
    write.write_all(session.output.as_bytes()).await?;
    session.output.clear();
    Ok(())
}

/// Closes our side, and reads what still comes, for a while: if something that the client has sent were
/// unread, the system would break the connection off, and the client might miss the last replies.
async fn close(read: &mut ReadHalf<'_>, write: &mut WriteHalf<'_>) -> io::Result<()> {
    write.shutdown().await?;
    let rest = async {
        let mut rest = [0; 4096];
        while read.read(&mut rest).await? > 0 {}
        Ok(())
    };
    timeout(rest, sleep(LINGER)).await.unwrap_or(Ok(()))
}
