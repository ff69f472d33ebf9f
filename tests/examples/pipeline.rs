//! `pipeline`, held against a plain pass over the same log.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
};

use super::*;

fn pipeline<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Command {
    let mut command = example("pipeline", "pipeline");
    command.args(args);
    command
}

/// The output on the standard output, of a run that has to succeed.
fn stdout(command: &mut Command) -> String {
    let output = command.output().expect("the program starts");
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn sample(lines: u32) -> String {
    stdout(&mut pipeline(["--generate", &lines.to_string()]))
}

/// The report, made line by line.
fn plain_pass(log: &[u8]) -> String {
    let mut lines: Vec<_> = log.split(|byte| *byte == b'\n').collect();
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    let (mut malformed, mut sent) = (0, 0);
    let mut clients = BTreeSet::new();
    let (mut statuses, mut paths) = (BTreeMap::new(), BTreeMap::<_, u64>::new());
    for line in &lines {
        let text = str::from_utf8(line).ok().filter(|text| text.len() < 65_536);
        let words: Vec<_> = text.unwrap_or_default().split_whitespace().collect();
        match words[..] {
            [client, _, _, _, _, _, path, "HTTP/1.1\"", status, bytes, ..] => {
                clients.insert(client);
                *statuses.entry(status).or_insert(0) += 1;
                *paths
                    .entry(path.split_once('?').map_or(path, |(path, _)| path))
                    .or_default() += 1;
                sent += bytes.parse().unwrap_or(0);
            }
            _ => malformed += 1,
        }
    }
    let mut report = String::new();
    let mut row = |n: u64, what: &str| writeln!(report, "{n:>12} {what}").unwrap();
    row(lines.len() as u64, "lines");
    row(malformed, "malformed");
    row(sent, "bytes sent");
    row(clients.len() as u64, "clients\n\nrequests by status:");
    for (status, n) in statuses {
        row(n, status);
    }
    write!(report, "\nmost requested of {} paths:\n", paths.len()).unwrap();
    let mut paths: Vec<_> = paths.into_iter().collect();
    paths.sort_by_key(|(_, n)| u64::MAX - n);
    for (path, n) in paths.iter().take(10) {
        writeln!(report, "{n:>12} {path}").unwrap();
    }
    report
}

#[test]
fn the_log_of_the_repository_is_the_default() {
    let log = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/pipeline/access.log");
    let log = fs::read_to_string(log).expect("readable");
    assert!(log == sample(2000), "it is what `--generate 2000` prints");
    assert_eq!(stdout(&mut pipeline([""; 0])), plain_pass(log.as_bytes()));
}

#[test]
fn any_number_of_workers_reports_what_a_plain_pass_does() {
    let mut log = sample(5000).into_bytes();
    let head = br#"198.51.100.7 - ann [01/Jan/2026:00:00:14 +0000] "GET /odd"#;
    for odd in [
        &b" HTTP/1.1\" 200 17\r\n"[..],
        b" HTTP/1.1\" 200 17 \"https://example.com/\" \"a browser\"\n",
        b"?a=b?c HTTP/1.1\" 200 17\n",
        b"/\xff HTTP/1.1\" 200 17\n",
        b" HTTP/1.1\n",
        b"\n\n \n",
    ] {
        log.extend_from_slice(&[head, odd].concat());
    }
    // One byte less than too long, and too long, and far too long; longer than any batch, each.
    for length in [65_535, 65_536, 200_000] {
        let rest = b" HTTP/1.1\" 200 17";
        log.extend_from_slice(head);
        log.resize(log.len() + length - head.len() - rest.len(), b'x');
        log.extend_from_slice(rest);
        log.push(b'\n');
    }
    log.extend_from_slice(&[head, &b" HTTP/1.1\" 404 -"[..]].concat());
    let dir = tree([("log", &log)]);
    let expected = plain_pass(&log);
    for args in [
        ["-w", "1", "-c", "1"],
        ["-w", "3", "-c", "1"],
        ["-w", "64", "-c", "1000"],
    ] {
        assert_eq!(stdout(pipeline(args).arg(dir.path().join("log"))), expected);
    }
    assert_eq!(
        stdout(pipeline(["--slow", "read=1"]).arg(dir.path().join("log"))),
        expected
    );
}

#[test]
fn lines_that_are_no_requests_are_malformed() {
    let good = r#"::1 - - [t] "GET / HTTP/1.1" 200 1"#;
    let bad = [
        r#"::1 - - [t] "GET / HTTP/1.1" many 1"#,
        r#"::1 - - [t] "GET / HTTP/1.1" 99 1"#,
        r#"::1 - - [t] "GET / HTTP/1.1" 200 one"#,
        r#"::1 - - [t] "GET /" 200 1"#,
        r#"::1 - - t "GET / HTTP/1.1" 200 1"#,
        r#"::1 - - [t] GET / HTTP/1.1 200 1"#,
        "",
    ];
    let dir = tree([("log", [&bad[..], &[good]].concat().join("\n"))]);
    let report = stdout(&mut pipeline([dir.path().join("log")]));
    let lines: Vec<_> = report.lines().map(str::trim).take(3).collect();
    assert_eq!(lines, ["8 lines", "7 malformed", "1 bytes sent"]);
}

#[test]
fn an_empty_log_is_no_error() {
    let dir = tree([("log", "")]);
    let report = stdout(&mut pipeline([dir.path().join("log")]));
    assert_eq!(report, plain_pass(b""));
}

#[test]
fn a_log_that_is_not_there_is_an_error() {
    let dir = tree([("a", "a\n")]);
    for (path, why) in [("missing", "missing: "), ("", "directory")] {
        let output = pipeline([dir.path().join(path)]).output();
        let output = output.expect("the program starts");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        assert!(
            stderr.starts_with("error: ") && stderr.contains(why),
            "{stderr}"
        );
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}

#[test]
fn wrong_options_are_errors() {
    for args in [
        &["--workers", "0"][..],
        &["--capacity", "0"],
        &["--slow", "sort=1"],
        &["--slow", "parse=soon"],
        &["--generate", "1", "log"],
    ] {
        let output = pipeline(args).output().expect("the program starts");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        assert!(String::from_utf8_lossy(&output.stderr).contains(args[0]));
    }
}

#[cfg(unix)]
mod unix {
    use std::{
        io::{BufRead, BufReader, Write},
        thread::sleep,
        time::Duration,
    };

    use super::*;
    use crate::unix::Running;

    #[test]
    fn a_log_that_cannot_be_read_to_its_end_is_an_error() {
        // Whoever opens it finds nothing at the address 0: an error of `read`.
        let memory = "/proc/self/mem";
        if !Path::new(memory).exists() {
            return println!("not tested: no {memory} here");
        }
        let output = pipeline([memory]).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(1));
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.starts_with("error: /proc/self/mem: "), "{stderr}");
        let report = String::from_utf8_lossy(&output.stdout);
        assert!(report.starts_with("not read to the end: "), "{report}");
    }

    #[test]
    fn ctrl_c_finishes_what_is_in_the_queues() {
        let log = sample(400);
        let mut command = pipeline(["-w", "3", "-c", "2", "--slow", "aggregate=20"]);
        command.arg("/dev/stdin").stdin(Stdio::piped());
        let mut running = Running::start(&mut command);
        // It is never closed: a read is under way for ever.
        let mut stdin = running.0.stdin.take().expect("it is piped");
        stdin.write_all(log.as_bytes()).expect("it is open");
        let is_known = running.wait_until_it_has_read(log.len() as u64);
        running.interrupt();
        let output = running.end();
        assert_eq!(output.status.code(), Some(0));

        let report = String::from_utf8(output.stdout).expect("UTF-8");
        let (stopped, report) = report.split_once('\n').expect("many lines");
        let n = stopped.strip_prefix("stopped early by Ctrl-C: this is of the first ");
        let n = n.and_then(|n| n.strip_suffix(" lines"));
        let n: usize = n.and_then(|n| n.parse().ok()).expect(stopped);
        // All that was sent, and with no gap.
        let first: String = log.split_inclusive('\n').take(n).collect();
        assert_eq!(report, plain_pass(first.as_bytes()));
        assert!(n > 0 || !is_known);
    }

    #[test]
    fn queues_before_a_slow_stage_fill_up_and_a_second_ctrl_c_ends_it_at_once() {
        let dir = tree([("log", sample(5000))]);
        let args = ["-w", "2", "-c", "3", "--slow", "aggregate=4000000000"];
        let mut running = Running::start(pipeline(args).arg(dir.path().join("log")));
        let stderr = BufReader::new(running.0.stderr.take().expect("it is piped"));
        let full = " read  read > 3/3 > parse > 3/3 > aggregate  0 lines";
        let lines = stderr.lines().map(|line| line.expect("readable"));
        // One each second, if there is nobody else on the machine.
        let last = lines.take(60).find(|line| line.ends_with(full));
        assert!(last.is_some(), "they do not fill up");
        let status = loop {
            // More than two, because signals that come together are one.
            running.interrupt();
            if let Some(status) = running.0.try_wait().expect("it is ours") {
                break status;
            }
            sleep(Duration::from_millis(20));
        };
        assert_eq!(status.code(), Some(130));
    }
}
