//! Real clients, those of Debian's `redis-tools`; and a real server, which has to answer the same.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Output, Stdio},
    thread::sleep,
    time::Duration,
};

use super::support::{Client, start, wait_for};

/// Says so if the program is not there: not by `println`, which a test that passes keeps to itself.
fn is_there(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        let reason = "is not there (Debian has it in redis-tools or redis-server)";
        let _ = writeln!(io::stderr(), "NOT TESTED: {program} {reason}");
    }
    there
}

/// Runs it beside the server.
async fn output(mut command: Command) -> Output {
    let running = tokio::task::spawn_blocking(move || command.output());
    running.await.expect("no panic").expect("it starts")
}

fn client(program: &str, address: SocketAddr) -> Command {
    let mut command = Command::new(program);
    command.args(["-h", "127.0.0.1", "-p", &address.port().to_string()]);
    command.stdin(Stdio::null());
    command
}

const WRONG_TYPE: &str = "WRONGTYPE Operation against a key holding the wrong kind of value";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redis_cli() {
    if !is_there("redis-cli") {
        return;
    }
    let server = start().await;
    for (args, expected) in [
        (&["ping"][..], "PONG"),
        (&["set", "a", "b c"], "OK"),
        (&["get", "a"], "b c"),
        (
            &["incr", "a"],
            "ERR value is not an integer or out of range",
        ),
        (&["set", "a", "1", "nx"], ""),
        (&["set", "a", "1", "xx", "ex", "100"], "OK"),
        (&["incr", "a"], "2"),
        (&["persist", "a"], "1"),
        (&["ttl", "a"], "-1"),
        (&["set", "b", "1", "px", "100000"], "OK"),
        (&["persist", "b"], "1"),
        (&["expire", "b", "100"], "1"),
        (&["persist", "b"], "1"),
        (&["ttl", "none"], "-2"),
        (&["mset", "c", "3", "d", "4"], "OK"),
        (&["mget", "c", "none", "d"], "3\n\n4"),
        (&["exists", "a", "b", "none"], "2"),
        (&["del", "a", "b", "none"], "2"),
        (&["rpush", "l", "1", "2"], "2"),
        (&["lpush", "l", "0"], "3"),
        (&["lrange", "l", "0", "-1"], "0\n1\n2"),
        (&["lpop", "l"], "0"),
        (&["dbsize"], "3"),
        (&["publish", "news", "x"], "0"),
        (&["config", "get", "databases"], "databases\n1"),
        (&["get", "none"], ""),
        (&["get", "l"], WRONG_TYPE),
        (&["-x", "echo"], ""),
    ] {
        let mut command = client("redis-cli", server.address());
        command.args(args);
        let output = output(command).await;
        assert_eq!(
            String::from_utf8_lossy(&output.stdout).trim_end(),
            expected,
            "{args:?}"
        );
    }
    server.stop("done").await;
}

/// It sends all requests at once, and then an `ECHO` by which it knows the end of the replies.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redis_cli_in_a_pipe() {
    if !is_there("redis-cli") {
        return;
    }
    let server = start().await;
    let mut command = client("redis-cli", server.address());
    command
        .arg("--pipe")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let piped = tokio::task::spawn_blocking(move || {
        let mut child = command.spawn().expect("it starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        let requests = "*2\r\n$4\r\nincr\r\n$1\r\na\r\n".repeat(10_000);
        stdin.write_all(requests.as_bytes()).expect("it reads");
        drop(stdin);
        child.wait_with_output().expect("it ends")
    });
    let output = piped.await.expect("no panic");
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(stdout.contains("errors: 0, replies: 10000"), "{stdout}");
    Client::connect(server.address())
        .await
        .ask("get a\r\n", "$5\r\n10000\r\n")
        .await;
    server.stop("done").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redis_cli_subscribes() {
    if !is_there("redis-cli") {
        return;
    }
    let server = start().await;
    let mut command = client("redis-cli", server.address());
    command.args(["subscribe", "news"]).stdout(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let stdout = child.stdout.take().expect("it is piped");
    wait_for(server.address(), "publish news hello", ":1").await;
    let lines = tokio::task::spawn_blocking(move || {
        let lines = BufReader::new(stdout).lines();
        lines.take(6).collect::<Result<Vec<_>, _>>().expect("UTF-8")
    });
    let lines = lines.await.expect("no panic");
    assert_eq!(
        lines,
        ["subscribe", "news", "1", "message", "news", "hello"]
    );
    child.kill().expect("it is still there");
    child.wait().expect("it ends");
    server.stop("done").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redis_benchmark() {
    if !is_there("redis-benchmark") {
        return;
    }
    let server = start().await;
    for pipeline in ["1", "64"] {
        let mut command = client("redis-benchmark", server.address());
        command.args(["-n", "2000", "-c", "20", "-q", "-r", "100", "-P", pipeline]);
        command.args([
            "-t",
            "ping,set,get,incr,lpush,rpush,lpop,rpop,lrange_100,mset",
        ]);
        let output = output(command).await;
        let stdout = String::from_utf8_lossy(&output.stdout);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{stdout}{stderr}");
        for name in [
            "PING_INLINE",
            "SET",
            "GET",
            "INCR",
            "LPOP",
            "LRANGE_100",
            "MSET (10 keys)",
        ] {
            assert!(
                stdout.contains(name) && !stdout.contains("rror"),
                "{stdout}{stderr}"
            );
        }
    }
    server.stop("done").await;
}

/// A redis on a free port, which ends with this.
struct Redis(Child, SocketAddr);

impl Redis {
    fn start() -> Self {
        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|socket| socket.local_addr());
        let address = port.expect("there is a port");
        let mut command = Command::new("redis-server");
        command.args(["--port", &address.port().to_string(), "--bind", "127.0.0.1"]);
        command.args(["--save", "", "--appendonly", "no"]);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        let redis = Self(child.expect("it starts"), address);
        for _ in 0..1000 {
            if TcpStream::connect(address).is_ok() {
                return redis;
            }
            sleep(Duration::from_millis(10));
        }
        panic!("redis does not listen");
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The replies to the requests, each followed by an `ECHO`, after which the next one is sent.
fn replies(address: SocketAddr, requests: &[&str]) -> Vec<String> {
    let stream = TcpStream::connect(address).expect("it listens");
    let mut lines = BufReader::new(stream.try_clone().expect("a socket")).lines();
    let mut stream = stream;
    let reply = |request: &&str| {
        write!(stream, "{request}\r\necho --end--\r\n").expect("it reads");
        let mut reply = String::new();
        loop {
            let line = lines.next().expect("a reply").expect("UTF-8");
            if line == "--end--" {
                break;
            }
            reply += &line;
            reply.push('\n');
        }
        // The beginning of the reply to `ECHO`.
        reply.strip_suffix("$7\n").expect("its length").to_owned()
    };
    requests.iter().map(reply).collect()
}

/// What is said until the connection is closed.
fn last_words(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut words = String::new();
    stream
        .read_to_string(&mut words)
        .expect("it is not broken off");
    words
}

/// Each with something before that is answered.
const MALFORMED: &[&str] = &[
    "ping\r\n*x\r\n",
    "ping\r\n*99999999999999999999\r\n",
    "ping\r\n*1\r\n!\r\n",
    "ping\r\n*1\r\n$x\r\n",
    "ping\r\n*1\r\n$-2\r\n",
    "ping\r\n*1\r\n$99999999999\r\n",
    "ping\r\n*0\r\n*-1\r\n\r\n*1\r\n$4\r\nPING\r\n*1\r\nquit\r\n",
    "ping\r\nget 'a\r\n",
    "ping\r\nget \"a\"b\r\n",
    "ping\r\n  \"QU\\x49T\" \r\n",
];

/// A script of all commands that answer alike, with what is wrong in each.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_are_those_of_redis() {
    if !is_there("redis-server") {
        return;
    }
    const SCRIPT: &str = r#"
        ping
        ping a
        ping a b
        echo ""
        echo
        set a 1
        set a "b c" get
        set a 2 nx
        set a 2 nx get
        set z 2 xx
        set a 2 nx xx
        set a 2 ex
        set a 2 ex 0
        set a 2 ex -5
        set a 2 px x
        set a 2 ex 9223372036854775807
        set a 2 ex 1 px 1
        set a 2 ex 1 keepttl
        set a
        set a 5 ex 100
        ttl a
        set a 6 keepttl
        ttl a
        incr a
        ttl a
        persist a
        persist a
        ttl a
        pttl a
        ttl none
        pttl none
        expire none 10
        expire a x
        expire a 9223372036854775807
        pexpire a 9223372036854775807
        expire a 100
        ttl a
        expire a -1
        exists a
        incr n
        decr n
        incrby n 10
        decrby n 3
        incrby n 9223372036854775807
        incrby n +1
        incrby n ""
        decrby n -9223372036854775808
        get n
        set n 01
        incr n
        set n " 1"
        incr n
        mset a 1 b 2 c 3
        mset a 1 b
        mget a b none c
        mget
        del a a b none
        exists c c none
        rpush l a b c
        lpush l d e
        llen l
        llen none
        llen c
        get l
        incr l
        mget l c
        set l 1 get
        lpush c 1
        lrange l 0 -1
        lrange l -3 -2
        lrange l 2 1
        lrange l 5 10
        lrange l -100 100
        lrange l a b
        lrange none 0 -1
        lrange c 0 -1
        lpop l
        rpop l
        lpop l 0
        lpop l -1
        lpop l x
        rpop l 2
        lpop l 1 2
        lpop l 9
        lpop l 9
        lpop l
        rpop c
        exists l
        select 0
        select 99
        select x
        nonsense
        nonsense a 'b c'
        dbsize
        dbsize x
        config get save
        config get maxclients nothing
        unsubscribe
        unsubscribe x
        publish x y
        publish x
        flushall
        dbsize
    "#;
    let server = start().await;
    let requests: Vec<_> = SCRIPT
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let address = server.address();
    let compared = tokio::task::spawn_blocking(move || {
        let redis = Redis::start();
        for request in MALFORMED {
            let (ours, theirs) = (last_words(address, request), last_words(redis.1, request));
            assert_eq!(ours, theirs, "ours and theirs, to: {request:?}");
        }
        let (ours, theirs) = (replies(address, &requests), replies(redis.1, &requests));
        for ((request, ours), theirs) in requests.iter().zip(ours).zip(theirs) {
            assert_eq!(ours, theirs, "ours and theirs, to: {request}");
        }
    });
    compared.await.expect("all answers are the same");
    server.stop("done").await;
}
