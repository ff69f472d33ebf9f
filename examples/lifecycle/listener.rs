//! Accepts connections, for as long as they can be registered.

use std::{sync::Arc, time::Duration};

use mea::{
    latch::Latch,
    select_loop,
    shutdown::{Registrar, ShutdownRecv, ShutdownWatch},
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::sleep,
};

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
    let mut number = 0;
    select_loop! {
        control () = recv.is_shutdown() => break,
        accepted = listener.socket.accept() => match accepted {
            Ok((stream, _)) => {
                number += 1;
                listener.begin(number, stream);
            }
            Err(error) => {
                part.says(format_args!("cannot accept: {error}"));
                sleep(PAUSE).await;
            }
        }
    }
    part.says("accepts no more");
}

impl Listener {
    /// Begins a connection. From here on it is waited for; or it is not begun.
    fn begin(&self, number: u64, stream: TcpStream) {
        match self.registrar.register() {
            Ok(recv) => {
                let connection = Connection {
                    part: self.part.other(format!("connection {number}")),
                    recv,
                    cut: self.cut.clone(),
                    queue: self.queue.clone(),
                };
                tokio::spawn(connection::serve(connection, stream));
            }
            Err(closed) => self
                .part
                .says(format_args!("turns a client away: {closed}")),
        }
    }
}
