//! What each command does, run on a store without a connection. The time is an argument.

use std::{sync::Arc, time::Duration};

use super::*;
use crate::{config::Config, protocol::Decoder, state::State};

/// A session, and the time.
struct Bench {
    session: Session,
    input: Decoder,
    now: Instant,
}

impl Bench {
    fn new() -> Self {
        let config = Config::default();
        Self {
            input: Decoder::new(config.limits),
            session: Session::new(Arc::new(State::new(config))),
            now: Instant::now(),
        }
    }

    /// Runs an inline command. Returns the reply, with blanks for the ends of its lines.
    async fn run(&mut self, command: &str) -> String {
        self.input.feed(format!("{command}\r\n").as_bytes());
        let request = self.input.next().expect(command).expect(command);
        execute(&mut self.session, request, self.now).await;
        let reply = String::from_utf8_lossy(self.session.output.as_bytes()).replace("\r\n", " ");
        self.session.output.clear();
        reply.trim_end().to_owned()
    }

    /// Runs a table of commands with their replies.
    async fn check(&mut self, table: &[(&str, &str)]) {
        for (command, reply) in table {
            assert_eq!(self.run(command).await, *reply, "{command}");
        }
    }

    fn pass(&mut self, millis: u64) {
        self.now += Duration::from_millis(millis);
    }
}

const WRONG_TYPE: &str = "-WRONGTYPE Operation against a key holding the wrong kind of value";
const NOT_AN_INTEGER: &str = "-ERR value is not an integer or out of range";

#[tokio::test]
async fn strings() {
    let mut bench = Bench::new();
    bench
        .check(&[
            ("get a", "$-1"),
            ("SET a 'b c'", "+OK"),
            ("gEt a", "$3 b c"),
            ("set a ''", "+OK"),
            ("get a", "$0"),
            ("set a 1 nx", "$-1"),
            ("set b 1 xx", "$-1"),
            ("set b 1 nx", "+OK"),
            ("set b 2 XX", "+OK"),
            ("set b 3 get", "$1 2"),
            ("set b 4 nx get", "$1 3"),
            ("set c 4 nx get", "$-1"),
            ("mget b c d", "*3 $1 3 $1 4 $-1"),
            ("mset a 1 d 2 a 3", "+OK"),
            ("mget a d", "*2 $1 3 $1 2"),
            ("rpush list 1", ":1"),
            ("get list", WRONG_TYPE),
            ("set list 1 get", WRONG_TYPE),
            ("llen list", ":1"),
            ("mget list a", "*2 $-1 $1 3"),
            ("set list 1", "+OK"),
            ("set a 1 nx xx", "-ERR syntax error"),
            ("set a 1 soon", "-ERR syntax error"),
            ("set a 1 ex", "-ERR syntax error"),
            ("set a 1 ex 1 px 1", "-ERR syntax error"),
            ("set a 1 ex 1 keepttl", "-ERR syntax error"),
            ("set a 1 ex soon", NOT_AN_INTEGER),
            ("set a 1 ex 0", "-ERR invalid expire time in 'set' command"),
            ("set a 1 px -1", "-ERR invalid expire time in 'set' command"),
            (
                "set a 1 ex 9223372036854775807",
                "-ERR invalid expire time in 'set' command",
            ),
            ("get a", "$1 3"),
        ])
        .await;
}

#[tokio::test]
async fn numbers() {
    let mut bench = Bench::new();
    bench
        .check(&[
            ("incr n", ":1"),
            ("incrby n 41", ":42"),
            ("decr n", ":41"),
            ("decrby n -1", ":42"),
            ("get n", "$2 42"),
            ("incrby n 1.5", NOT_AN_INTEGER),
            (
                "incrby n 9223372036854775807",
                "-ERR increment or decrement would overflow",
            ),
            ("set n 9223372036854775807", "+OK"),
            ("incr n", "-ERR increment or decrement would overflow"),
            ("set n -9223372036854775808", "+OK"),
            ("decr n", "-ERR increment or decrement would overflow"),
            (
                "decrby n -9223372036854775808",
                "-ERR decrement would overflow",
            ),
            ("get n", "$20 -9223372036854775808"),
            ("set n 01", "+OK"),
            ("incr n", NOT_AN_INTEGER),
            ("rpush list 1", ":1"),
            ("incr list", WRONG_TYPE),
        ])
        .await;
}

#[tokio::test]
async fn keys() {
    let mut bench = Bench::new();
    bench
        .check(&[
            ("mset a 1 b 2 c 3", "+OK"),
            ("exists a b x a", ":3"),
            ("dbsize", ":3"),
            ("del a x a b", ":2"),
            ("exists a b c", ":1"),
            ("flushall", "+OK"),
            ("dbsize", ":0"),
            ("get c", "$-1"),
        ])
        .await;
}

#[tokio::test]
async fn keys_expire_at_their_time() {
    let mut bench = Bench::new();
    bench
        .check(&[
            ("ttl a", ":-2"),
            ("set a 1 ex 10", "+OK"),
            ("ttl a", ":10"),
            ("pttl a", ":10000"),
            ("set b 1", "+OK"),
            ("pttl b", ":-1"),
            ("persist b", ":0"),
            ("expire b 5", ":1"),
            ("expire x 5", ":0"),
            ("incr b", ":2"),
            ("ttl b", ":5"),
            ("set c 1 px 5000", "+OK"),
            ("set c 2 keepttl", "+OK"),
            ("set d 1 px 5000", "+OK"),
            ("set d 2", "+OK"),
            ("set e 1 px 5000", "+OK"),
            ("persist e", ":1"),
            (
                "expire e 9223372036854775807",
                "-ERR invalid expire time in 'expire' command",
            ),
            ("pexpire e soon", NOT_AN_INTEGER),
            ("rpush l 1 2", ":2"),
            ("pexpire l 5000", ":1"),
        ])
        .await;
    bench.pass(4999);
    bench
        .check(&[
            ("mget b c d e", "*4 $1 2 $1 2 $1 2 $1 1"),
            ("pttl b", ":1"),
            ("ttl a", ":5"),
            ("dbsize", ":6"),
        ])
        .await;
    bench.pass(1);
    bench
        .check(&[
            ("get b", "$-1"),
            ("pttl c", ":-2"),
            ("exists d e l", ":2"),
            ("set b 1 xx", "$-1"),
            ("incr c", ":1"),
            ("pttl c", ":-1"),
            ("rpush l 1", ":1"),
            ("persist a", ":1"),
            ("expire d 0", ":1"),
            ("expire d -1", ":0"),
        ])
        .await;
    bench.pass(3_600_000);
    bench
        .check(&[("mget a c d e", "*4 $1 1 $1 1 $-1 $1 1"), ("dbsize", ":4")])
        .await;
}

#[tokio::test]
async fn lists() {
    let mut bench = Bench::new();
    bench
        .check(&[
            ("rpush l a b", ":2"),
            ("lpush l c d", ":4"),
            ("llen l", ":4"),
            ("lrange l 0 -1", "*4 $1 d $1 c $1 a $1 b"),
            ("lrange l -100 1", "*2 $1 d $1 c"),
            ("lrange l 2 100", "*2 $1 a $1 b"),
            ("lrange l 2 1", "*0"),
            ("lrange l 4 9", "*0"),
            ("lrange l -1 -2", "*0"),
            (
                "lrange l -9223372036854775808 9223372036854775807",
                "*4 $1 d $1 c $1 a $1 b",
            ),
            ("lrange l 9223372036854775807 -9223372036854775808", "*0"),
            ("lrange l 0 x", NOT_AN_INTEGER),
            ("lpop l", "$1 d"),
            ("rpop l", "$1 b"),
            ("lpop l 0", "*0"),
            ("lpop l -1", "-ERR value is out of range, must be positive"),
            ("rpop l 9", "*2 $1 a $1 c"),
            ("exists l", ":0"),
            ("lpop l", "$-1"),
            ("lpop l 1", "*-1"),
            ("llen l", ":0"),
            ("lrange l 0 -1", "*0"),
            (
                "lpop l 1 2",
                "-ERR wrong number of arguments for 'lpop' command",
            ),
            ("set s 1", "+OK"),
            ("lpush s 1", WRONG_TYPE),
            ("rpop s", WRONG_TYPE),
            ("llen s", WRONG_TYPE),
            ("lrange s 0 1", WRONG_TYPE),
        ])
        .await;
}

#[tokio::test]
async fn what_clients_ask_before_they_begin() {
    let mut bench = Bench::new();
    let count = table::COMMANDS.len();
    bench
        .check(&[
            ("ping", "+PONG"),
            ("ping a", "$1 a"),
            (
                "ping a b",
                "-ERR wrong number of arguments for 'ping' command",
            ),
            ("echo 'a b'", "$3 a b"),
            ("select 0", "+OK"),
            ("select 1", "-ERR DB index is out of range"),
            ("select a", NOT_AN_INTEGER),
            ("command count", &format!(":{count}")),
            ("command docs", "*0"),
            ("command x", "-ERR unknown subcommand 'x' of 'command'"),
            ("config get save", "*2 $4 save $0"),
            (
                "config get SAVE maxclients x",
                "*4 $10 maxclients $5 10000 $4 save $0",
            ),
            ("config get x", "*0"),
            (
                "config get",
                "-ERR wrong number of arguments for 'config|get' command",
            ),
            (
                "config set save x",
                "-ERR unknown subcommand 'set' of 'config'",
            ),
        ])
        .await;
    let list = bench.run("command").await;
    assert!(list.starts_with(&format!("*{count} *6 $3 get :2 *0 :1 :1 :1 *6 $3 set :-3 ")));
    bench
        .check(&[("mset a 1 b 2", "+OK"), ("expire a 9", ":1")])
        .await;
    let info = bench.run("info").await;
    for line in [
        "connected_clients:0",
        "maxclients:10000",
        "db0:keys=2,expires=1",
    ] {
        assert!(info.contains(line), "{info}");
    }
    assert!(!bench.session.is_over);
    bench.check(&[("quit", "+OK")]).await;
    assert!(bench.session.is_over);
}

#[tokio::test]
async fn every_command_checks_its_arity() {
    let mut bench = Bench::new();
    for command in table::COMMANDS {
        let name = command.name;
        let error = format!("-ERR wrong number of arguments for '{name}' command");
        let least = command.arity.unsigned_abs() as usize;
        if least > 1 {
            let too_few = [name].repeat(least - 1).join(" ");
            assert_eq!(bench.run(&too_few).await, error);
        }
        if command.arity > 0 {
            let too_many = [name].repeat(least + 1).join(" ");
            assert_eq!(bench.run(&too_many).await, error);
        }
    }
    bench
        .check(&[
            (
                "mset a 1 b",
                "-ERR wrong number of arguments for 'mset' command",
            ),
            (
                "foo",
                "-ERR unknown command 'foo', with args beginning with:",
            ),
            (
                "Foo a 'b c'",
                "-ERR unknown command 'Foo', with args beginning with: 'a' 'b c'",
            ),
            (
                r#""a\r\n+OK""#,
                "-ERR unknown command 'a  +OK', with args beginning with:",
            ),
            (
                r#""\xff""#,
                "-ERR unknown command '\u{fffd}', with args beginning with:",
            ),
        ])
        .await;
    let long = bench.run(&["x"; 1000].join(" ")).await;
    assert!(long.len() < 300, "{long}");
}

#[tokio::test]
async fn a_subscriber_is_told_what_it_may_do() {
    let mut bench = Bench::new();
    bench
        .check(&[
            ("unsubscribe", "*3 $11 unsubscribe $-1 :0"),
            ("unsubscribe a", "*3 $11 unsubscribe $1 a :0"),
            ("subscribe a b a", "*3 $9 subscribe $1 a :1 *3 $9 subscribe $1 b :2 *3 $9 subscribe $1 a :2"),
            (
                "get a",
                "-ERR Can't execute 'get': only SUBSCRIBE / UNSUBSCRIBE / PING / QUIT are allowed in \
                 this context",
            ),
            ("ping", "*2 $4 pong $0"),
            ("ping x", "*2 $4 pong $1 x"),
            ("unsubscribe a", "*3 $11 unsubscribe $1 a :1"),
            ("unsubscribe", "*3 $11 unsubscribe $1 b :0"),
            ("get a", "$-1"),
            ("publish a x", ":0"),
        ])
        .await;
    let many: Vec<_> = (0..128).map(|n| format!("c{n}")).collect();
    let reply = bench.run(&format!("subscribe {}", many.join(" "))).await;
    assert!(reply.ends_with("$4 c127 :128"), "{reply}");
    bench
        .check(&[(
            "subscribe a",
            "-ERR a client may subscribe to 128 channels at most",
        )])
        .await;
}

#[tokio::test]
async fn a_reply_that_is_too_long_is_an_error() {
    let mut bench = Bench::new();
    bench.session.output = crate::protocol::Output::new(1000);
    bench
        .check(&[(&format!("set a {}", "x".repeat(400)), "+OK")])
        .await;
    let get = bench.run("mget a a").await;
    assert_eq!(get.len(), "*2 ".len() + 2 * "$400  ".len() + 800 - 1);
    bench
        .check(&[
            ("mget a a a", "-ERR the reply is too long"),
            ("ping", "+PONG"),
        ])
        .await;
}
