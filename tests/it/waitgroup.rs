//! The wait group: who counts, who waits, and what becomes of a handle or a wait that goes.
//!
//! That there cannot be too many handles is tested beside the code, where they need not be made.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
        mpsc,
    },
    thread,
};

use mea::{
    blocking::block_on,
    marker::{CancelSafe, SnoozeSafe},
    waitgroup::{Wait, WaitGroup},
};

use crate::support::{Hooks, Slot, Task, forget, now, panics, ready};

/// Around the edges of a batch of wakers.
const PLACES: [usize; 8] = [0, 1, 31, 32, 33, 63, 64, 99];

/// A hundred waits of a group with one handle. The one at `at` has a waker of these hooks.
fn line(at: usize, hooks: &Hooks) -> (WaitGroup, Vec<Task<Wait>>) {
    let group = WaitGroup::new();
    let wait = group.clone().into_future();
    let tasks = (0..100)
        .map(|i| {
            let mut task = Task::new(wait.clone());
            if i == at {
                assert!(hooks.with(|w| task.poll_with(w)).is_pending());
            } else {
                task.pending();
            }
            task
        })
        .collect();
    (group, tasks)
}

#[test]
fn states_and_how_they_are_shown() {
    let group = WaitGroup::default();
    assert_eq!(format!("{group:?}"), "WaitGroup { len: 1 }");
    let wait = group.clone().into_future();
    assert_eq!(format!("{wait:?}"), "Wait { handles: 1 }");
    drop(group);
    assert_eq!(format!("{wait:?}"), "Wait { handles: 0 }");
    let mut task = Task::new(wait);
    task.ready();
    assert_eq!(format!("{:?}", task.pinned()), "Wait { handles: 0 }");
}

#[test]
fn a_wait_may_go_anywhere_and_be_dropped() {
    fn all(_: &(impl CancelSafe + SnoozeSafe + Clone + Send + Sync + 'static)) {}
    all(&WaitGroup::new().into_future());
}

// Who counts.

#[test]
fn clones_add_and_drops_subtract() {
    let group = WaitGroup::new();
    let mut handles = vec![group.clone()];
    for n in 2..100 {
        assert!(handles.iter().all(|handle| handle.len() == n));
        let last = handles.last().unwrap().clone();
        handles.push(last);
    }
    assert_eq!(group.len(), 100);
    while handles.pop().is_some() {
        assert_eq!(group.len(), 1 + handles.len());
    }
}

#[test]
fn groups_are_apart() {
    let (a, b) = (WaitGroup::new(), WaitGroup::new());
    let other = b.clone();
    assert_eq!((a.len(), b.len()), (1, 2));
    now(a.into_future());
    let mut task = Task::waiting(b.into_future());
    drop(other);
    task.ready();
}

#[test]
fn who_is_alone_need_not_wait() {
    now(WaitGroup::new().into_future());
    now(async { WaitGroup::new().await });
    let group = WaitGroup::new();
    drop(group.clone());
    now(group.into_future());
}

#[test]
fn a_handle_that_is_awaited_is_given_up_at_once() {
    let group = WaitGroup::new();
    let wait = group.clone().into_future();
    assert_eq!(group.len(), 1, "before its first poll");
    let mut task = Task::waiting(wait);
    assert_eq!(group.len(), 1);
    task.pending();
    drop(task);
    assert_eq!(group.len(), 1, "and just once");
    // That of a wait that nobody will poll, too.
    let last = Task::waiting(group.clone().into_future());
    forget(group.into_future());
    assert!(last.woken());
}

#[test]
fn handles_that_are_awaited_do_not_wait_for_each_other() {
    let group = WaitGroup::new();
    let handles: Vec<_> = (0..5).map(|_| group.clone()).collect();
    let mut tasks: Vec<_> = handles
        .into_iter()
        .map(|handle| Task::waiting(handle.into_future()))
        .collect();
    assert_eq!(group.len(), 1);
    now(group.into_future());
    for task in &mut tasks {
        assert!(task.woken());
        task.ready();
    }
}

#[test]
fn a_forgotten_handle_is_waited_for_for_ever() {
    let group = WaitGroup::new();
    forget(group.clone());
    let mut task = Task::waiting(group.into_future());
    assert!(!task.woken());
    task.pending();
}

#[test]
fn a_handle_that_is_cloned_during_the_wait_is_waited_for() {
    let group = WaitGroup::new();
    let mut task = Task::waiting(group.clone().into_future());
    let later = group.clone();
    drop(group);
    assert!(!task.woken());
    task.pending();
    let last = later.clone();
    drop(later);
    task.pending();
    drop(last);
    assert!(task.woken());
    task.ready();
}

/// Whoever panics gives its handle up.
#[test]
fn a_handle_that_is_dropped_by_a_panic_counts_no_more() {
    let group = WaitGroup::new();
    let handle = group.clone();
    let mut task = Task::waiting(group.into_future());
    let work = move || {
        let _handle = handle;
        panic!("work")
    };
    assert_eq!(panics::<()>(work), "work");
    assert!(task.woken());
    task.ready();
}

// Who waits.

#[test]
fn all_waits_are_woken_once_by_the_last_handle() {
    for n in [1, 2, 31, 32, 33, 64, 65, 100] {
        for awaited in [false, true] {
            let group = WaitGroup::new();
            let handles: Vec<_> = (0..3).map(|_| group.clone()).collect();
            let wait = group.clone().into_future();
            let mut tasks: Vec<_> = (0..n).map(|_| Task::waiting(wait.clone())).collect();
            drop(handles);
            assert!(tasks.iter().all(|task| !task.woken()));
            if awaited {
                now(group.into_future());
            } else {
                drop(group);
            }
            for task in &mut tasks {
                assert_eq!(task.count.wakes(), 1);
                task.ready();
            }
        }
    }
}

#[test]
fn a_clone_of_a_wait_waits_for_the_same_by_itself() {
    let group = WaitGroup::new();
    let wait = group.clone().into_future();
    let mut first = Task::new(wait.clone());
    first.pending();
    // Of one in line; it is not in line itself.
    let second = Wait::clone(&first.pinned());
    let mut second = Task::new(second);
    drop(first);
    assert_eq!(second.count.kept(), 0);
    second.pending();
    let mut third = Task::waiting(Wait::clone(&second.pinned()));
    assert_eq!(group.len(), 1, "a wait is no handle");
    drop(group);
    assert!(second.woken() && third.woken());
    second.ready();
    third.ready();
    // Of one that has completed, and of one that was never polled.
    now(Wait::clone(&second.pinned()));
    now(wait.clone());
    now(wait);
}

#[test]
fn the_end_is_final() {
    let group = WaitGroup::new();
    let wait = group.into_future();
    for _ in 0..3 {
        now(wait.clone());
    }
    // A wait keeps what it waits for alive.
    let mut task = Task::new(wait.clone());
    drop(wait);
    task.ready();
    task.over();
}

#[test]
fn a_wait_that_is_dropped_takes_nothing_along() {
    for gone in 0..4 {
        for after in [false, true] {
            let group = WaitGroup::new();
            let mut tasks: Vec<_> = (0..4)
                .map(|_| Task::waiting(group.clone().into_future()))
                .collect();
            let mut group = Some(group);
            if after {
                drop(group.take());
            }
            drop(tasks.remove(gone));
            drop(group);
            for task in &mut tasks {
                assert_eq!(task.count.wakes(), 1);
                task.ready();
            }
        }
    }
}

/// The sign that somebody has waited stays; it hurts nobody.
#[test]
fn a_group_that_nobody_waits_for_any_more_is_as_any_other() {
    let group = WaitGroup::new();
    drop(Task::waiting(group.clone().into_future()));
    let handle = group.clone();
    assert_eq!(group.len(), 2);
    let mut task = Task::waiting(handle.into_future());
    drop(Task::waiting(group.clone().into_future()));
    assert_eq!(group.len(), 1);
    drop(group);
    task.ready();
}

#[test]
fn a_hundred_thousand_are_let_through_and_dropped_in_loops() {
    for ended in [true, false] {
        let group = WaitGroup::new();
        let wait = group.clone().into_future();
        let tasks: Vec<_> = (0..100_000).map(|_| Task::waiting(wait.clone())).collect();
        if ended {
            drop(group);
            assert!(tasks.iter().all(Task::woken));
        }
    }
}

// Wakers that come to the group themselves.

/// There is no handle any more: it is over for them, too.
#[test]
fn waits_that_begin_while_all_are_woken_need_not_wait() {
    for at in PLACES {
        let waits = Arc::new(Slot::new(WaitGroup::new().into_future()));
        let wait = waits.clone();
        let hooks = Hooks::new().on_wake(move || {
            let wait = wait.take().unwrap();
            assert_eq!(format!("{wait:?}"), "Wait { handles: 0 }");
            now(wait.clone());
            now(wait);
        });
        let (group, mut tasks) = line(at, &hooks);
        waits.take();
        waits.put(Wait::clone(&tasks[0].pinned()));
        drop(group);
        for (i, task) in tasks.iter_mut().enumerate() {
            assert!(i == at || task.woken(), "{i}");
            task.ready();
        }
        assert_eq!(hooks.wakes(), 1);
    }
}

#[test]
fn those_who_go_while_all_are_woken_take_nothing_along() {
    for gone in [1, 30, 31, 32, 33, 50, 99] {
        let all = Arc::new(Mutex::new(Vec::<Option<Task<Wait>>>::new()));
        let tasks = all.clone();
        let hooks = Hooks::new().on_wake(move || {
            let task = all.lock().unwrap()[gone].take();
            drop(task);
        });
        let (group, line) = line(0, &hooks);
        tasks.lock().unwrap().extend(line.into_iter().map(Some));
        drop(group);
        assert_eq!(hooks.wakes(), 1);
        let mut tasks = tasks.lock().unwrap();
        assert_eq!(tasks.iter_mut().flatten().map(Task::ready).count(), 99);
    }
}

/// The clone of the waker gives up the last handle, between looking and getting in line.
#[test]
fn a_clone_that_ends_the_group_ends_the_wait() {
    let group = WaitGroup::new();
    let wait = group.clone().into_future();
    let last = Slot::new(group);
    let hooks = Hooks::new().on_clone(move || drop(last.take()));
    let mut task = Task::new(wait);
    ready(hooks.with(|w| task.poll_with(w)));
    assert_eq!((hooks.wakes(), hooks.kept()), (0, 0));
}

/// The waker of a wait that is dropped had the last handle: the others are woken by that.
#[test]
fn the_drop_of_a_waker_may_end_the_group() {
    let group = WaitGroup::new();
    let wait = group.clone().into_future();
    let last = Slot::new(group);
    let hooks = Hooks::new().on_drop(move || drop(last.take()));
    let mut gone = Task::new(wait.clone());
    assert!(hooks.with(|w| gone.poll_with(w)).is_pending());
    let mut other = Task::waiting(wait.clone());
    drop(gone);
    assert!(other.woken());
    other.ready();

    // And that of one that is replaced.
    let group = WaitGroup::new();
    let mut task = Task::new(group.clone().into_future());
    let last = Slot::new(group);
    let hooks = Hooks::new().on_drop(move || drop(last.take()));
    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
    task.pending();
    assert!(task.woken());
    task.ready();
}

/// Groups that are ended by the wakers of others, one call within the other.
#[test]
fn a_waker_may_end_another_group() {
    let first = WaitGroup::new();
    let mut last = first.clone();
    let mut tasks = Vec::new();
    for _ in 0..20 {
        let next = WaitGroup::new();
        let mut task = Task::new(last.into_future());
        let handle = Slot::new(next.clone());
        let hooks = Hooks::new().on_wake(move || drop(handle.take()));
        assert!(hooks.with(|w| task.poll_with(w)).is_pending());
        tasks.push(task);
        last = next;
    }
    tasks.push(Task::waiting(last.into_future()));
    drop(first);
    tasks.iter_mut().for_each(Task::ready);
}

#[test]
fn one_waker_that_panics_keeps_nobody_from_being_woken() {
    for bad in PLACES {
        for awaited in [false, true] {
            let hooks = Hooks::new().on_wake(|| panic!("wake"));
            let (group, mut tasks) = line(bad, &hooks);
            let end = || {
                if awaited {
                    drop(group.into_future());
                } else {
                    drop(group);
                }
            };
            assert_eq!(panics(end), "wake");
            for (i, task) in tasks.iter_mut().enumerate() {
                assert!(i == bad || task.woken(), "{i} was not woken");
                assert_eq!(format!("{:?}", task.pinned()), "Wait { handles: 0 }");
                task.ready();
            }
            assert_eq!((hooks.wakes(), hooks.kept()), (1, 0));
        }
    }
}

#[test]
fn a_waker_that_panics_when_it_is_cloned_is_not_in_line() {
    let group = WaitGroup::new();
    let hooks = Hooks::new().on_clone(|| panic!("clone"));
    let mut task = Task::new(group.clone().into_future());
    assert_eq!(panics(|| hooks.with(|w| task.poll_with(w))), "clone");
    assert_eq!(group.len(), 1);
    task.pending();
    drop(group);
    task.ready();
}

// Threads.

/// What was done before a handle was given up, in any way, is seen after every wait.
#[test]
fn threads_wait_for_threads() {
    for _ in 0..100 {
        let group = WaitGroup::new();
        let done = Arc::new(AtomicUsize::new(0));
        let threads: Vec<_> = (0..4)
            .map(|i| {
                let (handle, done) = (group.clone(), done.clone());
                thread::spawn(move || {
                    let second = handle.clone();
                    drop(handle);
                    done.fetch_add(1, Relaxed);
                    if i % 2 == 0 {
                        drop(second);
                    } else {
                        block_on(second);
                        assert_eq!(done.load(Relaxed), 4);
                    }
                })
            })
            .collect();
        block_on(group);
        assert_eq!(done.load(Relaxed), 4);
        for thread in threads {
            thread.join().unwrap();
        }
    }
}

/// A wait and a handle go to other threads, and end there.
#[test]
fn waits_and_handles_move() {
    let (send, receive) = mpsc::channel::<WaitGroup>();
    let group = WaitGroup::new();
    let wait = group.clone().into_future();
    let mut task = Task::waiting(wait.clone());
    let waiter = thread::spawn(move || block_on(wait));
    let dropper = thread::spawn(move || drop(receive.recv().unwrap()));
    send.send(group).unwrap();
    dropper.join().unwrap();
    waiter.join().unwrap();
    task.ready();
}
