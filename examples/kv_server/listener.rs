//! Accepts connections, as many as there are permits.

use std::{sync::Arc, time::Duration};

use mea::{
    select_loop,
    shutdown::{Registrar, ShutdownRecv, ShutdownWatch},
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::sleep,
};

use crate::{connection::Connection, state::State};

/// How long it waits after an error, such as too many open files.
const PAUSE: Duration = Duration::from_millis(50);

pub(crate) struct Listener {
    pub(crate) state: Arc<State>,
    pub(crate) socket: TcpListener,
    /// Of the scope of the connections.
    pub(crate) registrar: Registrar,
    pub(crate) cut: ShutdownWatch,
}

impl Listener {
    pub(crate) async fn listen(self, stop: ShutdownRecv) {
        select_loop! {
            control () = stop.is_shutdown() => break,
            accepted = self.socket.accept() => match accepted {
                Ok((stream, _)) => self.begin(stream),
                Err(_) => sleep(PAUSE).await,
            }
        }
    }

    /// Begins a connection, if there is a permit for it. From here on it is waited for.
    fn begin(&self, stream: TcpStream) {
        let stats = &self.state.stats;
        stats.accepted.add(1);
        let Some(permit) = self.state.clients.clone().try_acquire_owned(1) else {
            stats.rejected.add(1);
            // The buffer of a new connection is empty. If it does not take this, nobody waits for it.
            let _ = stream.try_write(b"-ERR max number of clients reached\r\n");
            return;
        };
        // After the stop nobody is let in.
        if let Ok(stop) = self.registrar.register() {
            let connection = Connection {
                state: self.state.clone(),
                stop,
                cut: self.cut.clone(),
                _permit: permit,
            };
            tokio::spawn(connection.serve(stream));
        }
    }
}
