//! Wakers that panic, one at a time, and polls too many: whoever sees the panic, nothing stays
//! linked or is lost, and the others get their turn.

use crate::{
    matrix::subject::{Reach, Subject, behind, drain, line, shared},
    support::{Hooks, Task, panics},
};

pub(in crate::matrix) fn case_06_clone_wake_and_drop_panic<S: Subject>() {
    clone_panics::<S>();
    wake_panics::<S>();
    drop_panics::<S>();
}

fn clone_panics<S: Subject>() {
    // At the first poll: not in line yet. It may go on with another waker.
    let subject = S::busy();
    let hooks = Hooks::new().on_clone(|| panic!("clone"));
    let mut task = Task::new(subject.future());
    assert_eq!(panics(|| hooks.with(|w| task.poll_with(w))), "clone");
    task.pending();
    let mut tasks = behind(&subject, 1);
    tasks.insert(0, task);
    drain(&subject, tasks);

    // Or be dropped.
    let subject = S::busy();
    let mut task = Task::new(subject.future());
    assert_eq!(panics(|| hooks.with(|w| task.poll_with(w))), "clone");
    drop(task);
    let tasks = line(&subject, 1);
    drain(&subject, tasks);

    // At a later poll: in line, with the old waker.
    let subject = S::busy();
    let mut task = Task::waiting(subject.future());
    assert_eq!(panics(|| hooks.with(|w| task.poll_with(w))), "clone");
    let mut tasks = behind(&subject, 1);
    tasks.insert(0, task);
    drain(&subject, tasks);
    assert_eq!(hooks.kept(), 0);
}

fn wake_panics<S: Subject>() {
    // The grant arrives all the same, and the others are not forgotten.
    for dropped in [false, true] {
        let subject = S::busy();
        let hooks = Hooks::new().on_wake(|| panic!("wake"));
        let mut task = Task::new(subject.future());
        assert!(hooks.with(|w| task.poll_with(w)).is_pending());
        let mut tasks = behind(&subject, 2);
        assert_eq!(panics(|| subject.grant()), "wake");
        assert_eq!((hooks.wakes(), hooks.kept()), (1, 0));
        if S::REACH == Reach::All {
            assert!(tasks.iter().all(Task::woken));
        }
        if dropped {
            drop(task);
            if !tasks.is_empty() {
                let mut next = tasks.remove(0);
                assert!(next.woken());
                subject.give_back(next.ready());
            }
        } else {
            subject.give_back(task.ready());
        }
        drain(&subject, tasks);
    }

    // A grant that is passed on by a drop, to a waker that panics.
    if S::LINE > 1 && S::REACH == Reach::One {
        let subject = S::busy();
        let hooks = Hooks::new().on_wake(|| panic!("wake"));
        let first = Task::waiting(subject.future());
        let mut second = Task::new(subject.future());
        assert!(hooks.with(|w| second.poll_with(w)).is_pending());
        let third = Task::waiting(subject.future());
        subject.grant();
        assert_eq!(panics(|| drop(first)), "wake");
        subject.give_back(second.ready());
        drop(second);
        drain(&subject, [third]);
    }
}

fn drop_panics<S: Subject>() {
    // Replaced: the new waker is in its place.
    let subject = S::busy();
    let hooks = Hooks::new().on_drop(|| panic!("drop"));
    let mut task = Task::new(subject.future());
    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
    assert_eq!(panics(|| task.poll()), "drop");
    let mut tasks = behind(&subject, 1);
    tasks.insert(0, task);
    drain(&subject, tasks);

    // Cancelled: out of line.
    let subject = S::busy();
    let mut task = Task::new(subject.future());
    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
    let tasks = behind(&subject, 2);
    assert_eq!(panics(|| drop(task)), "drop");
    drain(&subject, tasks);
    assert_eq!(hooks.kept(), 0);
}

/// The waker's clone grants, so the poll finds that it need not wait; then it drops the clone, which
/// panics. What was granted must not go down with the panic.
pub(in crate::matrix) fn case_06_entered_while_a_waker_drop_panics<S: Subject>() {
    let enters_at_once = S::EXCEPT.iter().all(|(case, _)| *case != 10);
    for waits in [false, true] {
        if !waits && !enters_at_once {
            continue;
        }
        let subject = shared::<S>();
        let again = subject.clone();
        let hooks = Hooks::new()
            .on_clone(move || again.grant())
            .on_drop(|| panic!("drop"));
        let mut task = Task::new(subject.future());
        if waits {
            task.pending();
        }
        assert_eq!(panics(|| hooks.with(|w| task.poll_with(w))), "drop");
        drop(task);
        subject.assert_idle();
    }
}

/// Is it the message of this future, or of the one inside of it?
fn is_polled_again(future: &str, message: &str) -> bool {
    let module = future.split("::").next().unwrap();
    let wraps = matches!(module, "shared" | "timeout");
    let of = if wraps { "" } else { module };
    message.starts_with(&format!("a future of `mea::{of}"))
        && message.ends_with("` was polled again after it had completed")
}

pub(in crate::matrix) fn case_08_poll_after_ready_panics<S: Subject>() {
    let subject = S::busy();
    // After it waited.
    let mut task = Task::waiting(subject.future());
    subject.grant();
    let output = task.ready();
    for _ in 0..2 {
        let message = panics(|| task.poll().is_ready());
        assert!(is_polled_again(S::FUTURE, &message), "{message}");
    }
    assert!(!task.woken());
    subject.give_back(output);
    drop(task);
    subject.assert_idle();
}
