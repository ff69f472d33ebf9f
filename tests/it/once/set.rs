//! `OnceCell::set` and `try_insert`: a value that somebody brings, in line with those who make one.

use std::{
    future::{pending, ready},
    sync::atomic::Ordering::SeqCst,
};

use mea::once::OnceCell;

use super::{End, Ends, Script};
use crate::support::{Task, now};

#[test]
fn the_first_value_stays() {
    let cell = OnceCell::new();
    assert_eq!(now(cell.set(1)), Ok(()));
    assert_eq!(now(cell.set(2)), Err(2));
    assert_eq!(now(cell.try_insert(3)), Err((&1, 3)));
    let cell = OnceCell::new();
    assert_eq!(now(cell.try_insert(1)), Ok(&1));
    assert_eq!(now(cell.set(2)), Err(2));
    assert_eq!(now(cell.get_or_init(|| ready(3))), &1);
}

#[test]
fn waits_for_work_that_is_under_way() {
    for end in [End::Ok(1), End::Err("failed"), End::Panic] {
        let (cell, script) = (OnceCell::new(), Script::new());
        let mut leader = Task::waiting(cell.get_or_try_init(|| script.work()));
        let mut insert = Task::waiting(cell.try_insert(2));
        let mut set = Task::waiting(cell.set(3));
        script.end(end);
        match end {
            End::Ok(_) => assert_eq!(leader.ready(), Ok(&1)),
            End::Err(error) => assert_eq!(leader.ready(), Err(error)),
            End::Panic => drop(crate::support::panics(|| leader.poll().is_ready())),
        }
        if end == End::Ok(1) {
            assert!(insert.woken() && set.woken());
            assert_eq!(insert.ready(), Err((&1, 2)));
        } else {
            assert!(insert.woken() && !set.woken());
            assert_eq!(insert.ready(), Ok(&2));
            assert!(set.woken());
        }
        assert_eq!(set.ready(), Err(3));
    }
}

#[test]
fn stands_in_line_with_work() {
    let cell = OnceCell::new();
    let leader = Task::waiting(cell.get_or_init(pending));
    let mut call = Task::waiting(cell.get_or_init(|| ready(1)));
    let mut set = Task::waiting(cell.set(2));
    drop(leader);
    set.pending();
    assert_eq!(call.ready(), &1);
    assert_eq!(set.ready(), Err(2));
}

#[test]
fn a_set_that_is_dropped_in_its_turn_passes_it_on() {
    let cell = OnceCell::new();
    let leader = Task::waiting(cell.get_or_init(pending));
    let first = Task::waiting(cell.set(1));
    let second = Task::waiting(cell.try_insert(2));
    let mut third = Task::waiting(cell.set(3));
    drop(leader);
    assert!(first.woken());
    drop(first);
    assert!(second.woken());
    drop(second);
    assert!(third.woken());
    assert_eq!(third.ready(), Ok(()));
    assert_eq!(cell.get(), Some(&3));
}

#[test]
fn those_who_wait_see_it() {
    let cell = OnceCell::new();
    let mut wait = Task::waiting(cell.wait());
    now(cell.set(1)).unwrap();
    assert_eq!(wait.ready(), &1);
}

#[test]
fn a_value_that_is_not_wanted_is_the_callers() {
    let cell = OnceCell::new();
    let (value, ends) = Ends::new();
    now(cell.set(Ends::default())).unwrap();
    let value = now(cell.set(value)).unwrap_err();
    assert_eq!(ends.load(SeqCst), 0);
    let (_, value) = now(cell.try_insert(value)).unwrap_err();
    assert_eq!(ends.load(SeqCst), 0);
    // Not polled, and in line: dropped with the call.
    let cell = OnceCell::new();
    drop(cell.set(value));
    assert_eq!(ends.load(SeqCst), 1);
    let _leader = Task::waiting(cell.get_or_init(pending));
    let (value, ends) = Ends::new();
    drop(Task::waiting(cell.try_insert(value)));
    assert_eq!(ends.load(SeqCst), 1);
}
