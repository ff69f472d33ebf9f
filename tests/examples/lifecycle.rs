//! `lifecycle`: its time line has the order that it promises, and Ctrl-C ends it.

use std::process::Command;

use super::{assert_quiet, example};

fn lifecycle(args: &[&str]) -> Command {
    let mut command = example("lifecycle", "lifecycle");
    command.args(args);
    command
}

/// The time line, and what follows it.
struct Printed {
    /// Part and event of each row.
    rows: Vec<(String, String)>,
    summary: Vec<String>,
}

impl Printed {
    fn parse(stdout: &[u8]) -> Self {
        let text = std::str::from_utf8(stdout).expect("it is UTF-8");
        let (rows, summary) = text.split_once("\n\n").unwrap_or((text, ""));
        let mut rows = rows.lines();
        let head = rows.next().expect("a head");
        let starts = ["part", "what happens", "waits for"].map(|name| head.find(name).unwrap());
        let mut last = 0.0;
        let rows = rows.map(|row| {
            let cell = |i: usize| {
                let end = starts
                    .get(i + 1)
                    .map_or(row.len(), |end| row.len().min(*end));
                row[starts[i]..end].trim().to_owned()
            };
            let time: f64 = row[..starts[0]].trim().parse().expect("a time");
            assert!(time >= last, "back in time: {row}");
            last = time;
            (cell(0), cell(1))
        });
        Self {
            rows: rows.collect(),
            summary: summary.lines().map(str::to_owned).collect(),
        }
    }

    /// The rows of such parts with such events.
    fn all(&self, part: &str, event: &str) -> Vec<usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| row.0.starts_with(part) && row.1.starts_with(event))
            .map(|(i, _)| i)
            .collect()
    }

    #[track_caller]
    fn one(&self, part: &str, event: &str) -> usize {
        let found = self.all(part, event);
        assert_eq!(found.len(), 1, "{part} {event}: {:#?}", self.rows);
        found[0]
    }

    /// Each row comes after the one before it.
    #[track_caller]
    fn assert_order(&self, rows: &[(&str, &str)]) {
        let found: Vec<_> = rows
            .iter()
            .map(|(part, event)| self.one(part, event))
            .collect();
        assert!(found.is_sorted(), "{rows:?}: {:#?}", self.rows);
    }

    /// So many parts with this event, all of them between two rows.
    #[track_caller]
    fn assert_between(&self, after: (&str, &str), n: usize, part: &str, before: (&str, &str)) {
        let (after, before) = (self.one(after.0, after.1), self.one(before.0, before.1));
        let done = self.all(part, "done");
        assert_eq!(done.len(), n, "{part}: {:#?}", self.rows);
        assert!(
            done.iter().all(|row| (after..before).contains(row)),
            "{part}: {:#?}",
            self.rows
        );
    }
}

#[test]
fn who_waits_for_whom() {
    let output = lifecycle(&["--clients", "5", "--workers", "3", "--deadline", "3"])
        .output()
        .expect("the program starts");
    assert_quiet(&output, 0);
    let printed = Printed::parse(&output.stdout);

    // The load begins when all are ready, and only then.
    let ready = printed.one("service", "ready");
    for (part, n) in [("listener", 1), ("worker ", 3), ("job ", 2)] {
        let rows = printed.all(part, "ready");
        assert_eq!(rows.len(), n, "{part}");
        assert!(rows.iter().all(|row| *row < ready), "{part}");
    }
    printed.assert_order(&[
        ("service", "starts"),
        ("service", "ready"),
        ("load", "begins"),
        ("service", "stop asked: half of the answers are in"),
        ("listener", "told to stop"),
        ("connections", "ended"),
        ("listener", "ended"),
        ("workers", "told to stop"),
        ("job flush", "done"),
        ("service", "the deadline is over"),
        ("job snapshot", "cut off"),
        ("jobs", "ended"),
        ("workers", "ended"),
        ("service", "ended"),
    ]);
    // Everybody who is waited for.
    let asked = ("service", "stop asked");
    printed.assert_between(asked, 5, "connection ", ("connections", "ended"));
    let accepts_no_more = printed.one("listener", "accepts no more");
    assert!(accepts_no_more < printed.one("listener", "ended"));
    printed.assert_between(
        ("workers", "told to stop"),
        3,
        "worker ",
        ("workers", "ended"),
    );

    assert_eq!(printed.summary.len(), 4, "{:#?}", printed.summary);
    assert!(printed.summary[0].ends_with("5 served, 0 failed"));
    assert!(printed.summary[1].contains("right, 0 wrong"));
    assert!(printed.summary[2].ends_with("1 done, 1 cut off at the deadline"));
}

/// With no time at all everything that may be is cut off, and the rest ends all the same.
#[test]
fn a_deadline_that_is_over_at_once() {
    let output = lifecycle(&["--deadline", "0"]).output();
    let output = output.expect("the program starts");
    let printed = Printed::parse(&output.stdout);
    // A client that was cut off has failed.
    let status = output.status.code();
    assert!(status == Some(0) || status == Some(1), "{status:?}");
    printed.assert_order(&[("connections", "ended"), ("listener", "ended")]);
    printed.assert_order(&[
        ("jobs", "ended"),
        ("workers", "ended"),
        ("service", "ended"),
    ]);
    assert_eq!(printed.all("job ", "cut off").len(), 2);
}

#[test]
fn wrong_options() {
    for (option, value) in [
        ("--clients", "0"),
        ("--requests", "many"),
        ("--workers", "65"),
        ("--deadline", "-1"),
        ("--deadline", "NaN"),
        ("--dedline", "1"),
    ] {
        let arg = format!("{option}={value}");
        let output = lifecycle(&[&arg]).output().expect("the program starts");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        assert!(String::from_utf8_lossy(&output.stderr).contains(option));
    }
}

#[cfg(unix)]
mod unix {
    use std::io::{BufRead, BufReader, Read};

    use super::*;
    use crate::unix::Running;

    /// Sends SIGINT after each of these events, and returns what was printed.
    fn interrupted(args: &[&str], status: i32, after: &[&str]) -> Printed {
        let mut running = Running::start(&mut lifecycle(args));
        let stdout = running.0.stdout.take().expect("it is piped");
        let (mut stdout, mut text) = (BufReader::new(stdout), String::new());
        for event in after {
            loop {
                let begin = text.len();
                let read = stdout.read_line(&mut text).expect("UTF-8");
                assert!(read > 0, "it ended before {event:?}:\n{text}");
                if text[begin..].contains(event) {
                    break;
                }
            }
            running.interrupt();
        }
        stdout.read_to_string(&mut text).expect("UTF-8");
        assert_eq!(
            running.0.wait().expect("it ends").code(),
            Some(status),
            "{text}"
        );
        Printed::parse(text.as_bytes())
    }

    /// A load that would take hours.
    const LOAD: &str = "--requests=1000000";

    #[test]
    fn one_ctrl_c_is_a_graceful_stop() {
        let printed = interrupted(&[LOAD, "--deadline=1"], 0, &["begins"]);
        printed.assert_order(&[
            ("load", "begins"),
            ("service", "stop asked: Ctrl-C"),
            ("connections", "ended"),
            ("listener", "ended"),
            ("jobs", "ended"),
            ("workers", "ended"),
            ("service", "ended"),
        ]);
        assert!(
            printed.summary[3].ends_with(": Ctrl-C"),
            "{:#?}",
            printed.summary
        );
    }

    #[test]
    fn another_one_forces_the_end() {
        // The jobs would go on for a quarter of an hour.
        let args = [LOAD, "--deadline=3600"];
        let printed = interrupted(&args, 130, &["begins", "stop asked"]);
        printed.assert_order(&[
            ("service", "stop asked: Ctrl-C"),
            ("service", "a second Ctrl-C"),
        ]);
        assert!(printed.all("service", "ended").is_empty());
        assert!(printed.summary.is_empty());
    }
}
