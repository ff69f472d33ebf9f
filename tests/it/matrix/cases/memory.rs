//! What a future keeps, and where it may be.

use crate::{
    matrix::subject::{Subject, behind, drain},
    support::{Task, poll_once, ready},
    tables,
};

pub(in crate::matrix) fn case_13_no_waker_or_owner_is_kept<S: Subject>() {
    let subject = S::busy();
    let owners = subject.owners();

    // Completed: before the future is dropped, too.
    let mut task = Task::new(subject.future());
    assert_eq!(task.count.kept(), 0);
    task.pending();
    assert_eq!(task.count.kept(), 1);
    subject.grant();
    assert_eq!(task.count.kept(), 0, "consumed by the wake-up");
    let output = task.ready();
    assert_eq!(task.count.kept(), 0);
    subject.give_back(output);
    let count = task.count.clone();
    drop(task);
    assert_eq!((count.kept(), subject.owners()), (0, owners));
    subject.assert_idle();

    // Cancelled in every state.
    let subject = S::busy();
    let owners = subject.owners();
    drop(subject.future());
    assert_eq!(subject.owners(), owners);
    let task = Task::waiting(subject.future());
    let count = task.count.clone();
    drop(task);
    assert_eq!((count.kept(), subject.owners()), (0, owners));
    let task = Task::waiting(subject.future());
    let count = task.count.clone();
    subject.grant();
    drop(task);
    assert_eq!(count.kept(), 0);
    subject.assert_idle();
}

/// The table of auto traits has the future; it says what a multi-threaded executor needs.
pub(in crate::matrix) fn case_15_auto_traits_are_in_the_table<S: Subject>() {
    assert!(
        tables::FUTURES.iter().any(|row| row.name == S::FUTURE),
        "{} is not in `tables::FUTURES`",
        S::FUTURE,
    );
}

pub(in crate::matrix) fn case_16_moved_before_pinned_and_by_reference<S: Subject>() {
    // Moved until it is pinned.
    let subject = S::busy();
    let mut moved = vec![subject.future()];
    moved.reserve(100);
    let mut task = Task::new(moved.remove(0));
    task.pending();

    // Polled through `&mut`; the reference is dropped, the place in line stays.
    let others = behind(&subject, 1);
    for _ in 0..2 {
        let by_reference = async { task.pinned().await };
        assert!(poll_once(std::pin::pin!(by_reference)).is_pending());
    }
    subject.grant();
    let by_reference = async { task.pinned().await };
    let output = ready(poll_once(std::pin::pin!(by_reference)));
    subject.give_back(output);
    drop(task);
    drain(&subject, others);
}
