//! `bank`: what it says of itself, held against what it was told to do.

use super::*;

fn bank<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Command {
    let mut command = example("bank", "bank");
    command.args(args);
    command
}

/// What `bank` printed.
#[derive(Debug)]
struct Printed {
    /// How many entries each audit but the last one looked at.
    entries: Vec<u64>,
    /// How much money it found.
    totals: Vec<String>,
    /// Made and refused.
    transfers: [u64; 2],
    days: u64,
    statements: u64,
    audits: u64,
    wrong: u64,
    stopped_by: String,
}

impl Printed {
    fn parse(stdout: &[u8]) -> Self {
        let text = str::from_utf8(stdout).expect("UTF-8");
        // Without an audit before the end, there is nothing before the empty line.
        let parts = text.split_once("\n\n");
        let parts = parts.or_else(|| Some(("", text.strip_prefix('\n')?)));
        let (audits, summary) = parts.unwrap_or_else(|| panic!("not two parts:\n{text}"));
        let (mut entries, mut totals) = (Vec::new(), Vec::new());
        for (number, line) in audits.lines().enumerate() {
            let words: Vec<_> = line.split_whitespace().collect();
            let ["audit", n, read, "entries", total, "in", _, "accounts"] = words[..] else {
                panic!("{line}");
            };
            assert_eq!(n, (number + 1).to_string());
            entries.push(read.parse().expect("a number"));
            totals.push(total.to_owned());
        }
        let mut rows = summary.lines();
        let mut row = |name: &str| {
            let line = rows.next().and_then(|line| line.strip_prefix(name));
            let row = line.unwrap_or_else(|| panic!("no {name} in:\n{text}"));
            row.trim()
        };
        let transfers = numbers(row("transfers"));
        let days = numbers(row("interest"))[0];
        let statements = numbers(row("statements"))[0];
        let [audits, wrong] = numbers(row("audits"))[..] else {
            panic!("{text}");
        };
        Self {
            entries,
            totals,
            transfers: [transfers[0], transfers[1]],
            days,
            statements,
            audits,
            wrong,
            stopped_by: row("stopped by").to_owned(),
        }
    }

    /// What holds of each run, however it was stopped.
    #[track_caller]
    fn assert_sound(&self, total: &str) {
        assert_eq!(self.wrong, 0);
        assert_eq!(self.audits, self.entries.len() as u64 + 1, "and the last");
        assert!(self.totals.iter().all(|found| found == total), "{self:?}");
    }
}

/// The whole numbers among the words of a line.
fn numbers(line: &str) -> Vec<u64> {
    let words = line.split_whitespace();
    words.filter_map(|word| word.parse().ok()).collect()
}

fn printed(args: &[&str]) -> Printed {
    let output = bank(args).output().expect("the program starts");
    assert_quiet(&output, 0);
    Printed::parse(&output.stdout)
}

#[test]
fn all_transfers_are_made_and_no_money_is_lost() {
    let printed = printed(&["--tasks=400", "--transfers=20", "--audit=5", "--interest=5"]);
    printed.assert_sound("2000000.00");
    let [made, refused] = printed.transfers;
    assert_eq!(made + refused, 400 * 20);
    assert!(made > 0 && refused > 0);
    assert_eq!(printed.statements, 400, "one after twenty transfers");
    assert!(printed.days > 0 && printed.entries.iter().any(|n| *n > 0));
    assert_eq!(printed.stopped_by, "the end of the transfers");
}

/// Two accounts that everybody wants, and one permit less than there are tasks.
#[test]
fn few_accounts_and_many_audits() {
    let args = [
        "--tasks=9",
        "--transfers=200",
        "--accounts=2",
        "--audit=1",
        "--interest=1",
    ];
    let printed = printed(&args);
    printed.assert_sound("4000.00");
    assert_eq!(printed.transfers.iter().sum::<u64>(), 9 * 200);
    assert_eq!(printed.statements, 9 * 10);
}

#[test]
fn nothing_at_all_is_audited_as_such() {
    let printed = printed(&["--tasks=0", "--audit=3600000"]);
    printed.assert_sound("2000000.00");
    assert_eq!((printed.transfers, printed.audits), ([0, 0], 1));
}

#[test]
fn wrong_options_are_errors() {
    for (args, says) in [
        (["--accounts", "1"], "--accounts"),
        (["--audit", "0"], "it is nothing"),
        (["--interest", "soon"], "it is no number"),
        (["--tsaks", "1"], "--tsaks"),
    ] {
        let output = bank(args).output().expect("the program starts");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(
            stderr.starts_with("error: ") && stderr.contains(says),
            "{stderr}"
        );
    }
}

/// The lines that do not compile, and what is said of them, are those of the programs that
/// `ui-tests` compiles.
#[test]
fn the_comments_say_what_the_compiler_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let main = fs::read_to_string(root.join("examples/bank/main.rs")).expect("it is there");
    let quoted: Vec<_> = main
        .lines()
        .filter_map(|line| line.strip_prefix("//! "))
        .collect();
    let programs = fs::read_dir(root.join("ui-tests/tests/ui/bank")).expect("they are there");
    let mut count = 0;
    for path in programs.map(|entry| entry.expect("readable").path()) {
        let text = fs::read_to_string(&path).expect("UTF-8");
        if path.extension() == Some(OsStr::new("rs")) {
            let awaits = text
                .lines()
                .map(str::trim)
                .filter(|line| line.contains(".await"));
            for line in awaits {
                assert!(quoted.contains(&line), "{path:?}: {line}");
            }
            continue;
        }
        let (_, message) = text
            .lines()
            .next()
            .and_then(|line| line.split_once(": "))
            .expect("an error");
        let comment = format!("// error: {message}");
        assert!(quoted.contains(&&*comment), "{path:?}: {comment}");
        count += 1;
    }
    let comments = quoted.iter().filter(|line| line.starts_with("// error: "));
    assert_eq!((count, comments.count()), (3, 3));
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
    const LOAD: [&str; 4] = [
        "--tasks=200",
        "--transfers=4294967295",
        "--audit=5",
        "--interest=5",
    ];

    #[test]
    fn after_ctrl_c_what_was_done_is_audited() {
        let mut running = Running::start(&mut bank(LOAD));
        let stdout = running.0.stdout.take().expect("it is piped");
        let (mut stdout, mut text) = (BufReader::new(stdout), String::new());
        while stdout.read_line(&mut text).expect("UTF-8") > 0 {
            if text.lines().any(|line| numbers(line)[1] > 0) {
                break;
            }
        }
        running.wait_until_it_has_read(0);
        running.interrupt();
        stdout.read_to_string(&mut text).expect("UTF-8");
        assert_eq!(running.0.wait().expect("it ends").code(), Some(0), "{text}");
        let printed = Printed::parse(text.as_bytes());
        assert_eq!(printed.stopped_by, "Ctrl-C");
        printed.assert_sound("2000000.00");
        assert!(printed.transfers[0] > 0);
    }

    #[test]
    fn a_second_ctrl_c_ends_it_at_once() {
        // One task, whose statement is not there before the end of the test.
        let args = [
            "--tasks=1",
            "--upload=3600000",
            "--audit=5",
            "--interest=3600000",
        ];
        let mut command = bank(args);
        let mut running = Running::start(command.arg("--transfers=20"));
        let stdout = running.0.stdout.take().expect("it is piped");
        let (mut stdout, mut entries) = (BufReader::new(stdout), 0);
        while entries < 20 {
            let mut line = String::new();
            stdout.read_line(&mut line).expect("UTF-8");
            entries += numbers(&line)[1];
        }
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
