//! `kv_server`, the program; what it does is tested in `tests/kv_server.rs`.

use std::net::TcpListener;

use super::*;

fn kv_server<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Command {
    let mut command = example("kv_server", "kv_server");
    command.args(args);
    command
}

#[test]
fn wrong_options_are_errors() {
    for (option, value) in [
        ("--port", "65536"),
        ("--bind", "nowhere"),
        ("--max-clients", "0"),
        ("--shards", "0"),
        ("--backlog", "0"),
        ("--sweep", "0"),
        ("--grace", "soon"),
    ] {
        let output = kv_server([option, value]).output();
        let output = output.expect("the program starts");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        assert!(String::from_utf8_lossy(&output.stderr).contains(option));
    }
}

#[test]
fn a_port_that_is_in_use_is_an_error() {
    let socket = TcpListener::bind(("127.0.0.1", 0)).expect("there is a port");
    let address = socket.local_addr().expect("it is bound");
    let output = kv_server(["--port", &address.port().to_string()]).output();
    let output = output.expect("the program starts");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(
        stderr.starts_with(&format!("error: {address}: ")),
        "{stderr}"
    );
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}

#[cfg(unix)]
mod unix {
    use std::{
        io::{BufRead, BufReader, Read, Write},
        net::TcpStream,
    };

    use super::*;
    use crate::unix::Running;

    #[test]
    fn after_ctrl_c_it_says_what_it_did() {
        let mut running = Running::start(&mut kv_server(["--port", "0", "--shards", "1"]));
        let stdout = running.0.stdout.take().expect("it is piped");
        let (mut stdout, mut text) = (BufReader::new(stdout), String::new());
        stdout.read_line(&mut text).expect("UTF-8");
        let address = text.trim_end().strip_prefix("listening on ").expect(&text);

        let mut client = TcpStream::connect(address).expect("it listens");
        client
            .write_all(b"set a 1\r\nincr a\r\n")
            .expect("it reads");
        let mut replies = [0; "+OK\r\n:2\r\n".len()];
        client.read_exact(&mut replies).expect("it answers");
        assert_eq!(&replies, b"+OK\r\n:2\r\n");

        running.wait_until_it_has_read(0);
        running.interrupt();
        assert_eq!(client.read(&mut [0; 9]).expect("it is closed"), 0);
        let mut text = String::new();
        stdout.read_to_string(&mut text).expect("UTF-8");
        assert_eq!(running.0.wait().expect("it ends").code(), Some(0));
        let expected = "clients     1 accepted, 0 of them turned away\n\
                        commands    2\n\
                        broken off  0 protocol errors, 0 slow subscribers\n\
                        stopped by  Ctrl-C\n";
        assert_eq!(text, expected);
    }
}
