//! `actor`: what it counts, held against what it was given.

use super::*;

fn actor<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Command {
    let mut command = example("actor", "actor");
    command.args(args);
    command
}

/// What `actor` printed.
#[derive(Debug)]
struct Printed {
    /// How many readings there had been at each tick.
    ticks: Vec<u64>,
    /// The name of a sensor, and the number of its readings, the least, mean and greatest of them.
    sensors: BTreeMap<String, (u64, [String; 3])>,
    readings: Vec<u64>,
    connections: Vec<u64>,
    commands: Vec<u64>,
    stopped_by: String,
}

impl Printed {
    fn parse(stdout: &[u8]) -> Self {
        let text = str::from_utf8(stdout).expect("UTF-8");
        let parts: Vec<_> = text.split("\n\n").collect();
        // Without a tick there is nothing before the first empty line.
        let [ticks, table, summary] = parts[..] else {
            let [table, summary] = parts[..] else {
                panic!("not the expected parts:\n{text}");
            };
            return Self::parse(format!("\n{table}\n\n{summary}").as_bytes());
        };
        let ticks = ticks.lines().map(|line| numbers(line)[0]).collect();
        let sensors = table.lines().skip(1).map(|line| {
            let fields: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
            let [name, readings, least, mean, greatest] = <[_; 5]>::try_from(fields).expect(line);
            let readings = readings.parse().expect("a number");
            (name, (readings, [least, mean, greatest]))
        });
        let mut rows = summary.lines();
        let mut row = |name: &str| {
            let line = rows.next().and_then(|line| line.strip_prefix(name));
            line.unwrap_or_else(|| panic!("no {name} in:\n{text}"))
        };
        Self {
            ticks,
            sensors: sensors.collect(),
            readings: numbers(row("readings")),
            connections: numbers(row("connections")),
            commands: numbers(row("commands")),
            stopped_by: row("stopped by").trim().to_owned(),
        }
    }

    /// Sent, counted, journaled; opened, broken off; asked, answered and refused.
    #[track_caller]
    fn assert_sums(&self, readings: u64, malformed: u64) {
        let [sent, counted, periods, journaled] = self.readings[..] else {
            panic!("{self:?}");
        };
        assert_eq!([sent, counted, journaled], [readings; 3]);
        assert_eq!(
            self.sensors.values().map(|sensor| sensor.0).sum::<u64>(),
            readings
        );
        assert!(periods > 0);
        let connections = [malformed + 1, malformed];
        assert_eq!(self.connections, connections);
        assert_eq!(self.commands[0], self.commands[1] + self.commands[2]);
        assert!(self.ticks.is_sorted() && self.ticks.iter().all(|n| *n <= readings));
    }
}

/// The whole numbers among the words of a line.
fn numbers(line: &str) -> Vec<u64> {
    let words = line.split_whitespace();
    words.filter_map(|word| word.parse().ok()).collect()
}

fn printed(args: &[&str]) -> (Printed, String) {
    let output = actor(args).output().expect("the program starts");
    let stderr = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    (Printed::parse(&output.stdout), stderr)
}

#[test]
fn everything_that_is_sent_is_counted() {
    let (printed, stderr) = printed(&["--tick=1", "--pause=1", "--readings=3000"]);
    printed.assert_sums(3000, 3);
    assert_eq!(printed.stopped_by, "the end of the lines");
    assert_eq!(printed.sensors.len(), 5);
    assert_eq!(
        printed.commands[2], 3,
        "each of three is refused at the end"
    );
    assert!(!printed.ticks.is_empty());
    assert_eq!(stderr.lines().count(), 3);
    let is_expected = |line: &str| line.starts_with("connection broken off: a frame ");
    assert!(stderr.lines().all(is_expected), "{stderr}");
}

#[test]
fn a_slow_journal_holds_up_the_feed_and_loses_nothing() {
    let args = ["--slow=1", "--pause=0", "--readings=300", "--malformed=20"];
    let (printed, _) = printed(&args);
    printed.assert_sums(300, 20);
}

#[test]
fn nothing_at_all_is_counted_as_such() {
    let (printed, stderr) = printed(&["--readings=0", "--askers=0"]);
    assert_eq!(printed.readings, [0, 0, 1, 0]);
    assert_eq!(
        (printed.connections, printed.commands),
        (vec![0, 0], vec![0, 0, 0])
    );
    assert!(printed.sensors.is_empty() && stderr.is_empty());
}

/// Lines of a real file, the good ones of which are in the journal, in order.
#[test]
fn the_readings_of_a_file_are_journaled_in_order() {
    let mut lines = Vec::new();
    for number in 0..1000_u32 {
        lines.push(format!("sensor-{} {}", number % 3, f64::from(number) / 8.0));
        if number % 100 == 7 {
            lines.push(
                ["", "no-value", "a\u{1b}b x", "a 1 2", "\u{fc} 1e999"][number as usize / 200]
                    .to_owned(),
            );
        }
    }
    // As long as it may be, and longer than it may be, by a byte and by far.
    for length in [256, 257, 100_000] {
        lines.push(format!("{} 1", "l".repeat(length - 2)));
    }
    lines.push("last -0.5".to_owned());
    let is_good = |line: &&String| {
        let words: Vec<_> = line.split(' ').collect();
        let value = words.get(1).and_then(|value| value.parse::<f64>().ok());
        words.len() == 2 && line.len() <= 256 && value.is_some_and(f64::is_finite)
    };
    let good: Vec<_> = lines.iter().filter(is_good).cloned().collect();
    let dir = tree([("lines", lines.join("\n"))]);
    let journal = dir.path().join("journal");
    let mut command = actor(["--pause=0", "--tick=1"]);
    command.arg("--journal").arg(&journal);
    let output = command.arg(dir.path().join("lines")).output();
    let output = output.expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{output:?}");

    let printed = Printed::parse(&output.stdout);
    printed.assert_sums(good.len() as u64, (lines.len() - good.len()) as u64);
    let journal = fs::read_to_string(journal).expect("it was written");
    assert_eq!(journal.lines().collect::<Vec<_>>(), good);
    let expected = (334, ["0.00", "62.44", "124.88"].map(str::to_owned));
    assert_eq!(printed.sensors["sensor-0"], expected);
}

#[test]
fn wrong_options_and_paths_are_errors() {
    let dir = tree([("a", "a 1\n")]);
    let missing = dir.path().join("missing/file");
    let missing = missing.to_str().expect("UTF-8");
    for (args, says) in [
        (&["--tick", "0"][..], "--tick"),
        (&["--askers", "1001"], "--askers"),
        (&["--raedings", "1"], "--raedings"),
        (&[missing], missing),
        (&["--journal", missing], "the journal: "),
    ] {
        let output = actor(args).output().expect("the program starts");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(
            stderr.starts_with("error: ") && stderr.contains(says),
            "{stderr}"
        );
    }
}

#[cfg(unix)]
mod unix {
    use std::{
        io::{BufRead, BufReader},
        thread::sleep,
        time::Duration,
    };

    use super::*;
    use crate::unix::Running;

    /// A load that would take days.
    const LOAD: [&str; 2] = ["--readings=4294967295", "--tick=1"];

    #[test]
    fn a_journal_that_cannot_be_written_is_an_error() {
        if !Path::new("/dev/full").exists() {
            return println!("not tested: no /dev/full here");
        }
        let mut command = actor(LOAD);
        let output = command.args(["--pause=0", "--journal=/dev/full"]).output();
        let output = output.expect("the program starts");
        assert_eq!(output.status.code(), Some(1));
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains("error: the journal: "), "{stderr}");
    }

    #[test]
    fn after_ctrl_c_what_was_sent_is_counted() {
        let mut running = Running::start(&mut actor(LOAD));
        let stdout = running.0.stdout.take().expect("it is piped");
        let (mut stdout, mut text) = (BufReader::new(stdout), String::new());
        while stdout.read_line(&mut text).expect("UTF-8") > 0 {
            if text.lines().any(|line| numbers(line)[0] > 0) {
                break;
            }
        }
        running.wait_until_it_has_read(0);
        running.interrupt();
        stdout.read_to_string(&mut text).expect("UTF-8");
        assert_eq!(running.0.wait().expect("it ends").code(), Some(0), "{text}");
        let printed = Printed::parse(text.as_bytes());
        assert_eq!(printed.stopped_by, "Ctrl-C");
        assert!(printed.readings[0] > 0);
        printed.assert_sums(printed.readings[0], 0);
        assert_eq!(printed.commands[2], 3);
    }

    #[test]
    fn a_second_ctrl_c_ends_it_at_once() {
        let mut command = actor(LOAD);
        // The first reading is not in the journal before the end of the test.
        let mut running = Running::start(command.arg("--slow=3600000"));
        let stdout = running.0.stdout.take().expect("it is piped");
        let first = BufReader::new(stdout).lines().next();
        assert!(first.is_some(), "it runs");
        running.wait_until_it_has_read(0);
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
