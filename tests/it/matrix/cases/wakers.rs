//! Which waker wakes, and wakers that use the primitive themselves.

use std::sync::Arc;

use crate::{
    matrix::subject::{Subject, behind, drain, shared},
    support::{Count, Hooks, Task, ready},
};

pub(in crate::matrix) fn case_04_only_the_last_waker_wakes<S: Subject>() {
    let subject = S::busy();
    let mut task = Task::new(subject.future());
    let (a, b) = (Count::new(), Count::new());
    let (first, second) = (a.waker(), b.waker());
    // One of each is ours.
    assert!(task.poll_with(&first).is_pending());
    assert_eq!((a.kept(), b.kept()), (2, 1));
    assert!(task.poll_with(&second).is_pending());
    assert_eq!((a.kept(), b.kept()), (1, 2), "A is dropped at once");
    assert!(task.poll_with(&first).is_pending());
    assert!(task.poll_with(&second).is_pending());
    subject.grant();
    assert_eq!((a.wakes(), b.wakes()), (0, 1));
    subject.give_back(task.ready());
    drop(task);
    subject.assert_idle();
}

pub(in crate::matrix) fn case_05_clone_and_wake_re_enter<S: Subject>() {
    let subject = shared::<S>();
    let again = subject.clone();
    let hooks = {
        let (a, b, c) = (again.clone(), again.clone(), again);
        Hooks::new()
            .on_clone(move || a.touch())
            .on_wake(move || b.touch())
            .on_drop(move || c.touch())
    };
    let mut task = Task::new(subject.future());
    // The first poll clones; the second finds its own waker; the third replaces it; the fourth
    // clones while another one is in line.
    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
    task.pending();
    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
    let others = behind(&*subject, 1);
    subject.grant();
    assert_eq!(hooks.wakes(), 1);
    subject.give_back(ready(hooks.with(|w| task.poll_with(w))));
    drop(task);
    drain(&*subject, others);
    assert_eq!(hooks.kept(), 0);
    hooks.disarm();
    assert_eq!(Arc::strong_count(&subject), 1);

    // Woken by one who was granted it, and gave up.
    if S::LINE == 1 {
        return;
    }
    let subject = shared::<S>();
    let again = subject.clone();
    let hooks = Hooks::new().on_wake(move || again.touch());
    let first = Task::waiting(subject.future());
    let mut second = Task::new(subject.future());
    assert!(hooks.with(|w| second.poll_with(w)).is_pending());
    subject.grant();
    drop(first);
    assert_eq!(hooks.wakes(), 1);
    subject.give_back(ready(hooks.with(|w| second.poll_with(w))));
    drop(second);
    hooks.disarm();
}

pub(in crate::matrix) fn case_10_release_between_try_and_enqueue<S: Subject>() {
    // Before the first enqueue.
    let subject = shared::<S>();
    let again = subject.clone();
    let hooks = Hooks::new().on_clone(move || again.grant());
    let mut task = Task::new(subject.future());
    let output = ready(hooks.with(|w| task.poll_with(w)));
    assert_eq!((hooks.wakes(), hooks.kept()), (0, 0));
    subject.give_back(output);
    drop(task);
    subject.assert_idle();

    // In line already, and changing wakers.
    let subject = shared::<S>();
    let again = subject.clone();
    let hooks = Hooks::new().on_clone(move || again.grant());
    let mut task = Task::waiting(subject.future());
    let output = ready(hooks.with(|w| task.poll_with(w)));
    assert!(task.woken(), "the waker that was in line is told");
    assert_eq!((hooks.wakes(), hooks.kept()), (0, 0));
    subject.give_back(output);
    drop(task);
    subject.assert_idle();
}

pub(in crate::matrix) fn case_14_user_drop_and_clone_not_under_a_lock<S: Subject>() {
    let subject = shared::<S>();
    let again = subject.clone();
    let hooks = Hooks::new().on_drop(move || again.touch());
    let queued = || {
        let mut task = Task::new(subject.future());
        assert!(hooks.with(|w| task.poll_with(w)).is_pending());
        task
    };

    // Replaced by another waker.
    let mut task = queued();
    task.pending();
    assert_eq!(hooks.drops(), 1);
    drop(task);

    // Dropped with the wait, alone and with others behind.
    drop(queued());
    assert_eq!(hooks.drops(), 2);
    let task = queued();
    let others = behind(&*subject, 2);
    drop(task);
    assert_eq!(hooks.drops(), 3);
    drain(&*subject, others);
    assert_eq!(hooks.kept(), 0);
    hooks.disarm();
}
