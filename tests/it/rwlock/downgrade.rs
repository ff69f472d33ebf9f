//! From a writer to a reader, in one step; for borrowed and owned guards.

use std::sync::Arc;

use mea::rwlock::{OwnedRwLockWriteGuard, RwLockReadGuard, RwLockWriteGuard};

use super::{assert_free, with_readers};
use crate::support::{Hooks, Task, panics};

/// One body for both forms; `$write` makes a writer.
macro_rules! for_both {
    ($($name:ident($lock:ident of $max:literal, $write:ident, $Guard:ident) $body:block)*) => {
        mod borrowed {
            use super::*;
            use super::RwLockWriteGuard as WriteGuard;
            $(#[test]
            fn $name() {
                #[allow(unused)]
                use WriteGuard as $Guard;
                let $lock = with_readers($max);
                let $write = || $lock.try_write().unwrap();
                $body
                assert_free(&$lock);
            })*
        }
        mod owned {
            use super::*;
            use super::OwnedRwLockWriteGuard as WriteGuard;
            $(#[test]
            fn $name() {
                #[allow(unused)]
                use WriteGuard as $Guard;
                let $lock = with_readers($max);
                let $write = || $lock.clone().try_write_owned().unwrap();
                $body
                assert_free(&$lock);
                assert_eq!(Arc::strong_count(&$lock), 1);
            })*
        }
    };
}

for_both! {
    it_lets_readers_in_and_keeps_writers_out(lock of 3, write, _Guard) {
        let mut writer = write();
        *writer += 1;
        let reader = writer.downgrade();
        assert_eq!(*reader, 1);
        assert_eq!(lock.try_read().as_deref(), Some(&1));
        assert!(lock.try_write().is_none());
        assert!(lock.try_upgradable_read().is_some());
        let others = (lock.try_read().unwrap(), lock.try_read().unwrap());
        assert!(lock.try_read().is_none(), "it is one of the three");
        drop((reader, others));
    }

    it_releases_once(lock of 2, write, _Guard) {
        let reader = write().downgrade();
        drop(reader);
        let all = (lock.try_read().unwrap(), lock.try_read().unwrap());
        assert!(lock.try_read().is_none());
        drop(all);
    }

    the_only_reader_of_a_lock_of_one(lock of 1, write, _Guard) {
        let reader = write().downgrade();
        assert!(lock.try_read().is_none() && lock.try_write().is_none());
        let mut waits = Task::waiting(lock.read());
        drop(reader);
        drop(waits.ready());
    }

    waiting_readers_come_in_and_no_writer_gets_between(lock of 10, write, _Guard) {
        let mut writer = write();
        let mut readers = [Task::waiting(lock.read()), Task::waiting(lock.read())];
        let mut next = Task::waiting(lock.write());
        let mut late = Task::waiting(lock.read());
        *writer = 5;
        let reader = writer.downgrade();
        assert!(readers.iter().all(Task::woken));
        assert!(!next.woken() && !late.woken());
        let guards = readers.each_mut().map(Task::ready);
        assert!(guards.iter().all(|guard| **guard == 5));
        next.pending();
        drop(guards);
        next.pending();
        assert_eq!(*reader, 5);
        drop(reader);
        drop(next.ready());
        drop(late.ready());
    }

    a_writer_in_line_waits_for_the_reader_it_has_become(lock of 10, write, _Guard) {
        let writer = write();
        let mut next = Task::waiting(lock.write());
        let reader = writer.downgrade();
        next.pending();
        assert!(lock.try_read().is_none(), "the writer waits in front");
        drop(reader);
        drop(next.ready());
    }

    a_waker_that_panics_leaks_nothing(lock of 10, write, _Guard) {
        let writer = write();
        let hooks = Hooks::new().on_wake(|| panic!("wake"));
        let mut bad = Task::new(lock.read());
        assert!(hooks.with(|w| bad.poll_with(w)).is_pending());
        let mut good = Task::waiting(lock.read());
        let mut next = Task::waiting(lock.write());
        assert_eq!(panics(|| writer.downgrade()), "wake");
        assert!(good.woken(), "the others are let in");
        drop(bad.ready());
        next.pending();
        drop(good.ready());
        // The one that was downgraded went down with the panic.
        drop(next.ready());
    }

    downgrade_map_is_both(lock of 3, write, Guard) {
        let mut writer = write();
        *writer = 7;
        let part = Guard::downgrade_map(writer, |value| value);
        assert_eq!(*part, 7);
        assert!(lock.try_read().is_some() && lock.try_write().is_none());
        drop(part);
    }

    downgrade_map_that_panics_releases_all(lock of 3, write, Guard) {
        let writer = write();
        let mut reader = Task::waiting(lock.read());
        let mut next = Task::waiting(lock.write());
        assert_eq!(panics(|| Guard::downgrade_map(writer, |_| -> &u64 { panic!("map") })), "map");
        drop(reader.ready());
        drop(next.ready());
    }
}

#[test]
fn the_owned_reader_keeps_the_lock_alive() {
    let lock = with_readers(3);
    let weak = Arc::downgrade(&lock);
    let reader = lock.try_write_owned().unwrap().downgrade();
    assert_eq!((weak.strong_count(), *reader), (1, 0));
    let part = mea::rwlock::OwnedRwLockReadGuard::map(reader, |value| value);
    assert_eq!(weak.strong_count(), 1);
    drop(part);
    assert_eq!(weak.strong_count(), 0);
}

#[test]
fn a_downgraded_guard_goes_to_another_thread() {
    let lock = with_readers(2);
    let writer = lock.try_write().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let reader: RwLockReadGuard<'_, u64> = writer.downgrade();
            assert_eq!(*reader, 0);
        });
    });
    assert_free(&lock);
}
