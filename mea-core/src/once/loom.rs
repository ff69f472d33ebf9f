//! Once, the cell and the lazy cell under loom: those who work, those who wait and those who give up.
//! All look before they take the right, so two threads pass a [`Crossing`].

use core::{
    future::{Future, pending, poll_fn, ready},
    pin::Pin,
    task::{Context, Poll},
};
use std::{
    boxed::Box,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use super::{LazyCell, Once, OnceCell};
use crate::sync::model::{
    Crossing, Watched, block_on, bounded, exhaustive, poll, poll_and_drop, spawn,
};

/// A value that loom watches: made by one write after the making, read by all.
fn value() -> Watched {
    let value = Watched::new(0);
    value.bump();
    value
}

async fn make() -> Watched {
    value()
}

#[test]
fn two_initialisers() {
    exhaustive(|| {
        let a = Arc::new((OnceCell::new(), AtomicUsize::new(0)));
        let b = a.clone();
        let get = |a: &(OnceCell<Watched>, AtomicUsize)| {
            let value = block_on(a.0.get_or_init(|| {
                a.1.fetch_add(1, Relaxed);
                make()
            }));
            assert_eq!(value.read(), 1);
        };
        let [here, there] = Crossing::sides();
        let t = spawn(move || there.around(|| get(&b)));
        here.around(|| get(&a));
        t.join().unwrap();
        assert_eq!(a.1.load(Relaxed), 1);
    });
}

/// Whoever sees the value sees all of it, however it looks.
#[test]
fn looks_and_waits_against_an_initialiser() {
    exhaustive(|| {
        let a = Arc::new(OnceCell::<Watched>::new());
        let b = a.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            if let Some(value) = there.around(|| b.get()) {
                assert_eq!(value.read(), 1);
            }
            assert_eq!(block_on(b.wait()).read(), 1);
            there.pass();
        });
        let value = here.around(|| block_on(a.get_or_init(make)));
        assert_eq!(value.read(), 1);
        t.join().unwrap();
    });
}

/// The work of one is dropped half-way; the other gets the right, whenever it came.
#[test]
fn cancelled_initialiser_against_another() {
    exhaustive(|| {
        let a = Arc::new(OnceCell::new());
        let b = a.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            let seen = there.around(|| poll_and_drop(b.get_or_init(pending::<Watched>)));
            assert!(seen.is_none_or(|value| value.read() == 1));
        });
        let value = here.around(|| block_on(a.get_or_init(make)));
        assert_eq!(value.read(), 1);
        t.join().unwrap();
    });
}

/// One in line is dropped, at any moment of an end of the work before it: the next in line goes on.
fn cancelled_in_line(end: Result<(), ()>) {
    exhaustive(move || {
        let a: &'static OnceCell<Watched> = Box::leak(Box::new(OnceCell::new()));
        // Pending once, so that others get in line.
        let mut polls = 0;
        let mut first = Box::pin(a.get_or_try_init(|| {
            poll_fn(move |_| {
                polls += 1;
                match polls {
                    1 => Poll::Pending,
                    _ => Poll::Ready(end.map(|()| value())),
                }
            })
        }));
        assert!(poll(first.as_mut()).is_none());
        let mut second = Box::pin(a.get_or_init(pending::<Watched>));
        assert!(poll(second.as_mut()).is_none());
        let mut third = Box::pin(a.get_or_init(make));
        assert!(poll(third.as_mut()).is_none());
        let [here, there] = Crossing::sides();
        let t = spawn(move || there.around(|| drop(second)));
        let ended = here.around(|| poll(first.as_mut()).unwrap());
        assert_eq!(ended.map(|value| value.read()), end.map(|()| 1));
        t.join().unwrap();
        assert_eq!(poll(third.as_mut()).unwrap().read(), 1);
    });
}

#[test]
fn cancelled_in_line_while_the_work_succeeds() {
    cancelled_in_line(Ok(()));
}

#[test]
fn cancelled_in_line_while_the_work_fails() {
    cancelled_in_line(Err(()));
}

/// Those who get in line while all in line are let in get in, too.
#[test]
fn late_comers_against_the_end() {
    bounded(2, || {
        let a = Arc::new(OnceCell::new());
        let get = |a: &OnceCell<Watched>| assert_eq!(block_on(a.get_or_init(make)).read(), 1);
        let threads = [0; 2].map(|_| {
            let b = a.clone();
            spawn(move || get(&b))
        });
        get(&a);
        for t in threads {
            t.join().unwrap();
        }
        // What everybody was let in by is still there.
        get(&a);
    });
}

#[test]
fn a_value_that_is_brought_against_one_that_is_made() {
    exhaustive(|| {
        let a = Arc::new(OnceCell::new());
        let b = a.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || there.around(|| block_on(b.set(value())).is_ok()));
        let mut made = false;
        here.pass();
        let seen = block_on(a.get_or_init(|| {
            made = true;
            make()
        }));
        here.pass();
        assert_eq!(seen.read(), 1);
        assert_ne!(t.join().unwrap(), made);
    });
}

/// What is done once is seen by all who know that it is done.
#[test]
fn call_once_against_calls_and_waits() {
    bounded(2, || {
        let a = Arc::new((Once::new(), Watched::new(0)));
        let (b, c) = (a.clone(), a.clone());
        let call = |a: &(Once, Watched)| {
            block_on(a.0.call_once(|| {
                a.1.bump();
                ready(())
            }));
            assert_eq!(a.1.read(), 1);
        };
        let t = spawn(move || call(&b));
        let u = spawn(move || {
            block_on(c.0.wait());
            assert_eq!(c.1.read(), 1);
        });
        call(&a);
        t.join().unwrap();
        u.join().unwrap();
    });
}

/// Pending once, and woken from the same poll; it counts and watches who polls it.
struct Work {
    polled: bool,
    watched: Arc<Watched>,
}

impl Future for Work {
    type Output = Watched;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Watched> {
        self.watched.bump();
        if core::mem::replace(&mut self.polled, true) {
            return Poll::Ready(value());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// A caller gives up at any moment: the other one goes on with the same work, and sees what the first
/// one did to it.
#[test]
fn lazy_work_outlives_a_caller() {
    exhaustive(|| {
        let watched = Arc::new(Watched::new(0));
        let begun = Arc::new(AtomicUsize::new(0));
        let (w, n) = (watched.clone(), begun.clone());
        let a = Arc::new(LazyCell::new(move || {
            n.fetch_add(1, Relaxed);
            Work {
                polled: false,
                watched: w.clone(),
            }
        }));
        let b = a.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            there.around(|| poll_and_drop(b.force()));
        });
        let value = here.around(|| block_on(a.force()));
        assert_eq!(value.read(), 1);
        t.join().unwrap();
        assert_eq!((watched.read(), begun.load(Relaxed)), (2, 1));
    });
}
