//! The two events: who is let through by which signal, and what becomes of a signal whose wait is
//! dropped.

use std::sync::{Arc, Mutex};

use mea::{
    event::{AutoResetEvent, ManualResetEvent, ManualResetWait},
    marker::{CancelSafe, SnoozeSafe},
};

use crate::support::{Hooks, Task, leak, now, panics};

#[test]
fn states_and_how_they_are_shown() {
    static UNSET: ManualResetEvent = ManualResetEvent::new();
    static SET: AutoResetEvent = AutoResetEvent::with_state(true);
    assert!(!UNSET.is_set() && SET.is_set());
    assert!(!ManualResetEvent::default().is_set());
    assert!(!AutoResetEvent::default().is_set());
    assert!(!AutoResetEvent::new().is_set());
    assert!(ManualResetEvent::with_state(true).is_set());
    assert_eq!(format!("{UNSET:?}"), "ManualResetEvent { is_set: false }");
    assert_eq!(format!("{SET:?}"), "AutoResetEvent { is_set: true }");
    assert!(format!("{:?}", UNSET.wait()).starts_with("ManualResetWait"));
    assert!(format!("{:?}", SET.wait()).starts_with("AutoResetWait"));
}

#[test]
fn markers() {
    fn both(_: &(impl CancelSafe + SnoozeSafe)) {}
    fn cancel(_: &impl CancelSafe) {}
    let (manual, auto) = (ManualResetEvent::new(), AutoResetEvent::new());
    both(&manual.wait());
    both(&Arc::new(manual).wait_owned());
    cancel(&auto.wait());
    cancel(&Arc::new(auto).wait_owned());
}

// The event that stays set.

#[test]
fn a_set_manual_event_lets_all_through_until_it_is_reset() {
    let event = Arc::new(ManualResetEvent::new());
    let mut borrowed = Task::waiting(event.wait());
    let mut owned = Task::waiting(event.clone().wait_owned());
    assert!(!event.try_wait());
    event.set();
    assert!(borrowed.woken() && owned.woken());
    borrowed.ready();
    owned.ready();
    for _ in 0..3 {
        assert!(event.try_wait() && event.is_set());
        now(event.wait());
        now(event.clone().wait_owned());
    }
    event.reset();
    assert!(!event.try_wait());
    let mut again = Task::waiting(event.wait());
    event.set();
    again.ready();
}

#[test]
fn sets_and_resets_that_change_nothing() {
    let event = ManualResetEvent::new();
    event.reset();
    event.reset();
    let mut task = Task::waiting(event.wait());
    event.reset();
    task.pending();
    event.set();
    event.set();
    event.set();
    task.ready();
    assert!(event.is_set());
    event.reset();
    assert!(!event.is_set(), "sets do not add up");
}

#[test]
fn those_in_line_pass_even_if_a_reset_follows_at_once() {
    let event = ManualResetEvent::new();
    let mut tasks: Vec<_> = (0..3).map(|_| Task::waiting(event.wait())).collect();
    event.set();
    event.reset();
    let mut late = Task::waiting(event.wait());
    assert!(tasks.iter().all(Task::woken));
    for task in &mut tasks {
        task.ready();
    }
    late.pending();
    event.set();
    event.reset();
    late.ready();
}

/// The wait registers at its first poll, and not before.
#[test]
fn a_pulse_before_the_first_poll_does_not_reach_a_manual_wait() {
    let event = ManualResetEvent::new();
    let mut task = Task::new(event.wait());
    event.set();
    event.reset();
    task.pending();
    event.set();
    task.ready();
    let mut task = Task::new(event.wait());
    task.ready();
}

#[test]
fn waits_that_begin_while_all_are_woken_belong_to_the_next_signal() {
    for at in [0, 1, 31, 32, 33, 63, 64, 99] {
        let event = leak(ManualResetEvent::new());
        let late = Arc::new(Mutex::new(Vec::<Task<ManualResetWait<'static>>>::new()));
        let pushed = late.clone();
        let hooks = Hooks::new().on_wake(move || {
            assert!(event.is_set());
            event.reset();
            pushed.lock().unwrap().push(Task::waiting(event.wait()));
        });
        let mut tasks: Vec<_> = (0..100)
            .map(|i| {
                let mut task = Task::new(event.wait());
                if i == at {
                    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
                } else {
                    task.pending();
                }
                task
            })
            .collect();
        event.set();
        assert!(!event.is_set());
        for task in &mut tasks {
            task.ready();
        }
        let mut late = late.lock().unwrap().pop().unwrap();
        assert!(!late.woken());
        late.pending();
        event.set();
        late.ready();
    }
}

#[test]
fn one_waker_that_panics_keeps_nobody_from_being_woken() {
    for bad in [0, 1, 31, 32, 33, 64, 99] {
        let event = ManualResetEvent::new();
        let hooks = Hooks::new().on_wake(|| panic!("wake"));
        let mut tasks: Vec<_> = (0..100)
            .map(|i| {
                let mut task = Task::new(event.wait());
                if i == bad {
                    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
                } else {
                    task.pending();
                }
                task
            })
            .collect();
        assert_eq!(panics(|| event.set()), "wake");
        assert!(event.is_set());
        for (i, task) in tasks.iter_mut().enumerate() {
            assert!(
                i == bad || task.woken(),
                "{i} was not woken, {bad} panicked"
            );
            task.ready();
        }
    }
}

#[test]
fn those_who_go_while_all_are_woken_take_nothing_along() {
    for gone in [1, 30, 31, 32, 33, 50, 99] {
        let event = leak(ManualResetEvent::new());
        let tasks = Arc::new(Mutex::new(
            Vec::<Option<Task<ManualResetWait<'static>>>>::new(),
        ));
        let all = tasks.clone();
        let hooks = Hooks::new().on_wake(move || {
            let task = all.lock().unwrap()[gone - 1].take();
            drop(task);
        });
        let mut first = Task::new(event.wait());
        assert!(hooks.with(|w| first.poll_with(w)).is_pending());
        *tasks.lock().unwrap() = (1..100)
            .map(|_| Some(Task::waiting(event.wait())))
            .collect();
        event.set();
        first.ready();
        let mut left = 0;
        for task in tasks.lock().unwrap().iter_mut().flatten() {
            assert!(task.woken());
            task.ready();
            left += 1;
        }
        assert_eq!(left, 98);
    }
}

/// Snoozed: alive, let through, not polled.
#[test]
fn a_manual_wait_that_nobody_polls_holds_up_nobody() {
    let event = ManualResetEvent::new();
    let mut snoozed = Task::waiting(event.wait());
    for _ in 0..3 {
        let mut other = Task::waiting(event.wait());
        event.set();
        event.reset();
        other.ready();
    }
    snoozed.ready();
}

#[test]
fn a_hundred_thousand_are_let_through_and_dropped_in_loops() {
    let event = ManualResetEvent::new();
    for _ in 0..2 {
        let tasks: Vec<_> = (0..100_000).map(|_| Task::waiting(event.wait())).collect();
        event.set();
        event.reset();
        assert!(tasks.iter().all(Task::woken));
    }
}

// The event that ends one wait.

#[test]
fn a_signal_of_an_auto_event_is_taken_by_one() {
    let event = Arc::new(AutoResetEvent::new());
    event.set();
    now(event.wait());
    assert!(!event.is_set());
    event.set();
    now(event.clone().wait_owned());
    assert!(!event.is_set());
    event.set();
    assert!(event.try_wait());
    assert!(!event.try_wait());
    Task::new(event.wait()).pending();
}

#[test]
fn signals_that_nobody_waits_for_merge() {
    let event = AutoResetEvent::with_state(true);
    for _ in 0..5 {
        event.set();
    }
    now(event.wait());
    Task::new(event.wait()).pending();
    assert!(!event.try_wait());
}

#[test]
fn each_signal_ends_one_wait_in_the_order_in_which_they_came() {
    let event = Arc::new(AutoResetEvent::new());
    let (a, b, c) = (event.wait(), event.clone().wait_owned(), event.wait());
    // Made in one order, polled in another.
    let mut c = Task::waiting(c);
    let mut b = Task::waiting(b);
    let mut a = Task::waiting(a);
    event.set();
    assert_eq!([c.woken(), b.woken(), a.woken()], [true, false, false]);
    // Before any of them is polled: a signal that has found its wait does not merge.
    event.set();
    assert_eq!([c.woken(), b.woken(), a.woken()], [true, true, false]);
    assert!(!event.is_set());
    a.pending();
    b.ready();
    c.ready();
    a.pending();
    event.set();
    a.ready();
    assert!(!event.is_set());
}

#[test]
fn nobody_overtakes_the_line() {
    let event = AutoResetEvent::new();
    let mut first = Task::waiting(event.wait());
    let mut second = Task::waiting(event.wait());
    event.set();
    assert!(!event.try_wait(), "it is the first one's");
    Task::new(event.wait()).pending();
    second.pending();
    first.ready();
    second.pending();
    event.set();
    second.ready();
}

/// There is no moment between looking and waiting in which a signal is lost.
#[test]
fn a_signal_before_the_first_poll_is_kept() {
    let event = AutoResetEvent::new();
    let mut made_before = Task::new(event.wait());
    event.set();
    made_before.ready();
    assert!(!event.is_set());
}

#[test]
fn a_signalled_wait_that_is_dropped_passes_the_signal_on() {
    let event = AutoResetEvent::new();
    let mut tasks: Vec<_> = (0..4).map(|_| Task::waiting(event.wait())).collect();
    event.set();
    // From one to the next, and past one who went before.
    drop(tasks.remove(1));
    drop(tasks.remove(0));
    assert!(tasks[0].woken() && !tasks[1].woken());
    drop(tasks.remove(0));
    assert!(tasks[0].woken() && !event.is_set());
    drop(tasks.remove(0));
    assert!(event.is_set(), "there is nobody left: it is kept");
    now(event.wait());
    assert!(!event.is_set());
}

#[test]
fn a_signal_that_comes_back_merges_with_the_one_that_is_there() {
    let event = AutoResetEvent::new();
    let task = Task::waiting(event.wait());
    event.set();
    assert!(!event.is_set());
    event.set();
    assert!(event.is_set());
    drop(task);
    assert!(event.try_wait());
    assert!(!event.try_wait(), "one token at most");
}

#[test]
fn a_reset_takes_back_what_nobody_has() {
    let event = AutoResetEvent::with_state(true);
    event.reset();
    Task::new(event.wait()).pending();

    // Not what a wait has been given.
    let mut task = Task::waiting(event.wait());
    event.set();
    event.reset();
    task.ready();

    // Nor what such a wait passes on later.
    let task = Task::waiting(event.wait());
    let mut next = Task::waiting(event.wait());
    event.set();
    event.reset();
    drop(task);
    next.ready();
    let task = Task::waiting(event.wait());
    event.set();
    event.reset();
    drop(task);
    assert!(event.try_wait());
}

/// Alive, signalled, not polled: that is why it is not snooze-safe.
#[test]
fn an_auto_wait_that_nobody_polls_keeps_its_signal() {
    let event = AutoResetEvent::new();
    let snoozed = Task::waiting(event.wait());
    let mut other = Task::waiting(event.wait());
    event.set();
    other.pending();
    drop(snoozed);
    other.ready();
}

#[test]
fn a_wait_that_has_seen_its_signal_does_not_pass_it_on() {
    let event = AutoResetEvent::new();
    let mut first = Task::waiting(event.wait());
    let mut second = Task::waiting(event.wait());
    event.set();
    first.ready();
    drop(first);
    assert!(!event.is_set());
    second.pending();
}

#[test]
fn a_waker_that_panics_has_got_its_signal() {
    let event = AutoResetEvent::new();
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut task = Task::new(event.wait());
    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
    assert_eq!(panics(|| event.set()), "wake");
    assert!(!event.is_set());
    task.ready();
    event.set();
    now(event.wait());
}

#[test]
fn a_signal_goes_through_a_hundred_thousand_drops_in_a_loop() {
    let event = AutoResetEvent::new();
    let tasks: Vec<_> = (0..100_000).map(|_| Task::waiting(event.wait())).collect();
    event.set();
    drop(tasks);
    assert!(event.is_set());
}

#[test]
fn an_owned_wait_keeps_its_event_alive() {
    let event = Arc::new(AutoResetEvent::new());
    let weak = Arc::downgrade(&event);
    let mut task = Task::waiting(event.wait_owned());
    weak.upgrade().unwrap().set();
    task.ready();
    drop(task);
    assert!(weak.upgrade().is_none());
}
