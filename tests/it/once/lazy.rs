//! `LazyCell`: one work for all callers, which outlives those who wait for it.

use std::{
    cell::Cell,
    future::{Ready, ready},
    marker::PhantomPinned,
    pin::{Pin, pin},
    sync::atomic::Ordering::SeqCst,
};

use mea::{
    blocking::block_on,
    marker::{CancelSafe, SnoozeOk, snooze_ok},
    once::LazyCell,
};

use super::{End, Ends, Script};
use crate::support::{Task, now, panics};

#[test]
fn is_made_when_it_is_first_wanted() {
    static BEGUN: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    static CELL: LazyCell<String> = LazyCell::new(|| {
        BEGUN.fetch_add(1, SeqCst);
        Box::pin(async { "lazy".into() })
    });
    assert_eq!((CELL.get(), BEGUN.load(SeqCst)), (None, 0));
    let threads = [0; 3].map(|_| std::thread::spawn(|| block_on(CELL.force())));
    for thread in threads {
        assert_eq!(thread.join().unwrap(), "lazy");
    }
    assert_eq!(CELL.get().unwrap(), "lazy");
    assert_eq!(BEGUN.load(SeqCst), 1);
}

#[test]
fn the_work_outlives_those_who_wait_for_it() {
    let script = Script::new();
    let cell = LazyCell::new(|| Box::pin(script.value()));
    assert!(!script.is_begun());
    for _ in 0..3 {
        drop(Task::waiting(cell.force()));
        assert!(script.is_begun() && !script.is_dropped());
    }
    let first = Task::waiting(cell.force());
    let mut second = Task::waiting(cell.force());
    let third = Task::waiting(cell.force());
    drop(first);
    // The one who has waited longest goes on.
    assert!(second.woken() && !third.woken());
    second.pending();
    script.end(End::Ok(1));
    assert_eq!(second.ready(), &1);
    assert!(script.is_dropped(), "with its end, not with the cell");
    assert!(third.woken());
    drop(third);
    assert_eq!(now(cell.force()), &1);
    assert!(script.is_begun(), "once");
}

#[test]
fn all_are_let_go_at_once() {
    let script = Script::new();
    let cell = LazyCell::new(|| Box::pin(script.value()));
    let mut tasks: Vec<_> = (0..100).map(|_| Task::waiting(cell.force())).collect();
    script.end(End::Ok(1));
    assert_eq!(tasks[0].ready(), &1);
    for task in &mut tasks[1..] {
        assert!(task.woken());
        assert_eq!(task.ready(), &1);
    }
    tasks[5].over();
}

/// Also if there is no need to wait.
#[test]
fn a_call_that_finds_the_value_is_over() {
    let cell = LazyCell::new(|| ready(1));
    now(cell.force());
    let mut found = Task::new(cell.force());
    assert_eq!(found.ready(), &1);
    found.over();
}

#[test]
fn work_that_panics_is_begun_again() {
    let script = Script::new();
    let cell = LazyCell::new(|| Box::pin(script.value()));
    let mut first = Task::waiting(cell.force());
    let mut second = Task::waiting(cell.force());
    script.end(End::Panic);
    assert_eq!(panics(|| first.poll().is_ready()), "the work panics");
    // Gone, though the first call is still there.
    assert!(script.is_dropped() && second.woken());
    script.end(End::Ok(2));
    assert_eq!(second.ready(), &2);
    assert_eq!(script.begun.get(), 2);
    first.over();
}

#[test]
fn a_closure_that_panics_is_called_again() {
    let calls = Cell::new(0);
    let cell = LazyCell::new(|| {
        calls.set(calls.get() + 1);
        assert!(calls.get() > 1, "the closure panics");
        ready(calls.get())
    });
    let mut first = Task::new(cell.force());
    assert_eq!(panics(|| first.poll().is_ready()), "the closure panics");
    assert_eq!(now(cell.force()), &2);
}

#[test]
fn work_that_fails_is_begun_again_by_the_next() {
    let script = Script::new();
    let cell = LazyCell::fallible(|| Box::pin(script.work()));
    let mut first = Task::waiting(cell.try_force());
    let mut second = Task::waiting(cell.try_force());
    let mut third = Task::waiting(cell.try_force());
    script.end(End::Err("failed"));
    assert_eq!(first.ready(), Err("failed"));
    assert!(second.woken() && !third.woken());
    assert_eq!(second.ready(), Err("failed"));
    assert_eq!((script.begun.get(), script.dropped.get()), (2, 2));
    script.end(End::Ok(3));
    assert_eq!(third.ready(), Ok(&3));
    assert_eq!(now(cell.try_force()), Ok(&3));
    assert_eq!(script.begun.get(), 3);
}

#[test]
fn work_that_may_not_move_is_pinned_with_the_cell() {
    /// Remembers where it is, and is upset if it is somewhere else.
    struct Placed(Cell<Option<*const Placed>>, u8, PhantomPinned);
    impl Placed {
        fn check(&self) {
            let here = std::ptr::from_ref(self);
            let before = self.0.replace(Some(here));
            assert!(before.is_none_or(|before| before == here), "moved");
        }
    }
    impl Future for Placed {
        type Output = u8;

        fn poll(self: Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<u8> {
            self.check();
            match self.1 {
                0 => std::task::Poll::Pending,
                value => std::task::Poll::Ready(value),
            }
        }
    }
    impl Drop for Placed {
        fn drop(&mut self) {
            if self.0.get().is_some() {
                self.check();
            }
        }
    }

    let begun = Cell::new(0);
    let cell = pin!(LazyCell::new(|| {
        begun.set(begun.get() + 1);
        Placed(Cell::new(None), 0, PhantomPinned)
    }));
    for _ in 0..3 {
        drop(Task::waiting(cell.as_ref().force_pin()));
    }
    assert_eq!(begun.get(), 1);
    // Dropped where it is, with the cell.

    let cell = pin!(LazyCell::new(|| Placed(Cell::new(None), 7, PhantomPinned)));
    assert_eq!(now(cell.as_ref().force_pin()), &7);
    let cell = pin!(LazyCell::fallible(|| async { Err::<u8, _>("async") }));
    assert_eq!(now(cell.as_ref().try_force_pin()), Err("async"));
}

#[test]
fn begun_work_is_dropped_with_the_cell() {
    for into_inner in [false, true] {
        let script = Script::new();
        let begin = script.clone();
        let cell = LazyCell::new(move || Box::pin(begin.value()));
        drop(Task::waiting(cell.force()));
        if into_inner {
            assert_eq!(cell.into_inner(), None);
        } else {
            drop(cell);
        }
        assert!(script.is_dropped());
    }
}

#[test]
fn the_value_is_changed_and_taken_through_the_only_reference() {
    let mut cell = LazyCell::new(|| ready(1));
    assert_eq!(cell.get_mut(), None);
    now(cell.force());
    *cell.get_mut().unwrap() += 1;
    assert_eq!(cell.get(), Some(&2));
    assert_eq!(cell.into_inner(), Some(2));
    assert_eq!(LazyCell::new(|| ready(1)).into_inner(), None);
}

#[test]
fn value_and_closure_are_dropped_once() {
    let (value, ends) = Ends::new();
    let (captured, captured_ends) = Ends::new();
    let mut value = Some(value);
    let cell = LazyCell::new(move || {
        let _ = &captured;
        ready(value.take().expect("begun once"))
    });
    now(cell.force());
    assert_eq!((ends.load(SeqCst), captured_ends.load(SeqCst)), (0, 0));
    drop(cell);
    assert_eq!((ends.load(SeqCst), captured_ends.load(SeqCst)), (1, 1));
}

/// Nobody polls the work while nobody calls: whoever says that this is fine may give up.
#[test]
fn is_as_cancel_safe_as_its_work_is_snooze_safe() {
    fn may_be_dropped<F: CancelSafe>(future: F) -> F {
        future
    }

    let cell: LazyCell<u8, Ready<u8>> = LazyCell::new(|| ready(1));
    assert_eq!(now(may_be_dropped(cell.force())), &1);
    type Boxed = Pin<Box<dyn Future<Output = u8> + Send>>;
    static CELL: LazyCell<u8, SnoozeOk<Boxed>> = LazyCell::new(|| {
        let work: Boxed = Box::pin(async { 1 });
        snooze_ok(work)
    });
    assert_eq!(now(may_be_dropped(CELL.force())), &1);
}

#[test]
fn says_what_it_has() {
    let cell = LazyCell::new(|| ready(1));
    assert_eq!(format!("{cell:?}"), "LazyCell(<no value>)");
    let name = format!("{:?}", cell.force());
    assert_eq!(name, "Force { .. }");
    now(cell.force());
    assert_eq!(format!("{cell:?}"), "LazyCell(1)");
    let cell = LazyCell::fallible(|| ready(Err::<u8, _>(())));
    let name = format!("{:?}", cell.try_force());
    assert_eq!(name, "TryForce { .. }");
}
