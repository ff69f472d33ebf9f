//! Requests and replies over sockets.

use tokio::io::AsyncWriteExt;

use super::support::{Client, start};

#[tokio::test]
async fn requests_of_both_kinds() {
    let server = start().await;
    let mut client = Client::connect(server.address()).await;
    client.ask("PING\r\n", "+PONG\r\n").await;
    client
        .ask(
            "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$4\r\n\r\n\0\r\r\n",
            "+OK\r\n",
        )
        .await;
    client.ask("get a\n", "$4\r\n\r\n\0\r\r\n").await;
    client.ask("quit\r\nget a\r\n", "+OK\r\n").await;
    assert_eq!(client.rest().await, "");
    assert_eq!(server.stop("done").await.commands, 4);
}

#[tokio::test]
async fn a_request_in_single_bytes() {
    let server = start().await;
    let mut client = Client::connect(server.address()).await;
    client.0.set_nodelay(true).expect("a socket");
    for byte in b"*2\r\n$4\r\nECHO\r\n$5\r\nhello\r\n" {
        client.send([*byte]).await;
        tokio::task::yield_now().await;
    }
    client.expect("$5\r\nhello\r\n").await;
    server.stop("done").await;
}

#[tokio::test]
async fn ten_thousand_requests_at_once() {
    const REQUESTS: usize = 10_000;
    let server = start().await;
    let mut client = Client::connect(server.address()).await;
    let requests: String = (0..REQUESTS)
        .map(|_| "*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n")
        .collect();
    let replies: String = (1..=REQUESTS).map(|n| format!(":{n}\r\n")).collect();
    let (mut read, mut write) = client.0.split();
    let write = async {
        write
            .write_all(requests.as_bytes())
            .await
            .expect("it reads")
    };
    let mut answer = vec![0; replies.len()];
    let read = async {
        tokio::io::AsyncReadExt::read_exact(&mut read, &mut answer)
            .await
            .expect("all answered");
    };
    mea::join!(write, read);
    assert!(answer == replies.as_bytes(), "each is answered, in order");
    server.stop("done").await;
}

#[tokio::test]
async fn what_is_malformed_is_answered_and_ends_the_connection_and_nothing_else() {
    let server = start().await;
    let mut other = Client::connect(server.address()).await;
    for (request, error) in [
        ("*x\r\n", "invalid multibulk length"),
        ("*1048577\r\n", "invalid multibulk length"),
        ("*1\r\n!\r\n", "expected '$', got '!'"),
        ("*1\r\n$-2\r\n", "invalid bulk length"),
        ("*1\r\n$99999999999\r\n", "invalid bulk length"),
        (
            "*1\r\n$4\r\nping!\r\n",
            "expected the end of a line after a bulk",
        ),
        ("get 'a\r\n", "unbalanced quotes in request"),
    ] {
        let mut client = Client::connect(server.address()).await;
        // What stands before it is answered, what follows is not.
        client.send(format!("ping\r\n{request}ping\r\n")).await;
        let replies = client.rest().await;
        assert_eq!(
            replies,
            format!("+PONG\r\n-ERR Protocol error: {error}\r\n")
        );
        other.ask("ping\r\n", "+PONG\r\n").await;
    }
    assert_eq!(server.stop("done").await.malformed, 7);
}

#[tokio::test]
async fn a_line_without_an_end_is_an_error() {
    let server = start().await;
    let mut client = Client::connect(server.address()).await;
    // The server may have had enough before all is sent.
    let _ = client.0.write_all(&[b'x'; 70_000]).await;
    assert_eq!(
        client.line().await,
        "-ERR Protocol error: too big inline request"
    );
    server.stop("done").await;
}

#[tokio::test]
async fn errors_of_commands_do_not_end_the_connection() {
    let server = start().await;
    let mut client = Client::connect(server.address()).await;
    client
        .ask(
            "get\r\nnonsense\r\nincrby n x\r\nping\r\n",
            "-ERR wrong number of arguments for 'get' command\r\n\
             -ERR unknown command 'nonsense', with args beginning with: \r\n\
             -ERR value is not an integer or out of range\r\n\
             +PONG\r\n",
        )
        .await;
    server.stop("done").await;
}

#[tokio::test]
async fn a_client_that_goes_in_the_middle_of_a_request() {
    let server = start().await;
    for request in [
        "*2\r\n$3\r\nGET\r\n$100\r\nabc",
        "*",
        "get",
        "*1\r\n$4\r\nping\r",
    ] {
        let mut client = Client::connect(server.address()).await;
        client.send(request).await;
        client.0.shutdown().await.expect("it is open");
        assert_eq!(client.rest().await, "");
    }
    let mut client = Client::connect(server.address()).await;
    client.ask("ping\r\n", "+PONG\r\n").await;
    server.stop("done").await;
}
