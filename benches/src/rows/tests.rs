//! All workloads as they are listed; nothing is measured.

use std::{cell::RefCell, collections::BTreeSet};

use mea_benches::{
    charts::is_chart,
    measure::Workload,
    options::Options,
    report::{LIMIT, OURS, Value},
};

use super::all;
use crate::peers::{Library, entries, mutexes};

fn workloads() -> Vec<Workload> {
    all(&Options::parse(std::iter::empty()).unwrap())
}

fn peers(workload: &Workload) -> Vec<&'static str> {
    workload.entries.iter().map(|entry| entry.peer).collect()
}

#[test]
fn ours_is_the_first_of_each_row_and_the_limit_the_last() {
    for workload in workloads() {
        let peers = peers(&workload);
        assert_eq!(peers[0], OURS, "{}", workload.name);
        let limit = peers.iter().position(|peer| *peer == LIMIT);
        assert!(
            limit.is_none_or(|at| at + 1 == peers.len()),
            "{}",
            workload.name
        );
    }
}

#[test]
fn each_row_has_a_peer_and_each_competitor_once() {
    for workload in workloads() {
        let peers = peers(&workload);
        let distinct: BTreeSet<_> = peers.iter().collect();
        assert_eq!(distinct.len(), peers.len(), "{}", workload.name);
        let is_peer = |peer: &&str| Value::of(peer, vec![]).is_peer();
        assert!(peers.iter().any(is_peer), "{}", workload.name);
    }
}

#[test]
fn no_two_rows_have_the_same_name() {
    let mut names = BTreeSet::new();
    for workload in workloads() {
        for name in workload.row_names() {
            assert!(names.insert((workload.letter, name.clone())), "{name}");
        }
    }
}

#[test]
fn each_chart_that_a_row_wants_is_drawn() {
    for workload in workloads() {
        assert!(workload.chart.is_none_or(is_chart), "{}", workload.name);
    }
}

#[test]
fn numbers_rise() {
    for workload in workloads() {
        if let Some((_, numbers)) = &workload.over {
            assert!(numbers.is_sorted_by(|a, b| a < b), "{}", workload.name);
        }
    }
}

thread_local! {
    static SEEN: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

#[test]
fn an_entry_is_run_with_the_library_whose_name_it_has() {
    use mea_benches::measure::Run;

    fn see<L: Library>(_: u64) {
        SEEN.with_borrow_mut(|seen| seen.push(L::NAME));
    }
    let some = entries!([Tokio Mea Kanal] |L| Run::operation(see::<L>));
    assert_eq!(some.len(), 3);
    let listed = mutexes!(|L| Run::operation(see::<L>));
    for entry in some.iter().chain(&listed) {
        entry.run.operate(1);
        assert_eq!(SEEN.take(), [entry.peer]);
    }
}
