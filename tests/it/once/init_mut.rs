//! `OnceCell::get_mut_or_init` and `get_mut_or_try_init`: nobody else is at it.

use std::{
    future::{pending, ready},
    rc::Rc,
};

use mea::once::OnceCell;

use super::{End, Script};
use crate::support::{Task, now, panics};

#[test]
fn makes_the_value_or_finds_it() {
    let mut cell = OnceCell::new();
    *now(cell.get_mut_or_init(|| ready(1))) += 1;
    *now(cell.get_mut_or_init(pending)) += 1;
    let found: Result<&mut i32, ()> = now(cell.get_mut_or_try_init(pending));
    *found.unwrap() += 1;
    assert_eq!(cell.get(), Some(&4));
    // For all: those who come later do not wait.
    assert_eq!(now(cell.wait()), &4);
    assert_eq!(now(cell.get_or_init(pending)), &4);
}

#[test]
fn an_error_leaves_the_cell_as_it_was() {
    let mut cell = OnceCell::<u32>::new();
    assert_eq!(
        now(cell.get_mut_or_try_init(|| ready(Err("no")))),
        Err("no")
    );
    assert_eq!(cell.get(), None);
    let made: Result<_, &str> = now(cell.get_mut_or_try_init(|| ready(Ok(1))));
    assert_eq!(made, Ok(&mut 1));
}

#[test]
fn work_that_is_dropped_or_panics_leaves_the_cell_as_it_was() {
    let mut cell = OnceCell::<u32>::new();
    let script = Script::new();
    drop(Task::waiting(cell.get_mut_or_init(|| script.value())));
    assert!(script.is_dropped());
    assert_eq!(cell.get(), None);
    let script = Script::ending(End::Panic);
    let mut task = Task::new(cell.get_mut_or_init(|| script.value()));
    assert_eq!(panics(|| task.poll().is_ready()), "the work panics");
    drop(task);
    assert!(script.is_dropped());
    assert_eq!(now(cell.get_mut_or_init(|| ready(2))), &mut 2);
}

#[test]
fn goes_on_when_the_work_does() {
    let (mut cell, script) = (OnceCell::new(), Script::new());
    let mut task = Task::waiting(cell.get_mut_or_try_init(|| script.work()));
    task.pending();
    script.end(End::Ok(1));
    assert_eq!(task.ready(), Ok(&mut 1));
    assert!(script.is_dropped(), "with the end, not with the future");
    task.over();
    drop(task);
    let mut found = Task::new(cell.get_mut_or_init(pending));
    found.ready();
    found.over();
}

#[test]
fn a_closure_that_is_not_needed_is_dropped_with_the_end() {
    let (mut cell, captured) = (OnceCell::from_value(1), Rc::new(()));
    let kept = captured.clone();
    let mut found = Task::new(cell.get_mut_or_init(move || {
        drop(kept);
        pending()
    }));
    assert_eq!(found.ready(), &1);
    assert_eq!(Rc::strong_count(&captured), 1, "not with the future");
}

#[test]
fn has_a_name() {
    let mut cell = OnceCell::<u32>::new();
    let name = format!("{:?}", cell.get_mut_or_init(|| ready(1)));
    assert_eq!(name, "GetMutOrInit { .. }");
    let name = format!("{:?}", cell.get_mut_or_try_init(|| ready(Err(()))));
    assert_eq!(name, "GetMutOrTryInit { .. }");
}
