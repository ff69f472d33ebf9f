//! Upgradable readers: one at a time, beside plain readers; for borrowed and owned guards.

use std::sync::{Arc, Mutex};

use mea::rwlock::{OwnedRwLockUpgradableReadGuard, RwLockUpgradableReadGuard};

use super::{assert_free, with_readers};
use crate::support::{Hooks, Task, now, panics};

/// One body for both forms: `$read` is the future, `$try` the attempt.
macro_rules! for_both {
    ($($name:ident($lock:ident of $max:literal, $read:ident, $attempt:ident, $Guard:ident) $body:block)*) => {
        mod borrowed {
            use super::*;
            use super::RwLockUpgradableReadGuard as ReadGuard;
            $(#[test]
            fn $name() {
                #[allow(unused)]
                use ReadGuard as $Guard;
                let $lock = with_readers($max);
                #[allow(unused)]
                let ($read, $attempt) = (|| $lock.upgradable_read(), || $lock.try_upgradable_read());
                $body
                assert_free(&$lock);
            })*
        }
        mod owned {
            use super::*;
            use super::OwnedRwLockUpgradableReadGuard as ReadGuard;
            $(#[test]
            fn $name() {
                #[allow(unused)]
                use ReadGuard as $Guard;
                let $lock = with_readers($max);
                #[allow(unused)]
                let ($read, $attempt) = (
                    || $lock.clone().upgradable_read_owned(),
                    || $lock.clone().try_upgradable_read_owned(),
                );
                $body
                assert_free(&$lock);
                assert_eq!(Arc::strong_count(&$lock), 1);
            })*
        }
    };
}

for_both! {
    one_at_a_time_beside_plain_readers(lock of 10, read, attempt, _Guard) {
        let reader = lock.try_read();
        let upgradable = now(read());
        assert_eq!(*upgradable, 0);
        assert!(attempt().is_none());
        assert!(lock.try_read().is_some());
        assert!(lock.try_write().is_none());
        drop(reader);
        assert!(lock.try_write().is_none(), "it is a reader");
        drop(upgradable);
        drop(attempt().unwrap());
    }

    it_counts_as_a_reader(lock of 2, read, attempt, _Guard) {
        let upgradable = now(read());
        let reader = lock.try_read();
        assert!(reader.is_some() && lock.try_read().is_none());
        drop(reader);
        drop(upgradable);
        let readers = (lock.try_read(), lock.try_read());
        assert!(attempt().is_none());
        // The attempt that failed has not kept the right.
        drop(readers);
        drop(attempt().unwrap());
    }

    a_second_one_holds_up_neither_readers_nor_writers(lock of 10, read, attempt, _Guard) {
        let first = now(read());
        let mut second = Task::waiting(read());
        drop(now(lock.read()));
        drop(lock.try_read().unwrap());
        let mut writer = Task::waiting(lock.write());
        drop(first);
        // The writer waits for longer than the second one reads: it never did.
        assert!(writer.woken());
        second.pending();
        drop(writer.ready());
        drop(second.ready());
    }

    they_are_served_in_order(lock of 10, read, attempt, _Guard) {
        let first = now(read());
        let mut tasks = [Task::waiting(read()), Task::waiting(read()), Task::waiting(read())];
        drop(first);
        for i in 0..3 {
            assert!(tasks[i].woken());
            assert!(tasks[i + 1..].iter().all(|task| !task.woken()));
            drop(tasks[i].ready());
        }
    }

    one_that_has_the_right_waits_in_line_for_its_permit(lock of 10, read, attempt, _Guard) {
        let writer = lock.try_write();
        let mut plain = Task::waiting(lock.read());
        let mut upgradable = Task::waiting(read());
        let mut next = Task::waiting(lock.write());
        assert!(attempt().is_none());
        drop(writer);
        assert!(plain.woken() && upgradable.woken() && !next.woken());
        drop((plain.ready(), upgradable.ready()));
        drop(next.ready());
    }

    dropped_with_the_right_and_without_the_permit_it_gives_the_right_on(lock of 10, read, attempt, _Guard) {
        let writer = lock.try_write();
        let first = Task::waiting(read());
        let mut second = Task::waiting(read());
        drop(first);
        assert!(second.woken(), "the right is its");
        second.pending();
        drop(writer);
        drop(second.ready());
    }

    dropped_when_granted_in_either_phase_it_keeps_nothing(lock of 10, read, attempt, _Guard) {
        // The right.
        let holder = now(read());
        let granted = Task::waiting(read());
        drop(holder);
        assert!(granted.woken());
        assert!(attempt().is_none());
        drop(granted);
        drop(attempt().unwrap());
        // The permit.
        let writer = lock.try_write();
        let granted = Task::waiting(read());
        drop(writer);
        assert!(granted.woken());
        assert!(lock.try_write().is_none() && attempt().is_none());
        drop(granted);
    }

    who_was_handed_the_right_and_does_not_read_yet_holds_up_nobody(lock of 10, read, attempt, _Guard) {
        let first = now(read());
        let mut second = Task::waiting(read());
        let third = Task::waiting(read());
        drop(first);
        assert!(second.woken() && !third.woken());
        drop(lock.try_write().unwrap());
        drop(lock.try_read().unwrap());
        drop(second.ready());
        drop(third);
    }

    downgrade_gives_the_right_on_and_stays_a_reader(lock of 10, read, attempt, Guard) {
        let first = now(read());
        let mut second = Task::waiting(read());
        let reader = Guard::downgrade(first);
        drop(second.ready());
        drop(attempt().unwrap());
        assert!(lock.try_write().is_none());
        assert_eq!(*reader, 0);
        drop(reader);
    }

    downgrade_with_a_waker_that_panics_leaks_nothing(lock of 10, read, attempt, Guard) {
        let first = now(read());
        let hooks = Hooks::new().on_wake(|| panic!("wake"));
        let mut second = Task::new(read());
        assert!(hooks.with(|w| second.poll_with(w)).is_pending());
        assert_eq!(panics(|| Guard::downgrade(first)), "wake");
        drop(second.ready());
    }

    a_drop_with_a_waker_that_panics_leaks_nothing(lock of 10, read, attempt, _Guard) {
        // It gives up two things, and wakes for each; whichever panics.
        for writer_panics in [false, true] {
            let first = now(read());
            let hooks = Hooks::new().on_wake(|| panic!("wake"));
            let mut second = Task::new(read());
            let mut writer = Task::new(lock.write());
            if writer_panics {
                second.pending();
                assert!(hooks.with(|w| writer.poll_with(w)).is_pending());
            } else {
                assert!(hooks.with(|w| second.poll_with(w)).is_pending());
                writer.pending();
            }
            assert_eq!(panics(|| drop(first)), "wake");
            drop(writer.ready());
            drop(second.ready());
        }
    }

    a_cancelled_one_with_a_waker_that_panics_leaks_nothing(lock of 10, read, attempt, _Guard) {
        let writer = lock.try_write();
        let hooks = Hooks::new().on_wake(|| panic!("wake"));
        let first = Task::waiting(read());
        let mut second = Task::new(read());
        assert!(hooks.with(|w| second.poll_with(w)).is_pending());
        let mut reader = Task::waiting(lock.read());
        assert_eq!(panics(|| drop(first)), "wake");
        drop(writer);
        drop(reader.ready());
        drop(second.ready());
    }

    on_a_lock_of_one_it_is_the_only_reader(lock of 1, read, attempt, Guard) {
        let mut upgradable = now(read());
        assert!(lock.try_read().is_none());
        *Guard::try_upgrade(&mut upgradable).unwrap() += 1;
        *now(Guard::upgrade(&mut upgradable)) += 1;
        let mut writer = Task::waiting(lock.write());
        *Guard::try_upgrade(&mut upgradable).unwrap() += 1;
        *now(Guard::upgrade(&mut upgradable)) += 1;
        writer.pending();
        drop(upgradable);
        assert_eq!(*writer.ready(), 4);
    }
}

/// Who gives the right up lets a writer in before it passes the right on, and much may happen meanwhile.
#[test]
fn the_right_is_not_passed_on_if_somebody_else_has_taken_it() {
    let lock = with_readers(10);
    let first = now(lock.upgradable_read());
    let writer = Arc::new(Mutex::new(Task::new(lock.clone().write_owned())));
    let second = Mutex::new(Some(Task::waiting(lock.clone().upgradable_read_owned())));
    let third = Arc::new(Mutex::new(None));
    let hooks = Hooks::new().on_wake({
        let (lock, writer, third) = (lock.clone(), writer.clone(), third.clone());
        move || {
            // The writer is done at once, the second gives up, and a third finds the right free.
            drop(writer.lock().unwrap().ready());
            second.lock().unwrap().take();
            *third.lock().unwrap() = lock.clone().try_upgradable_read_owned();
        }
    });
    assert!(
        hooks
            .with(|w| writer.lock().unwrap().poll_with(w))
            .is_pending()
    );
    drop(first);
    let third = third.lock().unwrap().take().unwrap();
    assert!(lock.try_upgradable_read().is_none());
    drop(third);
    assert_free(&lock);
}
