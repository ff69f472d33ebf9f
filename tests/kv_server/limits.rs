//! Slow clients, and many of them.

use std::{net::SocketAddr, time::Duration};

use tokio::io::AsyncWriteExt;

use super::support::{Client, start, start_with};
use crate::{config::Config, protocol::Limits};

#[tokio::test]
async fn more_clients_than_there_may_be_are_turned_away() {
    let server = start_with(Config {
        max_clients: 2,
        ..Config::default()
    })
    .await;
    let mut one = Client::connect(server.address()).await;
    one.ask("ping\r\n", "+PONG\r\n").await;
    let mut two = Client::connect(server.address()).await;
    two.ask("ping\r\n", "+PONG\r\n").await;

    let mut three = Client::connect(server.address()).await;
    assert_eq!(three.rest().await, "-ERR max number of clients reached\r\n");
    one.ask("ping\r\n", "+PONG\r\n").await;

    // A place is free when its client has gone, and the server has seen it.
    drop(two);
    let mut turned_away = 1;
    let mut four = loop {
        let mut four = Client::connect(server.address()).await;
        if four.0.write_all(b"ping\r\n").await.is_ok() {
            let line = four.line().await;
            if line == "+PONG" {
                break four;
            }
            assert_eq!(line, "-ERR max number of clients reached");
        }
        turned_away += 1;
    };
    four.ask("ping\r\n", "+PONG\r\n").await;
    assert_eq!(server.stop("done").await.rejected, turned_away);
}

/// It sends requests and reads nothing. The server stops reading what it sends; others are served.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_does_not_read_is_not_read_from() {
    let server = start().await;
    let mut other = Client::connect(server.address()).await;
    let value = "x".repeat(100_000);
    other
        .ask(
            format!("*3\r\n$3\r\nset\r\n$1\r\na\r\n$100000\r\n{value}\r\n"),
            "+OK\r\n",
        )
        .await;

    let mut slow = Client::connect(server.address()).await;
    // Replies of 100 MB for it; the buffers of the system take some of them.
    const REQUESTS: usize = 1000;
    let requests = "get a\r\n".repeat(REQUESTS);
    slow.send(&requests).await;
    // One more request than the server ever reads while it is held up, and then it is read to the end.
    other.ask("ping\r\n", "+PONG\r\n").await;
    let reply = format!("$100000\r\n{value}\r\n");
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        other.ask("ping\r\n", "+PONG\r\n").await;
    }
    let answered = {
        other.send("info\r\n").await;
        loop {
            let line = other.line().await;
            if let Some(number) = line.strip_prefix("total_commands_processed:") {
                break number.parse::<usize>().expect("a number");
            }
        }
    };
    assert!(answered < REQUESTS, "it is held up: {answered}");
    for _ in 0..REQUESTS {
        slow.expect(&reply).await;
    }
    slow.ask("ping\r\n", "+PONG\r\n").await;
    server.stop("done").await;
}

#[tokio::test]
async fn requests_and_replies_have_limits() {
    let limits = Limits {
        bulk: 1000,
        args: 8,
        request: 1500,
        reply: 2000,
        ..Limits::default()
    };
    let server = start_with(Config {
        limits,
        ..Config::default()
    })
    .await;
    let value = "x".repeat(1000);
    let mut client = Client::connect(server.address()).await;
    client
        .ask(
            format!("*3\r\n$3\r\nset\r\n$1\r\na\r\n$1000\r\n{value}\r\n"),
            "+OK\r\n",
        )
        .await;
    client
        .ask(
            "mget a a\r\nping\r\n",
            "-ERR the reply is too long\r\n+PONG\r\n",
        )
        .await;
    for (request, error) in [
        ("*9\r\n", "invalid multibulk length"),
        ("*1\r\n$1001\r\n", "invalid bulk length"),
        (
            &format!("*2\r\n$1000\r\n{value}\r\n$500\r\n"),
            "too big request",
        ),
    ] {
        let mut client = Client::connect(server.address()).await;
        client.send(request).await;
        assert_eq!(
            client.rest().await,
            format!("-ERR Protocol error: {error}\r\n")
        );
    }
    server.stop("done").await;
}

/// The keys that have expired, as they are published.
struct Expired(Client);

impl Expired {
    async fn subscribe(address: SocketAddr) -> Self {
        let mut client = Client::connect(address).await;
        client.send("subscribe __keyevent@0__:expired\r\n").await;
        while client.line().await != ":1" {}
        Self(client)
    }

    async fn next(&mut self) -> String {
        // `message`, the channel and the key, each behind its length.
        for _ in 0..6 {
            self.0.line().await;
        }
        self.0.line().await
    }
}

#[tokio::test]
async fn keys_that_nobody_looks_for_are_swept_away() {
    let server = start_with(Config {
        sweep: Duration::from_millis(5),
        ..Config::default()
    })
    .await;
    let mut expired = Expired::subscribe(server.address()).await;
    let mut client = Client::connect(server.address()).await;
    client
        .ask(
            "set a 1 px 1\r\nset b 1 px 1\r\nset c 1\r\n",
            "+OK\r\n+OK\r\n+OK\r\n",
        )
        .await;
    // Nobody asks for anything meanwhile, also not for the number of keys: that looks for them.
    let mut gone = [expired.next().await, expired.next().await];
    gone.sort();
    assert_eq!(gone, ["a", "b"]);
    client.ask("dbsize\r\n", ":1\r\n").await;
    server.stop("done").await;
}
