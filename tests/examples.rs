//! The programs in `examples/`, from outside: their output, and how they end. `wordcount` is held
//! against `find` and `wc`; `lifecycle`, `pipeline`, `actor`, `bank` and `kv_server` have files of their
//! own.

use std::{
    collections::BTreeMap,
    env::{self, consts::EXE_SUFFIX},
    ffi::OsStr,
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    str,
    time::SystemTime,
};

use tempfile::TempDir;

// Not in `tests/`, where each file is a program.
#[path = "examples/actor.rs"]
mod actor;
#[path = "examples/bank.rs"]
mod bank;
#[path = "examples/kv_server.rs"]
mod kv_server;
#[path = "examples/lifecycle.rs"]
mod lifecycle;
#[path = "examples/pipeline.rs"]
mod pipeline;

/// The built example; `sources` is what it was built from, below `examples/`.
///
/// # Panics
///
/// If it was not built, or is older than its sources, as `cargo test --test examples` alone does not
/// build the examples.
fn example(name: &str, sources: &str) -> Command {
    // target/<profile>/deps/<this>, target/<profile>/examples/<name>
    let this = env::current_exe().expect("this process has a program");
    let profile = this.ancestors().nth(2).expect("it is in `deps`");
    let program = profile.join("examples").join(format!("{name}{EXE_SUFFIX}"));
    let advice = "run `cargo test -p mea`, or `cargo build --examples` (with the same `--release`)";
    let Ok(built) = fs::metadata(&program).and_then(|m| m.modified()) else {
        panic!("{program:?} is not built: {advice}");
    };
    let sources = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(sources);
    assert!(
        newest(&sources) <= built,
        "{program:?} is older than {sources:?}: {advice}",
    );
    let mut command = Command::new(program);
    command.env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    command
}

/// When the file, or any file in the directory, was changed last.
fn newest(path: &Path) -> SystemTime {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("the sources are readable");
        let files = entries.map(|entry| newest(&entry.expect("readable").path()));
        files.max().expect("there are sources")
    } else {
        let modified = fs::metadata(path).and_then(|m| m.modified());
        modified.expect("the sources are there")
    }
}

fn wordcount<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Command {
    let mut command = example("wordcount", "wordcount");
    command.args(args);
    command
}

/// What `wordcount` printed.
#[derive(Debug, PartialEq, Eq)]
struct Report {
    stopped: Option<String>,
    files: u64,
    totals: Totals,
    table: Vec<(String, u64)>,
    skipped: String,
}

/// The three numbers of `wc`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Totals {
    lines: u64,
    words: u64,
    bytes: u64,
}

impl Report {
    fn parse(stdout: &[u8]) -> Self {
        let text = str::from_utf8(stdout).expect("the report is UTF-8");
        let mut lines = text.lines().peekable();
        let stopped = lines.next_if(|line| line.starts_with("stopped"));
        let mut number = |what: &str| {
            let line = lines.next().unwrap_or_default();
            let number = line.strip_suffix(what).map(str::trim);
            let number = number.and_then(|number| number.parse().ok());
            number.unwrap_or_else(|| panic!("no number of {what} in {line:?} of:\n{text}"))
        };
        let files = number("files");
        let totals = Totals {
            lines: number("lines"),
            words: number("words"),
            bytes: number("bytes"),
        };
        let (mut table, mut skipped) = (Vec::new(), None);
        for line in lines {
            match line.trim().split_once(' ') {
                Some(("most", _)) | None => {}
                Some(("skipped:", rest)) => skipped = Some(rest.to_owned()),
                Some((n, word)) => table.push((word.to_owned(), n.parse().expect("a number"))),
            }
        }
        assert!(text.ends_with('\n') && text.lines().last().unwrap_or("").starts_with("skipped"));
        Self {
            stopped: stopped.map(str::to_owned),
            files,
            totals,
            table,
            skipped: skipped.expect("checked above"),
        }
    }

    /// Runs the command, which has to succeed.
    fn of(command: &mut Command) -> Self {
        let output = command.output().expect("the program starts");
        assert_quiet(&output, 0);
        Self::parse(&output.stdout)
    }
}

/// Nothing on the standard error (so no progress bar either: it is no terminal).
#[track_caller]
fn assert_quiet(output: &Output, status: i32) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*stderr), (Some(status), ""));
}

/// A directory with these files in it.
fn tree<P: AsRef<Path>, C: AsRef<[u8]>>(files: impl IntoIterator<Item = (P, C)>) -> TempDir {
    let dir = TempDir::new().expect("there is a place for temporary files");
    for (path, content) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("it is in `dir`")).expect("a new directory");
        fs::write(path, content).expect("a new file");
    }
    dir
}

/// Files of many kinds. All their words have a letter, but for some that only some versions of `wc`
/// count.
fn many_kinds() -> TempDir {
    let mut random = 1_u64;
    let mut random = move |below: u64| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (random >> 33) % below
    };
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    let mut add = |path: &str, content: &[u8]| files.push((path.into(), content.to_vec()));
    add("empty", b"");
    add("newline", b"\n");
    add("no newline at the end", b"one two\nthree");
    add("a/crlf.txt", b"one\r\ntwo three\r\n\r\n");
    add("a/blanks", b" \t\x0b\x0c\r\n  word\x0b\x0cword \n");
    add(
        "a/b/latin-1",
        b"caf\xe9 na\xefve \xe9t\xe9\nd\xe9j\xe0 \xff\xfe vu\xc3",
    );
    add("a/b/controls", b"a\x01b \x01 \x7f\x1b[0m \x02\x03\n");
    add(
        "a/b/c/unicode",
        "dé\u{301}jà — vu: 日本語　テキスト 𝒜𝓑 ß ǅ İ\n".as_bytes(),
    );
    add("a/b/c/cut off", b"ends within a character \xe6\x97");
    add("a/b/c/one long line", &b"x".repeat(1_000_000));
    add("a/b/c/one long line of words", &b"ab cd ".repeat(100_000));
    add("-n", b"a name like an option\n");
    add("new\nline", b"in the name\n");
    // Characters and words that cross from any chunk to the next.
    add("borders", "é€𝒜 ".repeat(40_000).as_bytes());
    add(
        "borders, off by one",
        format!("-{}", "é€𝒜 ".repeat(40_000)).as_bytes(),
    );
    let mut words = Vec::new();
    for _ in 0..100_000 {
        words.extend_from_slice(format!("w{}", random(5_000)).as_bytes());
        words.push(b" \n"[random(2) as usize]);
    }
    add("100000 words", &words);
    for i in 0..200 {
        add(
            &format!("many/{}/{i}", i % 7),
            format!("file {i}\n").as_bytes(),
        );
    }
    // A NUL byte is no sign of a binary file so late.
    add("late NUL", &[&b"y\n".repeat(5_000)[..], b"\0\n"].concat());
    tree(files)
}

#[test]
fn a_report_in_full() {
    let dir = tree([
        ("a.txt", &b"The cat saw the dog.\nDon't!\n"[..]),
        ("b/b.txt", "Ça, ça \u{1F600} THE end\n".as_bytes()),
        ("b/binary", b"MZ\0the the the"),
        (".git/config", b"the the the the\n"),
        ("b/target/output", b"the the the the\n"),
    ]);
    let output = wordcount(["--top", "4"])
        .current_dir(dir.path())
        .output()
        .expect("the program starts");
    assert_quiet(&output, 0);
    let expected = "           2 files
           3 lines
          11 words
          50 bytes

most frequent of 8 different words:
           3 the
           2 ça
           1 cat
           1 dog

skipped: 1 binary, 0 unreadable, 2 excluded by name
";
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}

#[test]
fn options() {
    let dir = tree([
        ("a", &b"one three three fourth\n"[..]),
        (".git/b", b"git\n"),
        ("c/target", b"target\n"),
        ("node/d", b"node\n"),
    ]);
    let run = |args: &[&str]| Report::of(wordcount(args).arg(dir.path()));
    let words = |args: &[&str]| {
        let report = run(args);
        let words: Vec<_> = report.table.into_iter().map(|(word, _)| word).collect();
        words.join(" ")
    };
    assert_eq!(words(&[]), "three fourth node one");
    assert_eq!(words(&["--exclude", "node"]), "three fourth one");
    assert_eq!(words(&["--all"]), "three fourth git node one target");
    assert_eq!(words(&["--all", "-e", "node", "-e", "a"]), "git target");
    assert_eq!(words(&["--min-length", "5"]), "three fourth");
    assert_eq!(words(&["--top", "1"]), "three");
    assert_eq!(words(&["--top", "0"]), "");
    assert_eq!(run(&["--top", "0"]).totals, run(&[]).totals);
    assert_eq!(
        run(&["-e", "a"]).skipped,
        "0 binary, 0 unreadable, 3 excluded by name"
    );
}

#[test]
fn the_table_is_that_of_all_files_together() {
    let dir = many_kinds();
    let mut expected = BTreeMap::<String, u64>::new();
    let mut add_words = |path: &Path| {
        let text = fs::read(path).expect("readable");
        let text = String::from_utf8_lossy(&text);
        let words = text.split(|c: char| !c.is_alphanumeric());
        for word in words.filter(|word| !word.is_empty()) {
            let mut word: String = word.chars().flat_map(char::to_lowercase).collect();
            word.truncate(256); // The only one as long as that is of ASCII.
            *expected.entry(word).or_default() += 1;
        }
    };
    let mut left = vec![dir.path().to_owned()];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else {
            add_words(&path);
        }
    }
    let mut expected: Vec<_> = expected.into_iter().collect();
    expected.sort_by_key(|(_, n)| u64::MAX - n);
    let report = Report::of(wordcount(["--top", "1000000"]).arg(dir.path()));
    assert_eq!(report.table, expected);
}

#[test]
fn any_number_of_jobs_counts_the_same() {
    let dir = many_kinds();
    let one = Report::of(wordcount(["--jobs", "1"]).arg(dir.path()));
    assert_eq!(one.files, 17 + 200);
    for jobs in ["2", "64", "200"] {
        assert_eq!(one, Report::of(wordcount(["--jobs", jobs]).arg(dir.path())));
    }
}

#[test]
fn overlapping_paths_count_once() {
    let dir = tree([
        ("a/1", "1\n"),
        ("a/b/2", "2\n"),
        ("target/3", "3\n"),
        ("target/c/4", "4\n"),
    ]);
    let count = |paths: &[&str]| {
        Report::of(wordcount(paths).current_dir(dir.path()))
            .totals
            .lines
    };
    assert_eq!(count(&["."]), 2);
    assert_eq!(count(&["a", "a", "a/", "a/b", "./a/b/../b/2"]), 2);
    assert_eq!(count(&["a/b/2", ".", "a/1"]), 2);
    // What is excluded below one path and given by another counts.
    assert_eq!(count(&[".", "target", "target/c"]), 4);
    assert_eq!(count(&[".", "target/c"]), 3);
    assert_eq!(count(&["--all", ".", "target/c"]), 4);
}

#[test]
fn a_path_that_is_not_there_is_an_error() {
    let dir = tree([("a", "a\n")]);
    let output = wordcount(["a", "missing", "b/missing too"])
        .current_dir(dir.path())
        .output()
        .expect("the program starts");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty(), "nothing is counted");
    let lines: Vec<_> = stderr.lines().collect();
    assert_eq!(lines.len(), 2, "{stderr}");
    assert!(lines[0].starts_with("error: ") && lines[0].contains("missing"));
    assert!(lines[1].starts_with("error: ") && lines[1].contains("b/missing too"));
}

#[test]
fn wrong_options_are_errors() {
    for args in [
        &["--jobs", "0"][..],
        &["-j", "201"],
        &["-j", "many"],
        &["--tpo", "3"],
    ] {
        let output = wordcount(args).output().expect("the program starts");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        assert!(String::from_utf8_lossy(&output.stderr).contains(args[0].trim_start_matches('-')));
    }
}

#[test]
fn a_lock_of_ones_own() {
    let output = example("custom_lock", "custom_lock.rs")
        .output()
        .expect("the program starts");
    assert_quiet(&output, 0);
    let stdout = String::from_utf8(output.stdout).expect("UTF-8");
    let (profile, ledger) = stdout.split_once('\n').expect("two lines");
    assert_eq!(ledger, "ledger: Ledger { quick: 4000, slow: 4 }\n");
    // 4003 in the threads, one owned, one to be waited for in vain.
    assert!(
        profile.starts_with("profile: taken 4005 times, waited for "),
        "{profile}"
    );
    // Which line it was is a matter of time; that it is one that locks is not.
    let (_, line) = profile
        .rsplit_once("custom_lock.rs:")
        .expect("a line of the program");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/custom_lock.rs");
    let source = fs::read_to_string(source).expect("readable");
    let line = source
        .lines()
        .nth(line.parse::<usize>().expect("its number") - 1);
    assert!(line.is_some_and(|line| line.contains("lock")), "{line:?}");
}

#[cfg(unix)]
mod unix {
    use std::{
        io::{BufRead, BufReader, Write},
        os::unix::fs::{PermissionsExt, symlink},
        process::Child,
        thread::sleep,
        time::Duration,
    };

    use super::*;

    /// What `wc` makes of `input`.
    fn wc(locale: &str, input: &[u8]) -> Totals {
        let mut wc = Command::new("wc")
            .env("LC_ALL", locale)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("there is `wc`");
        let mut stdin = wc.stdin.take().expect("it is piped");
        stdin.write_all(input).expect("`wc` reads all");
        drop(stdin);
        let output = wc.wait_with_output().expect("`wc` ends");
        sum(&output)
    }

    /// The sum of the lines that `wc` printed.
    fn sum(output: &Output) -> Totals {
        assert!(output.status.success());
        let mut totals = Totals::default();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let mut numbers = line.split_whitespace();
            let mut number = || numbers.next().and_then(|n| n.parse::<u64>().ok());
            // The rest of a name with a line end in it has none.
            if let (Some(lines), Some(words), Some(bytes)) = (number(), number(), number()) {
                totals.lines += lines;
                totals.words += words;
                totals.bytes += bytes;
            }
        }
        totals
    }

    #[test]
    fn totals_are_those_of_find_and_wc() {
        let dir = many_kinds();
        // The versions of `wc` disagree about words of unprintable characters alone.
        let posix: &[&str] = match wc("C", b"\x01").words {
            0 => &[],
            _ => &["--posix-words"],
        };
        for locale in ["C", "C.UTF-8"] {
            if locale != "C" && wc(locale, "\u{3000}".as_bytes()) == wc("C", "a".as_bytes()) {
                println!("not compared in {locale}: the system does not have it");
                continue;
            }
            let find = Command::new("find")
                .arg(dir.path())
                .args(["-type", "f", "-exec", "wc", "{}", ";"])
                .env("LC_ALL", locale)
                .output()
                .expect("there is `find`");
            let report = Report::of(wordcount(posix).arg(dir.path()).env("LC_ALL", locale));
            assert_eq!(report.totals, sum(&find), "in {locale}");
            assert_eq!(report.skipped, "0 binary, 0 unreadable, 0 excluded by name");
        }
    }

    #[test]
    fn words_of_unprintable_characters() {
        let text = "a\u{1}b \u{1} \u{7f} é — \u{a0}\u{2060}c\u{2028}d\u{85}e".as_bytes();
        let dir = tree([("a", &[text, b" \xff x\xff\n"].concat())]);
        let words = |locale: &str, args: &[&str]| {
            let mut command = wordcount(args);
            command
                .arg(dir.path())
                .env_remove("LANG")
                .env_remove("LC_CTYPE");
            Report::of(command.env("LC_ALL", locale)).totals.words
        };
        // a.b, é, —, c.d.e, x.
        assert_eq!(words("en_US.utf8", &[]), 5);
        assert_eq!(words("en_US.utf8", &["--posix-words"]), 8);
        // a.b, ..c..d..e, x.
        assert_eq!(words("C", &[]), 3);
        assert_eq!(words("", &[]), 3);
        assert_eq!(words("C", &["--posix-words"]), 8);
    }

    #[test]
    fn links_and_pipes_are_not_followed() {
        let outside = tree([("x/1", "outside\n")]);
        let dir = tree([("a/1", "one\n"), ("a/2", "two\n")]);
        let link = |to: &Path, name: &str| symlink(to, dir.path().join(name)).expect("a new link");
        link(dir.path(), "a/loop");
        link(Path::new("1"), "a/to a file");
        link(outside.path(), "outside");
        link(Path::new("nowhere"), "nowhere");
        let pipe = dir.path().join("pipe");
        let made = Command::new("mkfifo").arg(&pipe).status();
        assert!(made.expect("there is `mkfifo`").success());

        let count = |paths: &[&str]| {
            let report = Report::of(wordcount(paths).current_dir(dir.path()));
            (report.totals.lines, report.skipped)
        };
        let nothing_skipped = "0 binary, 0 unreadable, 0 excluded by name";
        assert_eq!(count(&["."]), (2, nothing_skipped.to_owned()));
        // Those that are given are followed, and are the file or directory they lead to.
        assert_eq!(count(&["a/to a file"]).0, 1);
        assert_eq!(count(&["a/loop", "a/to a file", "."]).0, 2);
        assert_eq!(count(&["outside", "."]).0, 3);
        for (path, error) in [
            ("nowhere", "nowhere"),
            ("pipe", "neither a file nor a directory"),
        ] {
            let output = wordcount([path]).current_dir(dir.path()).output();
            let output = output.expect("the program starts");
            assert_eq!(output.status.code(), Some(2));
            assert!(String::from_utf8_lossy(&output.stderr).contains(error));
        }
    }

    #[test]
    fn unreadable_files_are_reported() {
        let dir = tree([("1", "one\n"), ("dir/2", "two\n"), ("secret", "three\n")]);
        let close = |name: &str, mode: u32| {
            let mode = fs::Permissions::from_mode(mode);
            fs::set_permissions(dir.path().join(name), mode).expect("it is ours");
        };
        close("secret", 0);
        close("dir", 0);
        if fs::File::open(dir.path().join("secret")).is_ok() {
            println!("not tested with modes: this user (root?) may read everything");
        } else {
            let report = Report::of(&mut wordcount([dir.path()]));
            assert_eq!((report.files, report.totals.lines), (1, 1));
            let skipped = report.skipped;
            assert!(
                skipped.starts_with("0 binary, 2 unreadable (the first by name: "),
                "{skipped}"
            );
            assert!(
                skipped.contains("dir") && skipped.contains("ermission denied"),
                "{skipped}"
            );
        }
        close("dir", 0o700);

        // Whoever opens it finds its own memory, and nothing at the address 0: an error of `read`.
        let memory = Path::new("/proc/self/mem");
        if memory.exists() {
            let report = Report::of(&mut wordcount([&dir.path().join("1"), memory]));
            assert_eq!((report.files, report.totals.lines), (1, 1));
            let expected = "0 binary, 1 unreadable (the first by name: \"/proc/self/mem\": ";
            assert!(report.skipped.starts_with(expected), "{}", report.skipped);
        } else {
            println!("not tested with an error in mid-file: no {memory:?} here");
        }
    }

    /// A child that does not outlive the test.
    pub(crate) struct Running(pub(crate) Child);

    impl Running {
        pub(crate) fn start(command: &mut Command) -> Self {
            let child = command
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn();
            Self(child.expect("the program starts"))
        }

        pub(crate) fn interrupt(&self) {
            let pid = self.0.id().to_string();
            let kill = Command::new("kill").args(["-INT", &pid]).status();
            kill.expect("there is `kill`");
        }

        /// Waits until Ctrl-C is in its hands and it has read so many bytes; `false` if the system
        /// does not tell, and this is but likely.
        pub(crate) fn wait_until_it_has_read(&self, bytes: u64) -> bool {
            loop {
                // Of SIGINT, the second signal.
                let is_caught = self.tells("status", "SigCgt:", 16).map(|set| set & 2 != 0);
                match (is_caught, self.tells("io", "rchar:", 10)) {
                    (Some(true), Some(read)) if read >= bytes => return true,
                    (Some(_), Some(_)) => sleep(Duration::from_millis(5)),
                    _ => {
                        sleep(Duration::from_secs(1));
                        return false;
                    }
                }
            }
        }

        /// A number in a file about the process.
        fn tells(&self, file: &str, name: &str, radix: u32) -> Option<u64> {
            let text = fs::read_to_string(format!("/proc/{}/{file}", self.0.id())).ok()?;
            let number = text.lines().find_map(|line| line.strip_prefix(name))?;
            u64::from_str_radix(number.trim(), radix).ok()
        }

        pub(crate) fn end(mut self) -> Output {
            let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
            let piped = "it is piped and not taken";
            let pipe = self.0.stdout.as_mut().expect(piped);
            pipe.read_to_end(&mut stdout).expect("readable");
            let pipe = self.0.stderr.as_mut().expect(piped);
            pipe.read_to_end(&mut stderr).expect("readable");
            let status = self.0.wait().expect("it ends");
            Output {
                status,
                stdout,
                stderr,
            }
        }
    }

    impl Drop for Running {
        fn drop(&mut self) {
            // Without effect if it has ended.
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    #[test]
    fn ctrl_c_ends_it_with_what_was_counted() {
        // One file under many names: so much that counting it all would take minutes.
        const NAMES: u64 = 2_000;
        let line = b"so many words to count\n";
        let content = line.repeat(500_000);
        let dir = tree([("0", &content)]);
        let first = dir.path().join("0");
        for i in 1..NAMES {
            fs::hard_link(&first, dir.path().join(i.to_string())).expect("a new name");
        }
        let running = Running::start(wordcount(["-j", "3"]).arg(dir.path()));
        let is_known = running.wait_until_it_has_read(2_000_000);
        running.interrupt();
        let output = running.end();
        assert_quiet(&output, 130);
        let report = Report::parse(&output.stdout);
        let stopped = report.stopped.expect("it says so");
        assert!(
            stopped.starts_with("stopped by Ctrl-C: counted so far are "),
            "{stopped}"
        );
        let totals = report.totals;
        assert!(report.files < NAMES && totals.bytes < NAMES * content.len() as u64);
        // Three files in part at the most, and the others whole.
        assert!(totals.bytes <= (report.files) * content.len() as u64);
        assert!(totals.lines * line.len() as u64 <= totals.bytes);
        assert!((totals.lines * 5..=(totals.lines + 3) * 5).contains(&totals.words));
        assert!(totals.bytes > 0 || !is_known);
        // A word that was cut is none of the table.
        for (word, n) in report.table {
            assert!(
                ["so", "many", "words", "to", "count"].contains(&&*word),
                "{word}"
            );
            assert!((totals.lines..=totals.lines + 3).contains(&n));
        }
    }

    /// So many words that the report fills a pipe.
    fn long_report() -> (TempDir, Command) {
        let words: Vec<_> = (0..50_000).map(|i| format!("word{i}")).collect();
        let dir = tree([("a", words.join(" "))]);
        let mut command = wordcount(["--top", "50000"]);
        command.arg(dir.path());
        (dir, command)
    }

    #[test]
    fn a_second_ctrl_c_ends_it_at_once() {
        let (_dir, mut command) = long_report();
        let mut running = Running::start(&mut command);
        running.wait_until_it_has_read(0);
        // It prints, and cannot go on: nobody reads the rest.
        let stdout = running.0.stdout.as_mut().expect("it is piped");
        stdout.read_exact(&mut [0]).expect("there is a report");
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

    #[test]
    fn a_closed_output_ends_it_quietly() {
        // `wordcount | head -n 1`
        let (_dir, mut command) = long_report();
        let mut running = Running::start(&mut command);
        let mut line = String::new();
        let mut stdout = BufReader::new(running.0.stdout.as_mut().expect("it is piped"));
        stdout.read_line(&mut line).expect("there is a report");
        assert_eq!(line.trim(), "1 files");
        drop(running.0.stdout.take());
        assert_eq!(running.0.wait().expect("it ends").code(), Some(0));
        let mut stderr = String::new();
        let pipe = running.0.stderr.as_mut().expect("it is piped");
        pipe.read_to_string(&mut stderr).expect("UTF-8");
        assert_eq!(stderr, "");
    }

    #[test]
    fn an_output_that_is_full_is_an_error() {
        let Ok(full) = fs::File::options().write(true).open("/dev/full") else {
            return println!("not tested: there is no /dev/full here");
        };
        let dir = tree([("a", "a\n")]);
        let output = wordcount([dir.path()]).stdout(full).output();
        let output = output.expect("the program starts");
        assert_eq!(output.status.code(), Some(1));
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(
            stderr.starts_with("error: the result cannot be written: "),
            "{stderr}"
        );
    }
}
