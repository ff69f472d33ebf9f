//! Turns, rows, and who has no round, with competitors that only pretend to work.

use std::{cell::RefCell, hint::black_box, rc::Rc, time::Duration};

use super::{Entry, Metric, Run, Workload, growth::Growth, in_all};
use crate::{
    options::Options,
    report::{Row, Standing},
};

const MS: Duration = Duration::from_millis(1);

fn rows(workload: &Workload) -> Vec<Row> {
    let options = Options::parse(std::iter::empty()).unwrap();
    let mut rows = Vec::new();
    workload.measure(&options, |row| rows.push(row));
    rows
}

#[test]
fn competitors_take_turns_in_another_order_each_round() {
    let turns = Rc::new(RefCell::new(String::new()));
    let entry = |peer: &'static str| {
        let turns = turns.clone();
        let run = move |_| {
            turns.borrow_mut().push_str(peer);
            vec![turns.borrow().len() as f64]
        };
        Entry::new(peer, Run::values(run))
    };
    let entries = vec![entry("a"), entry("b"), entry("c")];
    let metric = Metric::least("", "turns");
    let rows = rows(&Workload::new('A', "turn", metric, entries).rounds(3));
    assert_eq!(*turns.borrow(), "abcbcacab");
    // In each row the values stay with their competitor.
    let medians: Vec<_> = rows[0].values.iter().map(|v| v.median.unwrap()).collect();
    assert_eq!(medians, [6.0, 4.0, 5.0]);
}

#[test]
fn each_metric_is_a_row_and_each_number_n() {
    let run = || Run::values(|n| vec![n as f64, 2.0 * n as f64]);
    let metrics = [
        Metric::most("", "a"),
        Metric::least("cost", "b").not_drawn(),
    ];
    let entries = vec![Entry::new("mea", run()), Entry::new("tokio", run())];
    let workload = Workload::new('B', "work", metrics[0], entries)
        .metrics(&metrics)
        .chart("waiters")
        .over("waiters", vec![1, 10]);
    let rows = rows(&workload);
    let names: Vec<_> = rows.iter().map(Row::full_name).collect();
    assert_eq!(
        names,
        [
            "work, N = 1",
            "work cost, N = 1",
            "work, N = 10",
            "work cost, N = 10"
        ]
    );
    assert_eq!(rows[3].values[1].median, Some(20.0));
    assert_eq!(rows[2].chart.as_deref(), Some("waiters"));
    assert_eq!(rows[3].chart, None, "it is in the table only");
    assert!(rows.iter().all(|row| row.standing == Standing::Even));
}

#[test]
fn who_cannot_do_an_n_has_no_value_there() {
    let run = || Run::values(|n| vec![n as f64]);
    let entries = vec![
        Entry::new("mea", run()),
        Entry {
            most: 64,
            ..Entry::new("tokio", run())
        },
    ];
    let metric = Metric::least("", "ns");
    let workload = Workload::new('G', "arms", metric, entries).over("arms", vec![64, 65]);
    let rows = rows(&workload);
    assert_eq!(rows[0].values[1].median, Some(64.0));
    assert_eq!(rows[1].values[1].median, None);
    assert_eq!(rows[1].standing, Standing::Alone);
}

#[test]
fn an_operation_is_done_as_often_as_fits_and_that_is_found_out_for_each_n() {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let run = {
        let seen = seen.clone();
        Run::operations(move |n, times| {
            seen.borrow_mut().push((n, times));
            for i in 0..times {
                let _ = black_box(i);
            }
        })
    };
    assert!(run.is_operation());
    let measure = |n| {
        run.measure(n, MS / 100);
        *seen.borrow().last().unwrap()
    };
    let first = measure(2);
    assert_eq!(first.0, 2);
    let tries = seen.borrow().len();
    assert_eq!(measure(2), first, "as often as before");
    assert_eq!(seen.borrow().len(), tries + 1, "without another try");
    measure(200);
    assert_eq!(seen.borrow()[tries + 1], (200, 16), "tried anew");
}

#[test]
fn what_is_cheap_has_all_rounds() {
    let mut growth = Growth::default();
    for n in [1, 10, 100, 1000] {
        for _ in 0..5 {
            assert!(growth.is_within(n, 10 * MS));
            growth.saw(n, MS);
        }
    }
}

#[test]
fn rounds_end_when_patience_does() {
    let mut growth = Growth::default();
    growth.saw(100_000, 40 * MS);
    assert!(growth.is_within(100_000, 100 * MS));
    growth.saw(100_000, 50 * MS);
    // 90 ms are spent; another round would take 40 at least.
    assert!(!growth.is_within(100_000, 100 * MS));
    assert!(growth.is_within(100_000, 130 * MS));
}

#[test]
fn what_grows_as_the_square_is_not_begun() {
    let mut growth = Growth::default();
    growth.saw(10_000, 10 * MS);
    // Ten times as many in a hundred times the time.
    growth.saw(100_000, 1000 * MS);
    assert!(!growth.is_within(1_000_000, 99_000 * MS));
    assert!(growth.is_within(1_000_000, 101_000 * MS));
}

#[test]
fn what_grows_by_n_is_expected_to_go_on_like_that() {
    let mut growth = Growth::default();
    growth.saw(10_000, 10 * MS);
    growth.saw(100_000, 100 * MS);
    assert!(growth.is_within(1_000_000, 1001 * MS));
    assert!(!growth.is_within(1_000_000, 999 * MS));
}

#[test]
fn small_numbers_are_multiplied() {
    assert_eq!(in_all(1), 10_000);
    assert_eq!(in_all(3), 9_999);
    assert_eq!(in_all(10_000), 10_000);
    assert_eq!(in_all(1_000_000), 1_000_000);
}
