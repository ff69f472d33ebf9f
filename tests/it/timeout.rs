//! A limit to the time that a future may take.

use std::{
    future::{Ready, pending, ready},
    pin::pin,
};

use mea::{
    event::ManualResetEvent,
    marker::{CancelSafe, SnoozeSafe, abandon},
    mutex::Mutex,
    oneshot,
    timeout::{self, Elapsed, Timeout},
};

use crate::support::{Message, Source, Task, now, panics, poll_and_drop, poll_once};

#[test]
fn what_is_ready_wins_over_a_time_that_is_up() {
    assert_eq!(now(mea::timeout(ready(1), ready(()))), Ok(1));
    assert_eq!(now(mea::timeout(ready(2), pending::<()>())), Ok(2));
    assert_eq!(
        now(timeout::timeout(pending::<u8>(), ready("late"))),
        Err(Elapsed)
    );
}

#[test]
fn the_timer_is_not_polled_if_the_future_is_ready() {
    let timer = async { panic!("polled") };
    assert_eq!(now(mea::timeout(ready(1), timer)), Ok(1));
}

#[test]
fn either_of_the_two_wakes_it() {
    let (event, timer) = (ManualResetEvent::new(), ManualResetEvent::new());
    let mut task = Task::waiting(mea::timeout(event.wait(), timer.wait()));
    event.set();
    assert!(task.woken());
    assert_eq!(task.ready(), Ok(()));

    event.reset();
    let mut task = Task::waiting(mea::timeout(event.wait(), timer.wait()));
    timer.set();
    assert!(task.woken());
    assert_eq!(task.ready(), Err(Elapsed));

    // Both, before it is polled again.
    timer.reset();
    let mut task = Task::waiting(mea::timeout(event.wait(), timer.wait()));
    timer.set();
    event.set();
    assert_eq!(task.ready(), Ok(()));
}

#[test]
fn the_future_is_dropped_with_the_whole_and_not_before() {
    let mutex = Mutex::new(0);
    let guard = mutex.try_lock().unwrap();
    let timer = ManualResetEvent::new();
    let mut late = Task::waiting(mea::timeout(mutex.lock(), timer.wait()));
    let mut next = Task::waiting(mutex.lock());
    timer.set();
    assert_eq!(late.ready().err(), Some(Elapsed));

    // It has kept its place in line, and has the lock now.
    drop(guard);
    assert!(!next.woken());
    drop(late);
    assert!(next.woken());
    drop(next.ready());
}

#[test]
fn messages_are_lost_only_if_they_are_in_the_future() {
    let source = Source::default();
    let (tx, rx) = oneshot::channel::<Message>();
    let task = Task::waiting(mea::timeout(rx, pending::<()>()));
    tx.send(source.message(1)).ok().unwrap();
    assert!(task.woken());
    drop(task);
    assert_eq!(source.drops(), 1);
}

#[test]
fn the_future_is_within_reach_and_goes_on_without_the_limit() {
    let event = ManualResetEvent::new();
    let mut limited = mea::timeout(ready(1), ready(()));
    assert_eq!(limited.get_ref().clone().into_inner(), 1);
    *limited.get_mut() = ready(2);
    assert_eq!(now(limited.clone().into_inner()), 2);
    assert!(format!("{limited:?}").starts_with("Timeout"));

    let mut waits = pin!(mea::timeout(event.wait(), ready(())));
    assert!(poll_once(waits.as_mut()).is_ready());
    assert!(poll_once(waits.as_mut().get_pin_mut()).is_pending());
    event.set();
    assert!(poll_once(waits.as_mut().get_pin_mut()).is_ready());
}

#[test]
fn a_future_by_reference_gets_more_time() {
    let event = ManualResetEvent::new();
    let mut wait = pin!(event.wait());
    assert_eq!(now(mea::timeout(wait.as_mut(), ready(()))), Err(Elapsed));
    event.set();
    assert_eq!(now(mea::timeout(wait.as_mut(), ready(()))), Ok(()));
}

#[test]
fn what_turns_into_a_future_is_enough() {
    struct Later(u8);
    impl IntoFuture for Later {
        type Output = u8;
        type IntoFuture = Ready<u8>;
        fn into_future(self) -> Ready<u8> {
            ready(self.0)
        }
    }
    assert_eq!(now(mea::timeout(Later(3), Later(4))), Ok(3));
}

#[test]
fn polled_after_it_has_completed_it_polls_its_parts_again() {
    let mut over = pin!(mea::timeout(ready(1), pending::<()>()));
    assert!(poll_once(over.as_mut()).is_ready());
    let message = panics(|| poll_once(over.as_mut()));
    assert!(message.contains("after completion"), "{message}");

    // The future of a time that was up may still complete.
    let event = ManualResetEvent::new();
    let mut over = pin!(mea::timeout(event.wait(), async {}));
    assert!(poll_once(over.as_mut()).is_ready());
    event.set();
    assert!(poll_once(over).is_ready());
}

#[test]
fn a_panic_of_either_goes_through() {
    let wrong = || async { panic!("wrong") };
    assert_eq!(
        panics(|| poll_and_drop(mea::timeout(wrong(), ready(())))),
        "wrong"
    );
    let late = mea::timeout(pending::<()>(), async { panic!("late") });
    assert_eq!(panics(|| poll_and_drop(late)), "late");
}

#[test]
fn it_is_as_safe_as_its_parts() {
    fn cancel_safe<F: CancelSafe>(_: F) {}
    fn snooze_safe<F: SnoozeSafe>(_: F) {}
    let mutex = Mutex::new(0);
    // Nothing is lost with a timer.
    cancel_safe(mea::timeout(mutex.lock(), async {}));
    cancel_safe(mea::timeout(abandon(async {}), async {}));
    snooze_safe(mea::timeout(ready(1), ready(2)));
}

#[test]
fn it_is_as_large_as_its_parts() {
    type Parts = (Ready<u64>, Ready<u8>);
    assert_eq!(
        size_of::<Timeout<Ready<u64>, Ready<u8>>>(),
        size_of::<Parts>()
    );
    assert_eq!(size_of::<Elapsed>(), 0);
}

#[test]
fn the_error_is_one() {
    let error: Box<dyn std::error::Error + Send + Sync> = Box::new(Elapsed);
    assert_eq!(
        error.to_string(),
        "the time was up before the future completed"
    );
    assert_eq!(format!("{:?}", Elapsed), "Elapsed");
    let (a, b) = (Elapsed, Elapsed);
    assert_eq!(a, b);
}
