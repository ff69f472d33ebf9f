//! Standing, ratios and peers of rows, and what is written and read.

use std::{env, fs, process};

use super::{Best, LIMIT, PREVIOUS, Report, Row, Standing, Value};

fn value(peer: &str, median: impl Into<Option<f64>>) -> Value {
    let rounds = median.into().into_iter().collect();
    Value::of(peer, rounds)
}

fn row(best: Best, values: Vec<Value>) -> Row {
    Row::new('A', "lock".into(), "ns", best, values)
}

/// How `ours` stands beside a peer that has 100.
fn standing(best: Best, ours: f64) -> Standing {
    row(best, vec![value("mea", ours), value("tokio", 100.0)]).standing
}

#[test]
fn a_value_is_the_median_of_the_rounds_with_its_neighbours_at_both_ends() {
    let value = Value::of("tokio", vec![7.0, 1.0, 300.0, 2.0, 5.0]);
    assert_eq!(
        (value.low, value.median, value.high),
        (Some(1.0), Some(5.0), Some(300.0))
    );
    assert_eq!(Value::of("tokio", vec![]).median, None);
}

#[test]
fn four_digits_are_kept() {
    let kept = |number| Value::of("tokio", vec![number]).median.unwrap();
    assert_eq!(kept(1.234_567), 1.235);
    assert_eq!(kept(0.012_345_6), 0.012_35);
    assert_eq!(kept(1_234_567.8), 1_234_568.0);
    assert_eq!(kept(0.0), 0.0);
}

#[test]
fn what_is_less_than_two_percent_apart_is_even() {
    for best in [Best::Least, Best::Most] {
        for ours in [98.1, 100.0, 101.9] {
            assert_eq!(standing(best, ours), Standing::Even, "{ours}");
        }
    }
    assert_eq!(standing(Best::Least, 97.0), Standing::Ahead);
    assert_eq!(standing(Best::Least, 103.0), Standing::Behind);
    assert_eq!(standing(Best::Most, 97.0), Standing::Behind);
    assert_eq!(standing(Best::Most, 103.0), Standing::Ahead);
}

#[test]
fn the_ratio_is_that_to_the_best_peer() {
    let values = |ours| {
        vec![
            value("mea", ours),
            value("mea mpmc", 1.0),
            value("tokio", 20.0),
            value("kanal", 10.0),
            value("flume", None),
            value(LIMIT, 2.0),
        ]
    };
    let least = row(Best::Least, values(5.0));
    assert_eq!(least.best_peer().unwrap().peer, "kanal");
    assert_eq!(least.ratio, Some(0.5));
    let most = row(Best::Most, values(5.0));
    assert_eq!(most.best_peer().unwrap().peer, "tokio");
    assert_eq!(most.ratio, Some(0.25));
}

#[test]
fn neither_another_one_of_ours_nor_the_limit_is_a_peer_but_the_version_before_is() {
    let is_peer = |peer| value(peer, 1.0).is_peer();
    assert!(!is_peer("mea") && !is_peer("mea mpmc") && !is_peer(LIMIT));
    assert!(is_peer(PREVIOUS) && is_peer("tokio") && is_peer("meadow"));
    let alone = row(Best::Least, vec![value("mea", 3.0), value(LIMIT, 1.0)]);
    assert_eq!(
        (alone.standing, alone.ratio),
        (Standing::Alone, None),
        "a limit is not what one can be behind"
    );
}

#[test]
fn a_peer_that_has_nothing_is_better_than_any_number_and_has_no_ratio() {
    let row = row(Best::Least, vec![value("mea", 1.0), value("tokio", 0.0)]);
    assert_eq!((row.standing, row.ratio), (Standing::Behind, None));
}

#[test]
fn who_has_no_number_is_alone() {
    let row = row(Best::Least, vec![value("mea", None), value("tokio", 1.0)]);
    assert_eq!(row.standing, Standing::Alone);
}

#[test]
fn a_report_is_read_as_it_was_written_with_a_line_for_each_row() {
    let path = env::temp_dir().join(format!("mea-report-{}/new/report.json", process::id()));
    let mut second = row(Best::Most, vec![value("mea", 3.0), value("tokio", None)]);
    (second.n, second.over) = (Some(1000), Some("waiters".into()));
    let report = Report {
        rustc: "rustc".into(),
        cpu: "a \"processor\"".into(),
        cores: 2,
        profile: "release".into(),
        quick: true,
        seconds: 3.0,
        rows: vec![row(Best::Least, vec![value("mea", 1.5)]), second],
    };
    report.write(&path).unwrap();
    let read = Report::read(&path).unwrap();
    assert_eq!(format!("{read:?}"), format!("{report:?}"));
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().filter(|l| l.contains("letter")).count(), 2);
    assert_eq!(read.rows[1].full_name(), "lock, N = 1000");
    fs::remove_dir_all(path.ancestors().nth(2).unwrap()).unwrap();
}
