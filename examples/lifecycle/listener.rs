//! Accepts connections, for as long as they can be registered.

use std::{sync::Arc, time::Duration};

use mea::{
    latch::Latch,
    shutdown::{Registrar, ShutdownRecv, ShutdownWatch},
};
use tokio::{net::TcpListener, select, time::sleep};

use crate::{
    connection::{self, Connection},
    queue::Queue,
    timeline::Part,
};

/// How long it waits after an error, such as too many open files.
const PAUSE: Duration = Duration::from_millis(50);

pub(crate) struct Listener {
    pub(crate) part: Part,
    pub(crate) socket: TcpListener,
    /// Of the scope of the connections.
    pub(crate) registrar: Registrar,
    pub(crate) cut: ShutdownWatch,
    pub(crate) queue: Arc<Queue>,
}

pub(crate) async fn listen(listener: Listener, recv: ShutdownRecv, ready: Arc<Latch>) {
    let part = &listener.part;
    part.says("ready");
    ready.count_down();
    for number in 1.. {
        let accepted = select! {
            biased;
            () = recv.is_shutdown() => break,
            accepted = listener.socket.accept() => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                part.says(format_args!("cannot accept: {error}"));
                sleep(PAUSE).await;
                continue;
            }
        };
        // From here on it is waited for; or it is not begun.
        match listener.registrar.register() {
            Ok(recv) => {
                let connection = Connection {
                    part: part.other(format!("connection {number}")),
                    recv,
                    cut: listener.cut.clone(),
                    queue: listener.queue.clone(),
                };
                tokio::spawn(connection::serve(connection, stream));
            }
            Err(closed) => part.says(format_args!("turns a client away: {closed}")),
        }
    }
    part.says("accepts no more");
}
