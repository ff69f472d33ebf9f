//! The bridge from threads.

use std::{
    future::{IntoFuture, Ready, pending, poll_fn, ready},
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
        mpsc,
    },
    task::{Context, Poll, Waker},
    thread,
    time::Duration,
};

use mea::{
    blocking::{FutureExt, block_on},
    semaphore::Semaphore,
};

use crate::support::panics;

/// Long enough not to pass.
const LONG: Duration = Duration::from_secs(600);

#[test]
fn block_on_returns_the_output() {
    assert_eq!(block_on(async { 1 + 1 }), 2);
    assert_eq!(block_on(ready("done")), "done");
    assert_eq!(async { "method" }.block_on(), "method");
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
    assert_eq!(block_on(Later(1)), 1);
    assert_eq!(Later(2).block_on(), 2);
    assert_eq!(Later(3).wait_timeout(LONG), Ok(3));
}

#[test]
fn the_future_may_borrow_and_need_not_be_send_or_unpin() {
    let text = std::rc::Rc::new(String::from("borrowed"));
    let len = block_on(async {
        let text = &text;
        ready(()).await;
        text.len()
    });
    assert_eq!(len, 8);
}

/// Pending until it was told, by another thread, through the waker of the last poll.
struct Signal(Arc<(AtomicBool, Mutex<Option<Waker>>)>);

impl Signal {
    fn new() -> (Self, impl FnOnce() + Send) {
        let shared = Arc::new((AtomicBool::new(false), Mutex::new(None::<Waker>)));
        let set = shared.clone();
        (Self(shared), move || {
            set.0.store(true, SeqCst);
            if let Some(waker) = set.1.lock().unwrap().take() {
                waker.wake();
            }
        })
    }
}

impl Future for Signal {
    type Output = ();
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        *self.0.1.lock().unwrap() = Some(cx.waker().clone());
        if self.0.0.load(SeqCst) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

#[test]
fn another_thread_wakes_it() {
    for _ in 0..500 {
        let (signal, set) = Signal::new();
        let other = thread::spawn(set);
        block_on(signal);
        other.join().unwrap();
    }
    let (signal, set) = Signal::new();
    let other = thread::spawn(set);
    assert_eq!(signal.wait_timeout(LONG), Ok(()));
    other.join().unwrap();
}

#[test]
fn a_wake_up_during_the_poll_counts() {
    let mut polls = 0;
    block_on(poll_fn(|cx| {
        polls += 1;
        cx.waker().wake_by_ref();
        if polls < 100 {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    }));
    assert_eq!(polls, 100);
}

#[test]
fn unparking_that_is_not_a_wake_up_does_not_poll() {
    let polls = AtomicUsize::new(0);
    let (signal, set) = Signal::new();
    let mut signal = Box::pin(signal);
    let this = thread::current();
    let (started, start) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            start.recv().unwrap();
            for _ in 0..100 {
                this.unpark();
                thread::yield_now();
            }
            set();
        });
        block_on(poll_fn(|cx| {
            if polls.fetch_add(1, SeqCst) == 0 {
                started.send(()).unwrap();
            }
            signal.as_mut().poll(cx)
        }));
    });
    assert_eq!(polls.load(SeqCst), 2);
}

#[test]
fn a_token_that_is_left_over_does_not_poll_either() {
    thread::current().unpark();
    let (signal, set) = Signal::new();
    let other = thread::spawn(set);
    block_on(signal);
    other.join().unwrap();
    thread::current().unpark();
    assert!(
        pending::<()>()
            .wait_timeout(Duration::from_millis(1))
            .is_err()
    );
}

/// The inner one parks the same thread: what wakes the outer one meanwhile is not lost.
#[test]
fn nested_calls_do_not_take_each_others_wake_ups() {
    for _ in 0..200 {
        let (outer, set_outer) = Signal::new();
        let mut outer = Box::pin(outer);
        let mut inner = Some(Signal::new());
        let mut set_outer = Some(set_outer);
        let mut helper = None;
        block_on(poll_fn(|cx| {
            if let Some((inner, set_inner)) = inner.take() {
                assert!(outer.as_mut().poll(cx).is_pending());
                let set_outer = set_outer.take().unwrap();
                helper = Some(thread::spawn(move || {
                    set_outer();
                    set_inner();
                }));
                block_on(inner);
            }
            outer.as_mut().poll(cx)
        }));
        helper.unwrap().join().unwrap();
    }
}

#[test]
fn a_panic_of_the_future_passes_through_and_drops_it() {
    struct Flag(Arc<AtomicBool>);
    impl Drop for Flag {
        fn drop(&mut self) {
            self.0.store(true, SeqCst);
        }
    }
    for timeout in [false, true] {
        let dropped = Arc::new(AtomicBool::new(false));
        let flag = Flag(dropped.clone());
        let future = async move {
            let _flag = flag;
            ready(()).await;
            panic!("in the future");
        };
        let message = if timeout {
            panics(|| future.wait_timeout(LONG))
        } else {
            panics(|| block_on::<_>(future))
        };
        assert_eq!(message, "in the future");
        assert!(dropped.load(SeqCst));
    }
    // The thread is as good as before.
    assert_eq!(block_on(async { 1 }), 1);
}

#[test]
fn no_waker_is_kept() {
    let (signal, set) = Signal::new();
    let kept = signal.0.clone();
    assert!(signal.wait_timeout(Duration::from_millis(1)).is_err());
    // A late wake-up of a call that is over wakes nobody, and nobody minds.
    assert!(kept.1.lock().unwrap().is_some());
    set();
    assert_eq!(block_on(async { 1 }), 1);
}

#[test]
fn wait_timeout_polls_at_least_once() {
    assert_eq!(async { 1 }.wait_timeout(Duration::ZERO), Ok(1));
    let mut polls = 0;
    let never = poll_fn(|_| {
        polls += 1;
        Poll::<()>::Pending
    });
    assert!(never.wait_timeout(Duration::ZERO).is_err());
    assert_eq!(polls, 1);
}

#[test]
fn wait_timeout_ends_with_an_error_and_the_future_is_dropped_then() {
    let semaphore = Arc::new(Semaphore::new(0));
    let elapsed = semaphore
        .clone()
        .acquire_owned(1)
        .wait_timeout(Duration::from_millis(1))
        .unwrap_err();
    assert_eq!(Arc::strong_count(&semaphore), 1);
    semaphore.release(1);
    assert_eq!(semaphore.available_permits(), 1, "it has left the line");
    assert_eq!(
        elapsed.to_string(),
        "the time was up before the future completed",
    );
    let error: Box<dyn std::error::Error + Send + Sync> = Box::new(elapsed);
    assert!(error.source().is_none());
    assert_eq!(elapsed, elapsed.clone());
}

#[test]
fn wait_timeout_in_time_is_the_output() {
    let semaphore = Semaphore::new(1);
    let permit = semaphore.acquire(1).wait_timeout(LONG).unwrap();
    assert_eq!(permit.permits(), 1);
}

#[test]
fn a_time_that_is_too_far_away_to_name_is_never_reached() {
    let (signal, set) = Signal::new();
    let other = thread::spawn(set);
    assert_eq!(signal.wait_timeout(Duration::MAX), Ok(()));
    other.join().unwrap();
}

/// It is awake all the time, and never done: the time ends it all the same.
// So the deadline has to be looked at also when the thread does not go to sleep.
#[test]
fn wait_timeout_ends_a_future_that_always_wakes_itself() {
    let mut polls = 0;
    let busy = poll_fn(|cx| {
        polls += 1;
        thread::sleep(Duration::from_millis(1));
        cx.waker().wake_by_ref();
        // Long after the time is over.
        if polls < 300 {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    });
    assert!(busy.wait_timeout(Duration::from_millis(5)).is_err());
}
