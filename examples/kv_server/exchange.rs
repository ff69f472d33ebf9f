//! The steps of a connection: what was read is answered, what was answered is sent, and at the end both
//! sides close.

use std::{
    io,
    time::{Duration, Instant},
};

use mea::timeout;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::tcp::{ReadHalf, WriteHalf},
    time::sleep,
};

use crate::{
    commands::{self, Session},
    protocol::Decoder,
};

/// Replies of so many bytes are sent before the next request is looked at.
const MARK: usize = 64 << 10;
/// How long a client may take to close its side, after the server has closed its own.
const LINGER: Duration = Duration::from_millis(500);

/// Answers all requests that are there to their end.
pub(crate) async fn answer(
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
pub(crate) async fn send(session: &mut Session, write: &mut WriteHalf<'_>) -> io::Result<()> {
    write.write_all(session.output.as_bytes()).await?;
    session.output.clear();
    Ok(())
}

/// Closes our side, and reads what still comes, for a while: if something that the client has sent were
/// unread, the system would break the connection off, and the client might miss the last replies.
pub(crate) async fn close(read: &mut ReadHalf<'_>, write: &mut WriteHalf<'_>) -> io::Result<()> {
    write.shutdown().await?;
    let rest = async {
        let mut rest = [0; 4096];
        while read.read(&mut rest).await? > 0 {}
        Ok(())
    };
    timeout(rest, sleep(LINGER)).await.unwrap_or(Ok(()))
}
