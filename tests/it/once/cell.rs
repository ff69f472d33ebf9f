//! `OnceCell`: the value, and who may see it.

use std::{
    future::{pending, ready},
    sync::{Arc, atomic::Ordering::SeqCst},
    thread,
};

use mea::{blocking::block_on, once::OnceCell};

use super::{End, Ends, Script};
use crate::support::{Task, forget, now, panics, poll_and_drop, poll_once};

#[test]
fn keeps_the_first_value() {
    static CELL: OnceCell<u32> = OnceCell::new();
    assert_eq!(CELL.get(), None);
    let first = now(CELL.get_or_init(|| ready(1)));
    let second = now(CELL.get_or_init(|| -> std::future::Ready<u32> { unreachable!() }));
    assert_eq!((first, CELL.get()), (&1, Some(&1)));
    assert!(std::ptr::eq(first, second));
}

#[test]
fn is_made_with_a_value_or_without() {
    static CELL: OnceCell<u32> = OnceCell::from_value(1);
    assert_eq!(CELL.get(), Some(&1));
    assert_eq!(now(CELL.wait()), &1);
    assert_eq!(now(CELL.get_or_init(pending)), &1);
    assert_eq!(OnceCell::from(1).get(), Some(&1));
    assert_eq!(OnceCell::<u32>::default().get(), None);
}

#[test]
fn others_wait_and_then_see_the_same_value() {
    let (cell, script) = (OnceCell::new(), Script::new());
    let mut first = Task::waiting(cell.get_or_init(|| script.value()));
    let mut second = Task::waiting(cell.get_or_init(pending));
    let mut third = Task::waiting(cell.get_or_try_init(pending::<Result<u32, ()>>));
    let mut wait = Task::waiting(cell.wait());
    assert_eq!(cell.get(), None);
    script.end(End::Ok(1));
    let value = first.ready();
    assert!(second.woken() && third.woken() && wait.woken());
    for other in [
        second.ready(),
        third.ready().unwrap(),
        wait.ready(),
        cell.get().unwrap(),
    ] {
        assert!(std::ptr::eq(value, other));
    }
}

#[test]
fn an_error_is_for_the_one_whose_work_it_was() {
    let (cell, script) = (OnceCell::new(), Script::new());
    let mut first = Task::waiting(cell.get_or_try_init(|| script.work()));
    let mut wait = Task::waiting(cell.wait());
    let mut second = Task::waiting(cell.get_or_try_init(|| ready(Err::<_, &str>("second"))));
    script.end(End::Err("first"));
    assert_eq!(first.ready(), Err("first"));
    assert_eq!(second.ready(), Err("second"));
    assert!(cell.get().is_none() && !wait.woken());
    assert_eq!(
        now(cell.get_or_try_init(|| ready(Ok::<_, &str>(3)))),
        Ok(&3)
    );
    assert_eq!(wait.ready(), &3);
}

#[test]
fn the_value_is_changed_and_taken_through_the_only_reference() {
    let mut cell = OnceCell::new();
    assert_eq!(cell.get_mut(), None);
    assert_eq!(cell.take(), None);
    now(cell.get_or_init(async || 1));
    *cell.get_mut().unwrap() += 1;
    assert_eq!(cell.take(), Some(2));
    assert_eq!(cell.get(), None);
    assert_eq!(cell.get_mut(), None);
    // As good as new: nobody is let in by what was there before.
    let first = Task::waiting(cell.get_or_init(pending));
    let mut second = Task::waiting(cell.get_or_init(|| ready(3)));
    drop(first);
    assert_eq!(second.ready(), &3);
    drop(second);
    assert_eq!(cell.into_inner(), Some(3));
    assert_eq!(OnceCell::<u32>::new().into_inner(), None);
}

#[test]
fn a_value_is_dropped_once() {
    // With the cell, out of it, in place of another.
    for how in 0..3 {
        let (value, ends) = Ends::new();
        let mut cell = OnceCell::new();
        now(cell.get_or_init(async || value));
        assert_eq!(ends.load(SeqCst), 0);
        match how {
            0 => drop(cell),
            1 => drop(cell.into_inner()),
            _ => {
                drop(cell.take());
                assert_eq!(ends.load(SeqCst), 1);
                drop(cell);
            }
        }
        assert_eq!(ends.load(SeqCst), 1);
    }
}

#[test]
fn values_without_size() {
    static ENDS: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    #[derive(Debug)]
    struct Nothing;
    impl Drop for Nothing {
        fn drop(&mut self) {
            ENDS.fetch_add(1, SeqCst);
        }
    }

    let mut cell = OnceCell::new();
    assert!(cell.get().is_none());
    now(cell.get_or_init(async || Nothing));
    assert!(cell.get().is_some() && ENDS.load(SeqCst) == 0);
    drop(now(cell.set(Nothing)).unwrap_err());
    assert_eq!(ENDS.load(SeqCst), 1);
    drop(cell.take());
    assert_eq!(ENDS.load(SeqCst), 2);
    assert!(cell.get().is_none());
    now(cell.set(Nothing)).unwrap();
    drop(cell);
    assert_eq!(ENDS.load(SeqCst), 3);

    let unit = OnceCell::new();
    assert_eq!(unit.get(), None);
    now(unit.get_or_init(async || ()));
    assert_eq!(unit.get(), Some(&()));
}

/// The cell may outlive what it refers to, as `Option` may: it has no destructor that looks.
#[test]
fn may_be_older_than_what_it_borrows() {
    let cell = OnceCell::new();
    let text = String::from("younger");
    now(cell.get_or_init(async || text.as_str()));
    assert_eq!(cell.get(), Some(&"younger"));
}

/// Safe code may forget a call and still use the cell, which is not borrowed any more then.
#[test]
fn a_call_that_is_forgotten_holds_the_cell_until_it_is_taken() {
    fn forget_polled<F: Future>(call: F) {
        let mut call = Box::pin(call);
        assert!(poll_once(call.as_mut()).is_pending());
        // Its address, for a leak checker.
        forget(std::ptr::from_ref(&*call).cast::<()>().addr());
        std::mem::forget(call);
    }

    let mut cell = OnceCell::new();
    forget_polled(cell.get_or_init(pending));
    forget_polled(cell.get_or_init(|| ready(1)));
    forget_polled(cell.wait());
    assert!(poll_and_drop(cell.get_or_init(|| ready(2))).is_pending());
    assert_eq!(cell.take(), None);
    assert_eq!(now(cell.get_or_init(|| ready(3))), &3);
}

#[test]
fn clones_and_compares_as_what_it_has() {
    let (none, one, two) = (
        OnceCell::new(),
        OnceCell::from_value(1),
        OnceCell::from_value(2),
    );
    assert_eq!(none.clone(), none);
    assert_eq!(one.clone(), one);
    assert_ne!(one, two);
    assert_ne!(one, none);
    let clone = none.clone();
    now(clone.set(1)).unwrap();
    assert_eq!(clone, one);
    assert_eq!(none.get(), None, "another cell");
}

#[test]
fn says_what_it_has() {
    assert_eq!(
        format!("{:?}", OnceCell::<u32>::new()),
        "OnceCell(<no value>)"
    );
    let cell = OnceCell::from_value("text");
    assert_eq!(format!("{cell:?}"), "OnceCell(\"text\")");
    let futures = format!(
        "{:?} {:?} {:?} {:?} {:?}",
        cell.get_or_init(|| ready("")),
        cell.get_or_try_init(|| ready(Err(()))),
        cell.try_insert(""),
        cell.set(""),
        cell.wait(),
    );
    let names =
        "GetOrInit { .. } GetOrTryInit { .. } TryInsert { .. } Set { .. } OnceCellWait { .. }";
    assert_eq!(futures, names);
}

#[test]
fn threads_see_the_whole_value() {
    const ROUNDS: usize = 500;
    for _ in 0..ROUNDS {
        let cell = Arc::new(OnceCell::<Vec<usize>>::new());
        let threads = [0, 1, 2].map(|i| {
            let cell = cell.clone();
            thread::spawn(move || {
                let value = match i {
                    0 => block_on(cell.get_or_init(async || (0..10).collect())),
                    1 => block_on(cell.wait()),
                    _ => loop {
                        if let Some(value) = cell.get() {
                            break value;
                        }
                        thread::yield_now();
                    },
                };
                assert_eq!(value.iter().sum::<usize>(), 45);
                std::ptr::from_ref(value) as usize
            })
        });
        let [a, b, c] = threads.map(|thread| thread.join().unwrap());
        assert!(a == b && b == c);
    }
}

#[test]
fn a_future_that_was_ready_is_not_polled_again() {
    let cell = OnceCell::from_value(1);
    let again: [Box<dyn FnOnce()>; 4] = [
        Box::new(|| {
            let mut task = Task::new(cell.get_or_init(|| ready(2)));
            task.ready();
            let _ = task.poll();
        }),
        Box::new(|| {
            let mut task = Task::new(cell.get_or_try_init(|| ready(Err::<u32, ()>(()))));
            task.ready().unwrap();
            let _ = task.poll();
        }),
        Box::new(|| {
            let mut task = Task::new(cell.try_insert(2));
            task.ready().unwrap_err();
            let _ = task.poll();
        }),
        Box::new(|| {
            let mut task = Task::new(cell.wait());
            task.ready();
            let _ = task.poll();
        }),
    ];
    for again in again {
        let message = panics(again);
        assert!(message.contains("polled again after"), "{message}");
    }
}
