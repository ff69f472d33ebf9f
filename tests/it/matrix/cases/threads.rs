//! Two threads at one future.

use std::{
    sync::{
        Barrier,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

use mea::blocking::FutureExt;

use crate::matrix::subject::{Subject, drain, line};

/// Much longer than anything here takes: who waits as long was not woken.
const FOR_EVER: Duration = Duration::from_secs(60);

/// The store buffering pattern: one enqueues and looks at the permits, the other releases them and
/// looks for waiters. Whatever comes first, the wait ends.
pub(in crate::matrix) fn case_11_release_against_enqueue<S: Subject>() {
    const ROUNDS: usize = 400;
    let subjects: Vec<S> = (0..ROUNDS).map(|_| S::busy()).collect();
    let start = Barrier::new(2);
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for subject in &subjects {
                start.wait();
                if stop.load(SeqCst) {
                    return;
                }
                subject.grant();
            }
        });
        for subject in &subjects {
            let future = subject.future();
            start.wait();
            match future.wait_timeout(FOR_EVER) {
                Ok(output) => subject.give_back(output),
                Err(elapsed) => {
                    stop.store(true, SeqCst);
                    start.wait();
                    panic!("a lost wake-up: {elapsed}");
                }
            }
        }
    });
    for subject in &subjects {
        subject.assert_idle();
    }
}

pub(in crate::matrix) fn case_12_poll_here_and_drop_there<S: Subject>() {
    // Dropped there, while it waits and after it was granted.
    for granted in [false, true] {
        let subject = S::busy();
        let mut tasks = line(&subject, 3);
        let first = tasks.remove(0);
        if granted {
            subject.grant();
        }
        thread::spawn(move || drop(first)).join().unwrap();
        if granted && !tasks.is_empty() {
            let mut second = tasks.remove(0);
            assert!(second.woken());
            subject.give_back(second.ready());
        }
        drain(&subject, tasks);
    }
    // Polled there, granted here, completed and given back there.
    let subject = S::busy();
    let mut task = crate::support::Task::new(subject.future());
    let mut task = thread::spawn(move || {
        task.pending();
        task
    })
    .join()
    .unwrap();
    subject.grant();
    thread::scope(|scope| {
        scope.spawn(|| {
            subject.give_back(task.ready());
            drop(task);
        });
    });
    subject.assert_idle();
}
