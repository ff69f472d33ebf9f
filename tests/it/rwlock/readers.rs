//! Many readers or one writer, and how many readers.

use std::sync::Arc;

use mea::rwlock::RwLock;

use super::{assert_free, with_readers};
use crate::support::{Task, now};

#[test]
fn readers_are_side_by_side_and_a_writer_is_alone() {
    let lock = Arc::new(RwLock::new(1));
    let readers = (now(lock.read()), lock.try_read().unwrap());
    let owned = (
        now(lock.clone().read_owned()),
        lock.clone().try_read_owned(),
    );
    assert_eq!(*readers.0 + *readers.1 + *owned.0, 3);
    assert!(lock.try_write().is_none());
    assert!(lock.clone().try_write_owned().is_none());
    drop((readers, owned));
    {
        let mut writer = now(lock.write());
        *writer += 1;
        assert!(lock.try_read().is_none() && lock.try_write().is_none());
        assert!(lock.clone().try_read_owned().is_none());
        assert!(lock.clone().try_write_owned().is_none());
        assert!(lock.try_upgradable_read().is_none());
        assert!(lock.clone().try_upgradable_read_owned().is_none());
    }
    {
        let mut writer = now(lock.clone().write_owned());
        *writer += 1;
        assert!(lock.try_read().is_none() && lock.try_write().is_none());
    }
    assert_eq!(*now(lock.read()), 3);
    assert_eq!(Arc::strong_count(&lock), 1);
}

#[test]
fn owned_guards_keep_it_alive() {
    let lock = Arc::new(RwLock::new(1));
    let weak = Arc::downgrade(&lock);
    let readers = [
        now(lock.clone().read_owned()),
        lock.try_read_owned().unwrap(),
    ];
    assert_eq!((weak.strong_count(), *readers[0]), (2, 1));
    drop(readers);
    assert_eq!(weak.strong_count(), 0);
}

#[test]
fn one_reader_at_a_time_if_so_limited() {
    let lock = with_readers(1);
    let reader = now(lock.read());
    assert!(lock.try_read().is_none());
    assert!(lock.try_upgradable_read().is_none());
    let mut second = Task::waiting(lock.read());
    let mut writer = Task::waiting(lock.write());
    drop(reader);
    let reader = second.ready();
    writer.pending();
    drop(reader);
    drop(writer.ready());
    assert_free(&lock);
}

#[test]
fn so_many_readers_and_no_more() {
    for n in [2, 3, 10] {
        let lock = with_readers(n);
        let mut readers: Vec<_> = (0..n).map(|_| lock.try_read().unwrap()).collect();
        assert!(lock.try_read().is_none());
        let mut waits = Task::waiting(lock.read());
        readers.pop();
        readers.push(waits.ready());
        assert!(lock.try_read().is_none());
        drop(readers);
        assert_free(&lock);
    }
}

#[test]
fn a_writer_lets_in_as_many_as_may_read() {
    let lock = with_readers(3);
    let writer = lock.try_write();
    let mut waits: Vec<_> = (0..5).map(|_| Task::waiting(lock.read())).collect();
    drop(writer);
    let woken: Vec<_> = waits.iter().map(Task::woken).collect();
    assert_eq!(woken, [true, true, true, false, false]);
    let readers: Vec<_> = waits[..3].iter_mut().map(Task::ready).collect();
    drop(readers);
    for wait in &mut waits[3..] {
        drop(wait.ready());
    }
    assert_free(&lock);
}

#[test]
fn an_unlimited_lock_is_one_with_the_largest_limit() {
    for lock in [
        Arc::new(RwLock::new(0)),
        with_readers(usize::MAX),
        with_readers(usize::MAX - 1),
    ] {
        let readers: Vec<_> = (0..1_000).map(|_| now(lock.read())).collect();
        let mut writer = Task::waiting(lock.write());
        let mut late = Task::waiting(lock.clone().read_owned());
        drop(readers);
        let guard = writer.ready();
        late.pending();
        let reader = guard.downgrade();
        drop(late.ready());
        drop(reader);
        assert_free(&lock);
    }
}

#[test]
fn a_place_that_a_forgotten_guard_takes_is_gone_and_who_overflows_waits() {
    let lock = with_readers(3);
    std::mem::forget(lock.try_read());
    crate::support::forget(lock.clone().try_read_owned());
    let last = lock.try_read().unwrap();
    assert!(lock.try_read().is_none());
    let mut waits = Task::waiting(lock.read());
    let mut writer = Task::waiting(lock.write());
    drop(last);
    drop(waits.ready());
    writer.pending();
    drop(writer);
    // One place is left, for ever, and no writer.
    let reader = lock.try_read().unwrap();
    assert!(lock.try_read().is_none());
    drop(reader);
    assert!(lock.try_write().is_none());
}

#[test]
fn a_forgotten_writer_keeps_all_others_out() {
    let lock = with_readers(3);
    std::mem::forget(now(lock.write()));
    assert!(lock.try_read().is_none() && lock.try_write().is_none());
    Task::new(lock.read()).pending();
}

#[test]
fn what_a_writer_did_is_seen_by_all_who_come_later() {
    const EACH: u64 = 1_000;
    for lock in [Arc::new(RwLock::new((0, 0))), {
        let two = std::num::NonZeroUsize::new(2).unwrap();
        Arc::new(RwLock::with_max_readers((0, 0), two))
    }] {
        std::thread::scope(|scope| {
            for writes in [true, false, true, false] {
                let lock = &lock;
                scope.spawn(move || {
                    for _ in 0..EACH {
                        if writes {
                            let mut pair = mea::blocking::block_on(lock.write());
                            pair.0 += 1;
                            pair.1 += 1;
                        } else {
                            let pair = mea::blocking::block_on(lock.read());
                            assert_eq!(pair.0, pair.1);
                        }
                    }
                });
            }
        });
        assert_eq!(*lock.try_read().unwrap(), (2 * EACH, 2 * EACH));
    }
}
