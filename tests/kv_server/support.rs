//! A server in this process, and clients that write requests by hand.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::{config::Config, server::Server};

/// What does not come within this time does not come. No test passes because of it.
pub(crate) const LONG: Duration = Duration::from_secs(60);

pub(crate) async fn start() -> Server {
    start_with(Config::default()).await
}

pub(crate) async fn start_with(config: Config) -> Server {
    Server::start(config).await.expect("there is a port")
}

pub(crate) struct Client(pub(crate) TcpStream);

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.expect("it listens"))
    }

    pub(crate) async fn send(&mut self, text: impl AsRef<[u8]>) {
        self.0.write_all(text.as_ref()).await.expect("it reads");
    }

    /// Reads exactly this.
    pub(crate) async fn expect(&mut self, reply: &str) {
        let mut read = vec![0; reply.len()];
        let all = timeout(LONG, self.0.read_exact(&mut read)).await;
        let all = all.unwrap_or_else(|_| panic!("{reply:?} does not come"));
        all.unwrap_or_else(|error| panic!("instead of {reply:?}: {error}"));
        assert_eq!(String::from_utf8_lossy(&read), reply);
    }

    pub(crate) async fn ask(&mut self, request: impl AsRef<[u8]>, reply: &str) {
        self.send(request).await;
        self.expect(reply).await;
    }

    /// Reads a line, without its end.
    pub(crate) async fn line(&mut self) -> String {
        let mut line = String::new();
        while !line.ends_with("\r\n") {
            let byte = timeout(LONG, self.0.read_u8()).await;
            line.push(byte.expect("a line comes").expect("it ends").into());
        }
        line.truncate(line.len() - 2);
        line
    }

    /// The rest, up to the end of the connection.
    pub(crate) async fn rest(&mut self) -> String {
        let mut rest = String::new();
        let all = timeout(LONG, self.0.read_to_string(&mut rest)).await;
        all.expect("the connection ends")
            .expect("it is not broken off");
        rest
    }
}

/// Asks, in a connection of its own, until the reply has this line.
pub(crate) async fn wait_for(address: SocketAddr, request: &str, wanted: &str) {
    let mut client = Client::connect(address).await;
    let waiting = async {
        loop {
            client.send(format!("{request}\r\nping end\r\n")).await;
            let mut found = false;
            loop {
                let line = client.line().await;
                found |= line == wanted;
                if line == "end" {
                    break;
                }
            }
            if found {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let found = timeout(LONG, waiting).await;
    found.unwrap_or_else(|_| panic!("{request:?} never has {wanted:?}"));
}
