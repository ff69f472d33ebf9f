//! The same work with bare atomics and allocations: what no primitive can be below.

use std::{
    hint::black_box,
    sync::atomic::{
        AtomicU64,
        Ordering::{AcqRel, Acquire, Relaxed, Release},
    },
};

use mea_benches::{
    measure::{Entry, Run},
    report::LIMIT,
};

/// With one of these among them, which is no competitor.
pub(crate) fn with(mut entries: Vec<Entry>, work: fn(u64)) -> Vec<Entry> {
    entries.push(Entry::new(LIMIT, Run::operation(work)));
    entries
}

/// In by a compare-exchange, out by a subtraction.
#[inline(never)]
pub(crate) fn lock(times: u64) {
    let mut word = AtomicU64::new(0);
    let word = black_box(&mut word);
    for _ in 0..times {
        assert!(word.compare_exchange(0, 1, Acquire, Relaxed).is_ok());
        black_box(&word);
        word.fetch_sub(1, Release);
    }
}

/// A reference counted, the lock taken, and both given up at once.
#[inline(never)]
pub(crate) fn owned_lock(times: u64) {
    let mut word = AtomicU64::new(0);
    let word = black_box(&mut word);
    for _ in 0..times {
        word.fetch_add(2, Relaxed);
        assert!(word.compare_exchange(2, 3, Acquire, Relaxed).is_ok());
        black_box(&word);
        word.fetch_sub(3, Release);
    }
}

/// A slot is claimed by an addition, filled, and marked as full by a store. The receiver loads and stores.
#[inline(never)]
pub(crate) fn message(times: u64) {
    const SLOTS: usize = 64;
    let tail = AtomicU64::new(0);
    let slots: [(AtomicU64, AtomicU64); SLOTS] = std::array::from_fn(|_| Default::default());
    let (tail, slots) = black_box((&tail, &slots));
    for i in 0..times {
        let place = tail.fetch_add(1, AcqRel) as usize % SLOTS;
        slots[place].0.store(black_box(i), Relaxed);
        slots[place].1.store(i + 1, Release);
        let slot = &slots[i as usize % SLOTS];
        assert_eq!(slot.1.load(Acquire), i + 1);
        assert_eq!(slot.0.load(Relaxed), i);
    }
}

/// A block is allocated, and freed.
#[inline(never)]
pub(crate) fn block(times: u64) {
    for i in 0..times {
        drop(black_box(Box::new([i; 4])));
    }
}

/// A block with a message is allocated, changed by an exchange, and freed.
#[inline(never)]
pub(crate) fn block_exchanged(times: u64) {
    for i in 0..times {
        let block = black_box(Box::new((AtomicU64::new(0), i)));
        assert_eq!(block.0.swap(1, AcqRel), 0);
        assert_eq!(block.1, i);
    }
}

/// A block is allocated, counted up and down, and freed.
#[inline(never)]
pub(crate) fn block_counted(times: u64) {
    for _ in 0..times {
        let block = black_box(Box::new([AtomicU64::new(1), AtomicU64::new(0)]));
        assert_eq!(block[0].fetch_add(1, Relaxed), 1);
        assert_eq!(block[0].fetch_sub(1, AcqRel), 2);
    }
}

/// Counted down, and looked at.
#[inline(never)]
pub(crate) fn count_down(times: u64) {
    for _ in 0..times {
        let mut count = AtomicU64::new(black_box(1));
        let count = black_box(&mut count);
        assert_eq!(count.fetch_sub(1, Release), 1);
        assert_eq!(count.load(Acquire), 0);
    }
}

/// Looked at: there is nobody.
#[inline(never)]
pub(crate) fn look(times: u64) {
    let waiters = AtomicU64::new(0);
    for _ in 0..times {
        assert_eq!(black_box(&waiters).load(Acquire), 0);
    }
}
