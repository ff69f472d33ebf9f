//! Two numbers that a writer changes one after the other, and readers who see whether they agree.

use std::{
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use mea::rwlock::{OwnedRwLockUpgradableReadGuard, RwLock, RwLockUpgradableReadGuard};

use super::{maybe_yield, run, tasks};
use crate::support::{Rng, at_last};

const TASKS: u64 = 16;
const ROUNDS: usize = 1_000;

/// Who is in: so many readers, and writers times a thousand.
#[derive(Default)]
struct Inside(AtomicUsize);

impl Inside {
    fn reader(&self, max: usize) -> Leave<'_> {
        let (leave, now) = self.enter(1);
        assert!(
            now <= max && now < 1000,
            "{now}: readers, and 1000 a writer"
        );
        leave
    }

    fn writer(&self) -> Leave<'_> {
        let (leave, now) = self.enter(1000);
        assert_eq!(now, 1000, "readers, and 1000 a writer");
        leave
    }

    fn enter(&self, weight: usize) -> (Leave<'_>, usize) {
        let now = self.0.fetch_add(weight, SeqCst) + weight;
        (Leave(&self.0, weight), now)
    }
}

struct Leave<'a>(&'a AtomicUsize, usize);

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(self.1, SeqCst);
    }
}

async fn write(pair: &mut (usize, usize), rng: &mut Rng) {
    pair.0 += 1;
    maybe_yield(rng).await;
    pair.1 += 1;
}

async fn one_round(
    lock: &Arc<RwLock<(usize, usize)>>,
    inside: &Inside,
    max: usize,
    rng: &mut Rng,
) -> usize {
    match rng.below(8) {
        0 | 1 => {
            let guard = at_last(rng, || lock.read()).await;
            let _in = inside.reader(max);
            maybe_yield(rng).await;
            assert_eq!(guard.0, guard.1);
            0
        }
        2 => {
            let guard = at_last(rng, || lock.clone().read_owned()).await;
            let _in = inside.reader(max);
            maybe_yield(rng).await;
            assert_eq!(guard.0, guard.1);
            0
        }
        3 => {
            let mut guard = at_last(rng, || lock.write()).await;
            let inside_as_writer = inside.writer();
            write(&mut guard, rng).await;
            let seen = *guard;
            drop(inside_as_writer);
            // No writer gets between.
            let guard = guard.downgrade();
            maybe_yield(rng).await;
            assert_eq!(*guard, seen);
            1
        }
        4 => {
            let mut guard = at_last(rng, || lock.clone().write_owned()).await;
            let _in = inside.writer();
            write(&mut guard, rng).await;
            1
        }
        5 => {
            let mut guard = at_last(rng, || lock.upgradable_read()).await;
            let seen = *guard;
            let mut writes = 0;
            // Given up or not, nobody has written meanwhile.
            let upgrade = RwLockUpgradableReadGuard::upgrade(&mut guard);
            if rng.one_in(2) {
                drop(Box::pin(upgrade));
            } else if let Some(mut guard) = crate::support::patiently(rng.below(6), upgrade).await {
                let _in = inside.writer();
                assert_eq!(*guard, seen);
                write(&mut guard, rng).await;
                writes = 1;
            }
            assert_eq!(guard.0, seen.0 + writes);
            writes
        }
        6 => {
            let mut guard = at_last(rng, || lock.clone().upgradable_read_owned()).await;
            let seen = *guard;
            {
                let mut guard = OwnedRwLockUpgradableReadGuard::upgrade(&mut guard).await;
                let _in = inside.writer();
                assert_eq!(*guard, seen);
                write(&mut guard, rng).await;
            }
            let guard = OwnedRwLockUpgradableReadGuard::downgrade(guard);
            assert_eq!(*guard, (seen.0 + 1, seen.1 + 1));
            1
        }
        _ => {
            let Some(mut guard) = lock.try_write() else {
                return 0;
            };
            let _in = inside.writer();
            write(&mut guard, rng).await;
            1
        }
    }
}

fn invariants(max: usize) {
    let lock = RwLock::with_max_readers((0, 0), NonZeroUsize::new(max).unwrap());
    let lock = Arc::new(lock);
    let (shared, writes) = (lock.clone(), Arc::new(AtomicUsize::new(0)));
    let (inside, written) = (Arc::new(Inside::default()), writes.clone());
    run(async move {
        tasks(TASKS, |_, mut rng| {
            let (lock, inside, writes) = (shared.clone(), inside.clone(), writes.clone());
            async move {
                for _ in 0..ROUNDS {
                    let n = one_round(&lock, &inside, max, &mut rng).await;
                    writes.fetch_add(n, SeqCst);
                }
            }
        })
        .await;
    });
    let written = written.load(SeqCst);
    assert_eq!(*lock.try_write().unwrap(), (written, written));
    assert!(lock.try_upgradable_read().is_some());
    assert_eq!(Arc::strong_count(&lock), 1);
}

#[test]
fn one_reader_or_one_writer() {
    invariants(1);
}

#[test]
fn three_readers_or_one_writer() {
    invariants(3);
}

#[test]
fn any_number_of_readers_or_one_writer() {
    invariants(usize::MAX);
}
