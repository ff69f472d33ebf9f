//! The stop, with clients connected.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::support::{Client, LONG, start, start_with};
use crate::config::Config;

#[tokio::test]
async fn what_has_come_is_answered_and_all_connections_end() {
    let server = start().await;
    let address = server.address();
    let mut idle = Client::connect(address).await;
    let mut subscriber = Client::connect(address).await;
    let mut half = Client::connect(address).await;
    idle.ask("ping\r\n", "+PONG\r\n").await;
    subscriber.send("subscribe a\r\n").await;
    subscriber
        .expect("*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n")
        .await;
    half.ask("ping\r\n*1\r\n$4\r\npi", "+PONG\r\n").await;
    let (summary, ..) = mea::join!(
        server.stop("the test"),
        async { assert_eq!(idle.rest().await, "") },
        async { assert_eq!(subscriber.rest().await, "") },
        async { assert_eq!(half.rest().await, "") },
    );
    assert_eq!((summary.accepted, summary.commands), (3, 3));
    assert!(
        summary.to_string().ends_with("stopped by  the test\n"),
        "{summary}"
    );
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens");
}

/// It never reads its replies. It is cut off when the grace is over; the stop does not wait for ever.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_does_not_read_is_cut_off() {
    let server = start_with(Config {
        grace: Duration::from_millis(50),
        ..Config::default()
    })
    .await;
    let mut slow = Client::connect(server.address()).await;
    let value = "x".repeat(1_000_000);
    slow.ask(
        format!("*3\r\n$3\r\nset\r\n$1\r\na\r\n$1000000\r\n{value}\r\n"),
        "+OK\r\n",
    )
    .await;
    slow.send("get a\r\n".repeat(100)).await;
    // The first reply has begun, so all requests have come.
    slow.expect("$1000000\r\n").await;
    let stopped = timeout(LONG, server.stop("the test")).await;
    stopped.expect("it is cut off");
    drop(slow);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_under_load() {
    let server = start().await;
    let address = server.address();
    let mut clients = Vec::new();
    for _ in 0..20 {
        let mut client = Client::connect(address).await;
        client
            .ask("incr n\r\n", &format!(":{}\r\n", clients.len() + 1))
            .await;
        clients.push(tokio::spawn(async move {
            let mut answered = 1_u64;
            while client.0.write_all(b"ping\r\n").await.is_ok() {
                let mut reply = Vec::new();
                let mut one = (&mut client.0).take(7);
                let read = one.read_to_end(&mut reply).await;
                // The connection ends between two replies.
                assert!(reply.is_empty() || reply == b"+PONG\r\n", "{reply:?}");
                if read.is_err() || reply.is_empty() {
                    break;
                }
                answered += 1;
            }
            answered
        }));
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
    let summary = server.stop("the test").await;
    let mut answered = 0;
    for client in clients {
        answered += client.await.expect("no reply is cut off");
    }
    assert!(
        summary.commands >= answered,
        "{} {answered}",
        summary.commands
    );
}
