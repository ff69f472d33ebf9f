//! Publishing and subscribing, over sockets.

use std::time::Duration;

use super::support::{Client, start, start_with, wait_for};
use crate::config::Config;

fn message(channel: &str, text: &str) -> String {
    let (c, t) = (channel.len(), text.len());
    format!("*3\r\n$7\r\nmessage\r\n${c}\r\n{channel}\r\n${t}\r\n{text}\r\n")
}

fn confirmed(what: &str, channel: &str, count: usize) -> String {
    let (w, c) = (what.len(), channel.len());
    format!("*3\r\n${w}\r\n{what}\r\n${c}\r\n{channel}\r\n:{count}\r\n")
}

#[tokio::test]
async fn all_subscribers_get_what_is_published_and_nobody_else() {
    let server = start().await;
    let mut publisher = Client::connect(server.address()).await;
    let mut one = Client::connect(server.address()).await;
    let mut two = Client::connect(server.address()).await;
    publisher.ask("publish news nobody\r\n", ":0\r\n").await;
    one.ask("subscribe news\r\n", &confirmed("subscribe", "news", 1))
        .await;
    two.ask("subscribe news\r\n", &confirmed("subscribe", "news", 1))
        .await;
    two.ask("subscribe other\r\n", &confirmed("subscribe", "other", 2))
        .await;
    publisher
        .ask(
            "publish news a\r\npublish other b\r\npublish none c\r\npublish news d\r\n",
            ":2\r\n:1\r\n:0\r\n:2\r\n",
        )
        .await;
    one.expect(&message("news", "a")).await;
    one.expect(&message("news", "d")).await;
    // Each channel has an order; between channels there is none.
    let both = message("news", "a") + &message("news", "d") + &message("other", "b");
    let mut lines: Vec<_> = Vec::new();
    for _ in 0..both.lines().count() {
        lines.push(two.line().await);
    }
    let place = |text: &str| {
        lines
            .iter()
            .position(|line| line == text)
            .expect("it comes")
    };
    assert!(place("a") < place("d") && place("b") > 0);

    // A subscriber may ask some things, and leave.
    one.ask("ping\r\n", "*2\r\n$4\r\npong\r\n$0\r\n\r\n").await;
    one.ask("unsubscribe\r\n", &confirmed("unsubscribe", "news", 0))
        .await;
    publisher.ask("publish news e\r\n", ":1\r\n").await;
    two.expect(&message("news", "e")).await;
    one.ask("get a\r\n", "$-1\r\n").await;

    // One that goes is no subscriber any more.
    drop(two);
    wait_for(server.address(), "publish news x", ":0").await;
    wait_for(server.address(), "info", "pubsub_channels:0").await;
    server.stop("done").await;
}

#[tokio::test]
async fn a_key_that_expires_is_published() {
    let server = start_with(Config {
        sweep: Duration::from_millis(5),
        ..Config::default()
    })
    .await;
    let channel = "__keyevent@0__:expired";
    let mut subscriber = Client::connect(server.address()).await;
    let request = format!("subscribe {channel}\r\n");
    subscriber
        .ask(request, &confirmed("subscribe", channel, 1))
        .await;
    let mut client = Client::connect(server.address()).await;
    client.ask("set soon 1 px 1\r\n", "+OK\r\n").await;
    subscriber.expect(&message(channel, "soon")).await;
    server.stop("done").await;
}

/// It does not read. It loses messages, is told how many when it reads again, and is disconnected, maybe
/// before all are published; who publishes does not wait for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_subscriber_that_is_too_slow_is_told() {
    let server = start_with(Config {
        backlog: 4,
        ..Config::default()
    })
    .await;
    let mut slow = Client::connect(server.address()).await;
    slow.ask("subscribe news\r\n", &confirmed("subscribe", "news", 1))
        .await;
    let mut publisher = Client::connect(server.address()).await;
    let text = "x".repeat(1_000_000);
    let publish = format!("*3\r\n$7\r\npublish\r\n$4\r\nnews\r\n$1000000\r\n{text}\r\n");
    const MESSAGES: usize = 64;
    let mut published = 0;
    for _ in 0..MESSAGES {
        publisher.send(&publish).await;
        match &*publisher.line().await {
            ":1" => published += 1,
            reply => {
                assert_eq!(reply, ":0");
                break;
            }
        }
    }
    let mut received = 0;
    let error = loop {
        let line = slow.line().await;
        if line.starts_with('-') {
            break line;
        }
        assert_eq!(line, "*3");
        slow.expect(&message("news", &text)["*3\r\n".len()..]).await;
        received += 1;
    };
    let lost: usize = error
        .strip_prefix("-ERR too slow: ")
        .and_then(|error| error.strip_suffix(" messages of 'news' are lost"))
        .and_then(|lost| lost.parse().ok())
        .expect(&error);
    assert!(
        lost > 0 && received + lost <= published,
        "{received} received and {lost} lost of {published}"
    );
    assert_eq!(slow.rest().await, "");
    wait_for(server.address(), "publish news a", ":0").await;
    assert_eq!(server.stop("done").await.lagged, 1);
}
