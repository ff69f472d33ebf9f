//! Tables by key: of values, and of flights.

use std::{
    cell::Cell,
    hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher},
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
    thread,
    time::Duration,
};

use mea::{blocking::block_on, latch::Latch, once::OnceMap, singleflight::Group};

use crate::counting::{AT_DEALLOC, count};

/// What a future ends with that need not wait.
#[track_caller]
fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("waits, but should be ready"),
    }
}

/// Equal to all others.
struct Key {
    panics: bool,
}

impl PartialEq for Key {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Drop for Key {
    fn drop(&mut self) {
        if self.panics {
            // Without a message, which would be allocated.
            resume_unwind(Box::new(()));
        }
    }
}

/// A key that is not needed, since there is one like it, and panics when it is dropped.
#[test]
fn a_key_that_panics_leaves_nothing_behind() {
    let (_, bytes, ()) = count(|| {
        let map = OnceMap::new();
        let ask = |panics| block_on(map.compute(Key { panics }, async || 1));
        assert_eq!(ask(false), 1);
        assert!(catch_unwind(AssertUnwindSafe(|| ask(true))).is_err());
        assert_eq!(map.len(), 1);
    });
    assert_eq!(bytes, 0);
}

#[test]
fn a_map_keeps_the_room_that_was_asked_for() {
    const KEYS: usize = 1_000;
    let map = OnceMap::with_capacity(KEYS);
    for round in 0..3 {
        for key in 0..KEYS {
            let (allocations, _, value) = count(|| now(map.compute(key, async || round)));
            assert_eq!((allocations, value), (1, round), "for the key");
        }
        (0..KEYS).for_each(|key| map.discard(&key));
    }
}

/// While the allocator takes back an entry, or room that is not needed any more, others get at the table.
#[test]
fn tables_by_key_give_memory_back_without_a_lock() {
    type Hashers = BuildHasherDefault<DefaultHasher>;
    static MAP: OnceMap<usize, (), Hashers> = OnceMap::with_hasher(Hashers::new());
    static GROUP: Group<usize, (), Hashers> = Group::with_hasher(Hashers::new());
    thread_local! {
        static LOOKS: Cell<usize> = const { Cell::new(0) };
        static IN_TIME: Cell<bool> = const { Cell::new(true) };
    }
    /// Lets somebody look at both, and waits for that; not for ever, so that the test can fail.
    fn look() {
        let (done, is_done) = std::sync::mpsc::channel();
        let looks = thread::spawn(move || done.send((MAP.len(), GROUP.len())));
        if is_done.recv_timeout(Duration::from_secs(20)).is_ok() {
            drop((looks, is_done));
            AT_DEALLOC.set(Some(look));
        } else {
            IN_TIME.set(false);
        }
        LOOKS.set(LOOKS.get() + 1);
    }
    /// Polls all; says how many are ready.
    fn poll<F: Future>(calls: &mut [Pin<Box<F>>]) -> usize {
        let mut cx = Context::from_waker(Waker::noop());
        let polls = calls.iter_mut().map(|call| call.as_mut().poll(&mut cx));
        polls.filter(Poll::is_ready).count()
    }
    /// Looks whenever `f` gives memory back, which it does at least so many times.
    #[track_caller]
    fn looked_at(least: usize, f: impl FnOnce()) {
        AT_DEALLOC.set(Some(look));
        f();
        AT_DEALLOC.set(None);
        assert!(IN_TIME.get(), "somebody waits for a lock meanwhile");
        let looks = LOOKS.replace(0);
        assert!(looks >= least, "{looks} looks");
    }

    const KEYS: usize = 300;
    let latch = Latch::new(1);
    let mut calls: Vec<_> = (0..KEYS)
        .map(|key| Box::pin(GROUP.work(key, || latch.wait())))
        .collect();
    // The rooms of 4, 8, .., 256 buckets.
    looked_at(7, || {
        (0..KEYS).for_each(|key| now(MAP.compute(key, async || ())));
    });
    looked_at(7, || assert_eq!(poll(&mut calls), 0));
    // What was made, what is given up, and what ends.
    looked_at(KEYS, || (0..KEYS).for_each(|key| MAP.discard(&key)));
    let mut rest = calls.split_off(KEYS / 2);
    looked_at(KEYS / 2, || drop(calls));
    latch.count_down();
    looked_at(KEYS / 2, || assert_eq!(poll(&mut rest), KEYS / 2));
    assert!(MAP.is_empty() && GROUP.is_empty());
}
