//! Many who wait: more than are woken in one batch, with others who come and go between batches, and
//! wakers that panic.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::semaphore::{Acquire, Semaphore};

use crate::support::{Count, Hooks, Task, leak, panics};

type Tasks = Arc<Mutex<Vec<Option<Task<Acquire<'static>>>>>>;

fn wait(semaphore: &'static Semaphore) -> Task<Acquire<'static>> {
    Task::waiting(semaphore.acquire(1))
}

/// `n` tasks, of which the first calls `f` when it is woken.
fn line(
    semaphore: &'static Semaphore,
    n: usize,
    f: impl Fn(&Tasks) + Send + Sync + 'static,
) -> (Hooks, Tasks) {
    let tasks = Tasks::default();
    let again = tasks.clone();
    let hooks = Hooks::new().on_wake(move || f(&again));
    let mut first = Task::new(semaphore.acquire(1));
    assert!(hooks.with(|w| first.poll_with(w)).is_pending());
    let mut all = vec![Some(first)];
    all.extend((1..n).map(|_| Some(wait(semaphore))));
    *tasks.lock().unwrap() = all;
    (hooks, tasks)
}

/// How many are ready, from the first one on; the others wait.
fn ready(tasks: &Tasks) -> usize {
    let mut ready = 0;
    let mut all = tasks.lock().unwrap();
    for (i, task) in all.iter_mut().enumerate() {
        let Some(task) = task else { continue };
        let woken = i == 0 || task.woken();
        match task.poll() {
            std::task::Poll::Ready(permit) => {
                assert!(woken, "{i} was not woken");
                permit.forget();
                ready += 1;
            }
            std::task::Poll::Pending => assert!(!woken, "{i} was woken in vain"),
        }
    }
    ready
}

#[test]
fn more_than_a_batch_in_one_release() {
    for n in [1, 2, 3, 31, 32, 33, 63, 64, 65, 96, 97, 200] {
        for permits in [n - 1, n, n + 1] {
            let semaphore = leak(Semaphore::new(0));
            let (hooks, tasks) = line(semaphore, n, |_| ());
            semaphore.release(permits);
            if permits > 0 {
                assert_eq!(ready(&tasks), permits.min(n));
            }
            assert_eq!(semaphore.available_permits(), permits.saturating_sub(n));
            // The first may wait to the end, with a waker that keeps all tasks.
            hooks.disarm();
        }
    }
}

#[test]
fn one_who_comes_between_two_batches_is_served_last() {
    let semaphore = leak(Semaphore::new(0));
    let (_hooks, tasks) = line(semaphore, 100, move |tasks| {
        tasks.lock().unwrap().push(Some(wait(semaphore)));
        assert!(semaphore.try_acquire(1).is_none(), "no overtaking");
    });
    semaphore.release(100);
    assert_eq!(ready(&tasks), 100);
    semaphore.release(1);
    let mut last = tasks.lock().unwrap().pop().flatten().unwrap();
    last.ready().forget();
    assert_eq!(semaphore.available_permits(), 0);
}

#[test]
fn those_who_go_between_two_batches_leave_their_permits_to_the_others() {
    // Already granted, the first of the next batch, in the middle, the last.
    for gone in [1, 30, 31, 32, 33, 50, 98, 99] {
        let semaphore = leak(Semaphore::new(0));
        let (_hooks, tasks) = line(semaphore, 100, move |tasks| {
            drop(tasks.lock().unwrap()[gone].take());
        });
        semaphore.release(99);
        assert_eq!(ready(&tasks), 99, "without {gone}");
        assert_eq!(semaphore.available_permits(), 0);
        assert!(semaphore.try_acquire(0).is_some());
    }
}

#[test]
fn all_the_others_may_go_between_two_batches() {
    let semaphore = leak(Semaphore::new(0));
    let (_hooks, tasks) = line(semaphore, 100, |tasks| {
        let all: Vec<_> = tasks.lock().unwrap().drain(1..).collect();
        drop(all);
    });
    semaphore.release(150);
    assert_eq!(ready(&tasks), 1);
    assert_eq!(semaphore.available_permits(), 149);
}

#[test]
fn releases_and_debts_between_two_batches_count() {
    let semaphore = leak(Semaphore::new(0));
    let (_hooks, tasks) = line(semaphore, 100, move |_| {
        semaphore.forget_exact(30);
        semaphore.release(10);
        semaphore.release(5);
    });
    semaphore.release(100);
    assert_eq!(ready(&tasks), 85);
    semaphore.release(15);
    assert_eq!(ready_again(&tasks), 15);
    assert!(semaphore.try_acquire(0).is_some());
    assert_eq!(semaphore.available_permits(), 0);
}

fn ready_again(tasks: &Tasks) -> usize {
    let mut all = tasks.lock().unwrap();
    let woken = all.iter_mut().flatten().filter(|task| task.woken());
    woken.map(|task| task.ready().forget()).count()
}

#[test]
fn one_waker_that_panics_keeps_nobody_from_being_woken() {
    for bad in [0, 1, 2, 31, 32, 33, 64, 99] {
        let semaphore = Semaphore::new(0);
        let hooks = Hooks::new().on_wake(|| panic!("wake"));
        let mut tasks: Vec<_> = (0..100)
            .map(|i| {
                let mut task = Task::new(semaphore.acquire(1));
                if i == bad {
                    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
                } else {
                    task.pending();
                }
                task
            })
            .collect();
        assert_eq!(panics(|| semaphore.release(101)), "wake");
        for (i, task) in tasks.iter_mut().enumerate() {
            assert!(
                i == bad || task.woken(),
                "{i} was not woken, {bad} panicked"
            );
            task.ready().forget();
        }
        assert_eq!(semaphore.available_permits(), 1);
        assert_eq!(hooks.kept(), 0);
    }
}

/// They are let through in a loop: neither the release nor the drops recurse.
#[test]
fn a_hundred_thousand_in_one_release() {
    let n = if cfg!(debug_assertions) {
        100_000
    } else {
        1_000_000
    };
    let semaphore = Semaphore::new(0);
    let count = Count::new();
    let waker = count.waker();
    let mut tasks: Vec<_> = (0..n)
        .map(|_| {
            let mut task = Box::pin(semaphore.acquire(1));
            let mut cx = std::task::Context::from_waker(&waker);
            assert!(task.as_mut().poll(&mut cx).is_pending());
            task
        })
        .collect();
    semaphore.release(n);
    assert_eq!((count.wakes(), count.kept()), (n, 1));
    // Half of them take their permit, the others give it back.
    let done = AtomicUsize::new(0);
    for mut task in tasks.drain(..).step_by(2) {
        match crate::support::poll_once(task.as_mut()) {
            std::task::Poll::Ready(permit) => permit.forget(),
            std::task::Poll::Pending => panic!("was not granted"),
        }
        done.fetch_add(1, SeqCst);
    }
    drop(tasks);
    assert_eq!(semaphore.available_permits(), n - done.into_inner());
}

#[test]
fn a_hundred_thousand_cancelled_one_after_the_other_each_handing_on() {
    let semaphore = Semaphore::new(0);
    let count = Count::new();
    let waker = count.waker();
    let tasks: Vec<_> = (0..100_000)
        .map(|_| {
            let mut task = Box::pin(semaphore.acquire(1));
            let mut cx = std::task::Context::from_waker(&waker);
            assert!(task.as_mut().poll(&mut cx).is_pending());
            task
        })
        .collect();
    semaphore.release(1);
    drop(tasks);
    assert_eq!((count.wakes(), count.kept()), (100_000, 1));
    assert_eq!(semaphore.available_permits(), 1);
}

/// No lock is held while they are woken, be they few.
#[test]
fn the_first_of_a_few_may_release_to_those_who_go_on_waiting() {
    for n in [2, 3, 31, 32] {
        let semaphore = leak(Semaphore::new(0));
        let (_hooks, tasks) = line(semaphore, n + 1, move |_| semaphore.release(1));
        semaphore.release(n);
        assert_eq!(ready(&tasks), n + 1);
        assert_eq!(semaphore.available_permits(), 0);
    }
}
