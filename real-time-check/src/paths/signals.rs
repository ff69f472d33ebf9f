//! Primitives that tell somebody something.

use std::pin::pin;

use mea::{
    barrier::Barrier,
    condvar::Condvar,
    event::{AutoResetEvent, ManualResetEvent},
    latch::Latch,
    mutex::Mutex,
    once::OnceCell,
    shutdown,
    waitgroup::WaitGroup,
};

use crate::{Step, nonblocking, now, pending, ready};

pub(super) const PATHS: &[Step] = &[
    ("latch: count_down and wait", || {
        nonblocking(|| {
            let latch = Latch::new(2);
            let mut wait = pin!(latch.wait());
            pending(wait.as_mut());
            latch.count_down();
            latch.count_down();
            ready(wait);
            now(latch.wait());
        });
    }),
    ("barrier: a round of one, and one of two", || {
        let (one, two) = (Barrier::new(1), Barrier::new(2));
        nonblocking(|| {
            assert!(now(one.wait()).is_leader());
            let mut wait = pin!(two.wait());
            pending(wait.as_mut());
            assert!(now(two.wait()).is_leader() != ready(wait).is_leader());
        });
    }),
    ("event: set, wait and reset", || {
        nonblocking(|| {
            let (auto, manual) = (AutoResetEvent::new(), ManualResetEvent::new());
            let (mut first, mut second) = (pin!(auto.wait()), pin!(manual.wait()));
            pending(first.as_mut());
            pending(second.as_mut());
            auto.set();
            manual.set();
            ready(first);
            ready(second);
            now(manual.wait());
            manual.reset();
            assert!(!manual.is_set() && !auto.try_wait());
        });
    }),
    ("condvar: notify with nobody", || {
        let condvar = Condvar::new();
        nonblocking(|| {
            condvar.notify_one();
            condvar.notify_all();
        });
    }),
    ("condvar: wait and notify", || {
        let (mutex, condvar) = (Mutex::new(0), Condvar::new());
        nonblocking(|| {
            let mut wait = pin!(condvar.wait(now(mutex.lock())));
            pending(wait.as_mut());
            *now(mutex.lock()) += 1;
            condvar.notify_one();
            assert_eq!(*ready(wait), 1);
        });
    }),
    ("once: the first and the second value of a cell", || {
        let cell = OnceCell::new();
        nonblocking(|| {
            assert_eq!(*now(cell.get_or_init(async || 1)), 1);
            assert_eq!(*now(cell.get_or_init(async || 2)), 1);
            assert_eq!(cell.get(), Some(&1));
        });
    }),
    ("waitgroup: another handle, and a wait for it", || {
        let group = WaitGroup::new();
        let other = group.clone();
        let mut wait = Box::pin(group.into_future());
        nonblocking(|| {
            let third = other.clone();
            pending(wait.as_mut());
            drop((other, third));
            ready(wait.as_mut());
        });
    }),
    ("shutdown: a request, and those who wait for it", || {
        let (send, recv) = shutdown::new_pair();
        nonblocking(|| {
            let mut told = pin!(recv.is_shutdown());
            pending(told.as_mut());
            send.shutdown();
            ready(told);
        });
    }),
];
