//! Work that comes to nothing: dropped, failed, panicked. The next in line does its own.

use std::{
    cell::RefCell,
    future::pending,
    pin::Pin,
    sync::{Arc, atomic::Ordering::SeqCst},
    task::Poll,
};

use mea::once::{LazyCell, Once, OnceCell};

use super::{End, Ends, Script};
use crate::support::{Hooks, Task, now, panics, poll_and_drop};

type Call<'a> = Pin<Box<dyn Future<Output = Result<u32, &'static str>> + 'a>>;

fn call<'a>(cell: &'a OnceCell<u32>, script: &Script) -> Task<Call<'a>> {
    let script = script.clone();
    let call = async move { cell.get_or_try_init(|| script.work()).await.copied() };
    Task::waiting(Box::pin(call))
}

/// In the order of arrival, each with its own work, until one of them succeeds.
#[test]
fn the_next_in_line_does_its_own_work() {
    let cell = OnceCell::new();
    let scripts: [Script; 6] = Default::default();
    let mut tasks: Vec<_> = scripts.iter().map(|script| call(&cell, script)).collect();
    let working = |n: usize| {
        for (i, script) in scripts.iter().enumerate() {
            assert_eq!(script.begun.get(), usize::from(i <= n), "script {i}");
            assert_eq!(script.is_dropped(), i < n, "script {i}");
        }
    };
    working(0);

    // Dropped while it works.
    tasks.remove(0);
    let woken: Vec<_> = tasks.iter().map(|task| task.woken()).collect();
    assert_eq!(woken, [true, false, false, false, false]);
    tasks[0].pending();
    working(1);

    // Fails.
    scripts[1].end(End::Err("second"));
    assert_eq!(tasks[0].ready(), Err("second"));
    assert!(tasks[1].woken() && !tasks[2].woken());
    tasks[1].pending();
    working(2);

    // Panics; what is left of it stays around.
    scripts[2].end(End::Panic);
    assert_eq!(panics(|| tasks[1].poll().is_ready()), "the work panics");
    assert!(tasks[2].woken() && !tasks[3].woken());
    assert_eq!(cell.get(), None);

    // Dropped when it was its turn, but before it saw that.
    tasks.remove(2);
    assert!(tasks[2].woken());
    assert_eq!(scripts[3].begun.get(), 0);
    tasks[2].pending();
    assert!(scripts[4].is_begun());

    // Succeeds.
    scripts[4].end(End::Ok(5));
    assert_eq!(tasks[2].ready(), Ok(5));
    assert!(tasks[3].woken());
    assert_eq!(tasks[3].ready(), Ok(5));
    assert_eq!(scripts[5].begun.get(), 0);
}

#[test]
fn a_closure_that_panics_hands_over_too() {
    let cell = OnceCell::new();
    let mut first =
        Task::new(cell.get_or_init(|| -> Pin<Box<dyn Future<Output = u32>>> {
            panic!("the closure panics")
        }));
    assert_eq!(panics(|| first.poll().is_ready()), "the closure panics");
    // It is still there, but over.
    let message = panics(|| first.poll().is_ready());
    assert!(message.contains("polled again"), "{message}");
    assert_eq!(*now(cell.get_or_init(async || 2)), 2);
}

#[test]
fn a_panic_hands_over_before_the_future_is_dropped() {
    let (once, script) = (Once::new(), Script::new());
    let mut first = Task::waiting(once.call_once(|| script.unit()));
    let mut second = Task::waiting(once.call_once(async || {}));
    script.end(End::Panic);
    panics(|| first.poll().is_ready());
    assert!(script.is_dropped(), "the work, at once");
    assert!(second.woken());
    second.ready();
    drop(first);
    assert!(once.is_completed());
}

/// The work of one is gone, destructors and all, before that of the next begins.
#[test]
fn works_do_not_overlap() {
    struct Says<'a>(&'a RefCell<Vec<String>>, &'static str);
    impl Drop for Says<'_> {
        fn drop(&mut self) {
            self.0.borrow_mut().push(format!("{} ends", self.1));
        }
    }

    let log = RefCell::new(Vec::new());
    let cell = OnceCell::<u32>::new();
    let work = async |name: &'static str, end: Option<Result<u32, ()>>| {
        log.borrow_mut().push(format!("{name} begins"));
        let _says = Says(&log, name);
        match end {
            Some(end) => end,
            None => pending().await,
        }
    };
    let first = Task::waiting(cell.get_or_try_init(|| work("dropped", None)));
    let mut second = Task::waiting(cell.get_or_try_init(|| work("failed", Some(Err(())))));
    let mut third = Task::waiting(cell.get_or_try_init(|| work("good", Some(Ok(3)))));
    drop(first);
    second.ready().unwrap_err();
    third.ready().unwrap();
    assert_eq!(
        *log.borrow(),
        [
            "dropped begins",
            "dropped ends",
            "failed begins",
            "failed ends",
            "good begins",
            "good ends",
        ],
    );
}

/// Work that ends like this at its second poll, if ever, and its destructor.
fn ending(
    end: Option<End>,
    ends: Ends,
) -> Pin<Box<dyn Future<Output = Result<u32, &'static str>>>> {
    let mut polls = 0;
    Box::pin(std::future::poll_fn(move |_| {
        let _ = &ends;
        polls += 1;
        match end {
            Some(end) if polls == 2 => match end {
                End::Ok(value) => Poll::Ready(Ok(value)),
                End::Err(error) => Poll::Ready(Err(error)),
                End::Panic => panic!("the work panics"),
            },
            _ => Poll::Pending,
        }
    }))
}

/// Whoever is woken, to work or to look, may do so from the very wake-up: the work before is gone.
#[test]
fn the_work_is_gone_before_anybody_is_woken() {
    for end in [
        None,
        Some(End::Ok(1)),
        Some(End::Err("failed")),
        Some(End::Panic),
    ] {
        let (ends, count) = Ends::new();
        let hooks = Hooks::new().on_wake(move || assert_eq!(count.load(SeqCst), 1, "too early"));
        let cell = OnceCell::new();
        let mut first = Task::waiting(cell.get_or_try_init(|| ending(end, ends)));
        let mut second = Task::new(cell.get_or_init(async || 2));
        assert!(hooks.with(|w| second.poll_with(w)).is_pending());
        match end {
            None => drop(first),
            Some(End::Panic) => drop(panics(|| first.poll().is_ready())),
            Some(_) => drop(first.ready()),
        }
        assert_eq!(hooks.wakes(), 1);
        second.ready();
    }
}

#[test]
fn the_work_of_a_lazy_cell_is_gone_before_anybody_is_woken() {
    for end in [End::Ok(1), End::Err("failed"), End::Panic] {
        let (ends, count) = Ends::new();
        let hooks = Hooks::new().on_wake(move || assert_eq!(count.load(SeqCst), 1, "too early"));
        let mut ends = Some(ends);
        let cell = LazyCell::fallible(|| ending(Some(end), ends.take().unwrap_or_default()));
        let mut first = Task::waiting(cell.try_force());
        let mut second = Task::new(cell.try_force());
        assert!(hooks.with(|w| second.poll_with(w)).is_pending());
        match end {
            End::Panic => drop(panics(|| first.poll().is_ready())),
            _ => drop(first.ready()),
        }
        assert_eq!(hooks.wakes(), 1);
        let _ = second.poll();
    }
}

/// A destructor of the work that panics: the right is not lost.
#[test]
fn work_whose_end_panics_hands_over() {
    struct Bad;
    impl Drop for Bad {
        fn drop(&mut self) {
            panic!("the end of the work panics");
        }
    }

    // Dropped by its caller, and by its own end.
    for ready in [false, true] {
        let cell = OnceCell::new();
        let bad = Bad;
        let mut polls = 0;
        // Not an `async` block, which would drop `Bad` itself before it is ready.
        let mut first = Task::new(cell.get_or_init(|| {
            std::future::poll_fn(move |_| {
                let _ = &bad;
                polls += 1;
                if ready && polls == 2 {
                    Poll::Ready(1)
                } else {
                    Poll::Pending
                }
            })
        }));
        first.pending();
        let mut second = Task::waiting(cell.get_or_init(async || 2));
        let message = if ready {
            panics(|| first.poll().is_ready())
        } else {
            panics(move || drop(first))
        };
        assert_eq!(message, "the end of the work panics");
        assert!(second.woken());
        assert_eq!(*second.ready(), 2);
    }
}

/// Those who leave the line, wherever they are, take nothing along.
#[test]
fn any_of_those_in_line_may_leave() {
    for gone in 0..4 {
        let cell = OnceCell::new();
        let scripts: [Script; 5] = Default::default();
        let mut tasks: Vec<_> = scripts.iter().map(|script| call(&cell, script)).collect();
        tasks.remove(1 + gone);
        scripts[0].end(End::Err("first"));
        assert_eq!(tasks[0].ready(), Err("first"));
        for (i, script) in scripts
            .iter()
            .enumerate()
            .skip(1)
            .filter(|(i, _)| *i != 1 + gone)
        {
            let task = &mut tasks[if i > gone { i - 1 } else { i }];
            assert!(task.woken(), "{i} with {gone} gone");
            script.end(End::Err("another"));
            assert_eq!(task.ready(), Err("another"));
        }
        assert_eq!(now(cell.get_or_init(async || 1)), &1);
    }
}

/// A call that is given up over and over, as in a loop that races it, leaves nothing behind.
#[test]
fn giving_up_over_and_over_leaves_nothing() {
    let (cell, script) = (OnceCell::new(), Script::new());
    let mut leader = Task::waiting(cell.get_or_init(|| script.value()));
    let brought = Arc::new(());
    for _ in 0..1000 {
        let brought = brought.clone();
        let call = cell.get_or_init(async move || {
            drop(brought);
            0
        });
        assert!(poll_and_drop(call).is_pending());
        assert!(poll_and_drop(cell.wait()).is_pending());
    }
    assert_eq!(Arc::strong_count(&brought), 1);
    script.end(End::Ok(1));
    assert_eq!(leader.ready(), &1);
}
