//! A connection: a line comes, its digest goes back. Told to stop, it answers the request that it has,
//! says good-bye, and waits until the client has gone.

use std::{io, sync::Arc};

use mea::{
    select, select_loop,
    shutdown::{ShutdownRecv, ShutdownWatch},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    net::{TcpStream, tcp::OwnedReadHalf, tcp::OwnedWriteHalf},
};

use crate::{
    queue::{Queue, Request},
    timeline::Part,
};

/// What it says first, and last.
pub(crate) const HELLO: &str = "hello";
pub(crate) const BYE: &str = "bye";

pub(crate) struct Connection {
    pub(crate) part: Part,
    /// It is waited for until this is dropped.
    pub(crate) recv: ShutdownRecv,
    pub(crate) cut: ShutdownWatch,
    pub(crate) queue: Arc<Queue>,
}

pub(crate) async fn serve(connection: Connection, stream: TcpStream) {
    let part = &connection.part;
    part.says("open");
    let mut answered = 0;
    let ended = select! {
        biased;
        () = connection.cut.is_shutdown() => None,
        ended = connection.talk(stream, &mut answered) => Some(ended),
    };
    match ended {
        Some(Ok(())) => part.says(format_args!("done: answered {answered}")),
        Some(Err(error)) => part.says(format_args!("failed after {answered} answers: {error}")),
        None => part.says(format_args!("cut off after {answered} answers")),
    }
}

impl Connection {
    async fn talk(&self, stream: TcpStream, answered: &mut u64) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(format!("{HELLO}\n").as_bytes()).await?;
        select_loop! {
            control () = self.recv.is_shutdown() => break,
            line = lines.next_line() => {
                let Some(line) = line? else {
                    return Ok(());
                };
                let request = Request {
                    line,
                    ..Request::default()
                };
                self.queue.push(request.clone()).await;
                let digest = request.answer.wait().await;
                write
                    .write_all(format!("{digest:016x}\n").as_bytes())
                    .await?;
                *answered += 1;
            }
        }
        self.say_goodbye(lines, write).await
    }

    /// Closes our side, and reads to the end of theirs: if something that they have sent were still
    /// unread, the system would break the connection off, and they might miss what we said.
    async fn say_goodbye(
        &self,
        mut lines: Lines<BufReader<OwnedReadHalf>>,
        mut write: OwnedWriteHalf,
    ) -> io::Result<()> {
        let reason = self
            .recv
            .reason()
            .map_or(String::new(), |why| why.to_string());
        write
            .write_all(format!("{BYE}: {reason}\n").as_bytes())
            .await?;
        write.shutdown().await?;
        while lines.next_line().await?.is_some() {}
        Ok(())
    }
}
