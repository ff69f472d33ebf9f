//! A connection, with `tokio::select!`.

use std::{io, sync::Arc};

use tokio::{
    net::{
        TcpStream,
        tcp::{ReadHalf, WriteHalf},
    },
    sync::{OwnedSemaphorePermit, watch},
};

use crate::{
    commands::Session,
    exchange::{answer, close, send},
    protocol::Decoder,
    state::State,
};

pub(crate) struct Connection {
    pub(crate) state: Arc<State>,
    pub(crate) stop: watch::Receiver<bool>,
    pub(crate) _permit: OwnedSemaphorePermit,
}

impl Connection {
    pub(crate) async fn serve(mut self, mut stream: TcpStream) {
        let _: io::Result<()> = self.talk(&mut stream).await;
    }

    async fn talk(&mut self, stream: &mut TcpStream) -> io::Result<()> {
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

    async fn answer_all(
        &mut self,
        input: &mut Decoder,
        session: &mut Session,
        read: &mut ReadHalf<'_>,
        write: &mut WriteHalf<'_>,
    ) -> io::Result<()> {
        loop {
            tokio::select! {
                _ = self.stop.changed() => return Ok(()),
                delivery = session.subscriptions.next(), if !session.subscriptions.is_empty() => {
                    session.deliver(delivery);
                    send(session, write).await?;
                }
                length = input.fill(read) => {
                    if length? == 0 {
                        return Ok(());
                    }
                    answer(input, session, write).await?;
                }
            }
            if session.is_over {
                return Ok(());
            }
        }
    }
}
