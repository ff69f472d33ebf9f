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
//! nothing is read any more. A subscriber that does not read falls behind, by as many messages as the
//! backlog has, and then loses some.

use std::{io, sync::Arc};

use mea::{
    select, select_loop,
    semaphore::OwnedSemaphorePermit,
    shutdown::{ShutdownRecv, ShutdownWatch},
};
use tokio::net::{
    TcpStream,
    tcp::{ReadHalf, WriteHalf},
};

use crate::{
    commands::Session,
    exchange::{answer, close, send},
    protocol::Decoder,
    state::State,
};

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
