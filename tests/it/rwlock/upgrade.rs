//! Upgrades: from a reader to the only one and back, with nobody between; for borrowed and owned
//! guards.

use std::{
    sync::{Arc, atomic::AtomicPtr},
    task::{Context, Waker},
};

use mea::rwlock::{OwnedRwLockUpgradableReadGuard, RwLockUpgradableReadGuard};

use super::{assert_free, with_readers};
use crate::support::{Hooks, Task, TiedFuture, forget, now, panics};

/// One body for both forms; `$guard` is an upgradable guard, `$Guard` its type.
macro_rules! for_both {
    ($($name:ident($lock:ident, $guard:ident: $Guard:ident) $body:block)*) => {
        mod borrowed {
            use super::*;
            use super::RwLockUpgradableReadGuard as ReadGuard;
            $(#[test]
            fn $name() {
                use ReadGuard as $Guard;
                let $lock = with_readers(5);
                let mut $guard = now($lock.upgradable_read());
                $body
                assert_free(&$lock);
            })*
        }
        mod owned {
            use super::*;
            use super::OwnedRwLockUpgradableReadGuard as ReadGuard;
            $(#[test]
            fn $name() {
                use ReadGuard as $Guard;
                let $lock = with_readers(5);
                let mut $guard = now($lock.clone().upgradable_read_owned());
                $body
                assert_free(&$lock);
                assert_eq!(Arc::strong_count(&$lock), 1);
            })*
        }
    };
}

for_both! {
    alone_it_upgrades_at_once_and_is_a_reader_again_after(lock, guard: Guard) {
        for _ in 0..3 {
            let mut writer = now(Guard::upgrade(&mut guard));
            *writer += 1;
            assert!(lock.try_read().is_none() && lock.try_write().is_none());
            drop(writer);
            assert!(lock.try_read().is_some() && lock.try_write().is_none());
            assert!(lock.try_upgradable_read().is_none());
        }
        *Guard::try_upgrade(&mut guard).unwrap() += 1;
        assert_eq!(*guard, 4);
        drop(guard);
    }

    it_waits_for_the_other_readers_and_keeps_new_ones_out(lock, guard: Guard) {
        let readers = (lock.try_read(), lock.try_read());
        let mut upgrade = Task::waiting(Guard::upgrade(&mut guard));
        assert!(lock.try_read().is_none());
        let mut late = Task::waiting(lock.read());
        drop(readers.0);
        upgrade.pending();
        drop(readers.1);
        assert!(upgrade.woken() && !late.woken());
        let mut writer = upgrade.ready();
        *writer += 1;
        late.pending();
        drop(writer);
        drop(upgrade);
        assert_eq!(*late.ready(), 1);
        drop(guard);
    }

    it_goes_before_the_writers_that_wait_already(lock, guard: Guard) {
        let readers = (lock.try_read(), lock.try_read());
        let mut writers = [Task::waiting(lock.write()), Task::waiting(lock.write())];
        let mut late = Task::waiting(lock.read());
        let seen = *guard;
        let mut upgrade = Task::waiting(Guard::upgrade(&mut guard));
        drop(readers);
        assert!(upgrade.woken());
        for writer in &mut writers {
            writer.pending();
        }
        let mut writer = upgrade.ready();
        assert_eq!(*writer, seen, "nobody has written between");
        *writer += 1;
        drop(writer);
        drop(upgrade);
        assert_eq!(*guard, seen + 1);
        writers[0].pending();
        drop(guard);
        for writer in &mut writers {
            let mut writer = writer.ready();
            *writer += 1;
        }
        assert_eq!(*late.ready(), seen + 3);
    }

    it_takes_over_what_the_first_writer_has_collected(lock, guard: Guard) {
        // No reader but this one: the writer in line holds all the other permits.
        let mut writer = Task::waiting(lock.write());
        *now(Guard::upgrade(&mut guard)) += 1;
        writer.pending();
        *Guard::try_upgrade(&mut guard).expect("the writer gives way") += 1;
        writer.pending();
        // With a reader in the way: some of them.
        drop(guard);
        drop(writer.ready());
        let reader = lock.try_read();
        let mut guard = lock.try_upgradable_read().unwrap();
        let mut writer = Task::waiting(lock.write());
        assert!(RwLockUpgradableReadGuard::try_upgrade(&mut guard).is_none());
        let mut upgrade = Task::waiting(RwLockUpgradableReadGuard::upgrade(&mut guard));
        drop(reader);
        assert!(upgrade.woken() && !writer.woken());
        drop(upgrade.ready());
        drop(upgrade);
        drop(guard);
        assert_eq!(*writer.ready(), 2);
    }

    a_cancelled_one_leaves_the_guard_and_lets_readers_in(lock, guard: Guard) {
        let reader = lock.try_read();
        for _ in 0..3 {
            let upgrade = Task::waiting(Guard::upgrade(&mut guard));
            let mut late = Task::waiting(lock.read());
            drop(upgrade);
            drop(late.ready());
            assert!(lock.try_read().is_some());
            assert!(lock.try_upgradable_read().is_none(), "the right is still its");
        }
        assert_eq!(*guard, 0);
        drop(reader);
        drop(now(Guard::upgrade(&mut guard)));
        drop(guard);
    }

    a_cancelled_one_gives_the_writer_behind_it_back_what_it_had(lock, guard: Guard) {
        let reader = lock.try_read();
        let mut writer = Task::waiting(lock.write());
        let upgrade = Task::waiting(Guard::upgrade(&mut guard));
        drop(reader);
        assert!(upgrade.woken());
        drop(upgrade);
        writer.pending();
        drop(guard);
        drop(writer.ready());
    }

    a_granted_one_that_is_dropped_leaves_the_guard(lock, guard: Guard) {
        let reader = lock.try_read();
        let upgrade = Task::waiting(Guard::upgrade(&mut guard));
        let mut late = Task::waiting(lock.read());
        drop(reader);
        assert!(upgrade.woken());
        drop(upgrade);
        drop(late.ready());
        assert!(lock.try_write().is_none());
        drop(guard);
    }

    try_upgrade_fails_beside_readers_and_changes_nothing(lock, guard: Guard) {
        let reader = lock.try_read();
        assert!(Guard::try_upgrade(&mut guard).is_none());
        assert!(lock.try_read().is_some());
        drop(reader);
        assert!(Guard::try_upgrade(&mut guard).is_some());
        drop(guard);
    }

    a_second_upgradable_reader_stays_out_and_holds_up_no_reader(lock, guard: Guard) {
        let mut second = Task::waiting(lock.upgradable_read());
        drop(lock.try_read().unwrap());
        let writer = now(Guard::upgrade(&mut guard));
        second.pending();
        drop(writer);
        drop(lock.try_read().unwrap());
        second.pending();
        drop(guard);
        let mut guard = second.ready();
        drop(now(RwLockUpgradableReadGuard::upgrade(&mut guard)));
        drop(guard);
    }

    readers_come_in_as_soon_as_the_upgrade_is_over(lock, guard: Guard) {
        let writer = now(Guard::upgrade(&mut guard));
        let mut readers = [Task::waiting(lock.read()), Task::waiting(lock.read())];
        drop(writer);
        let guards = readers.each_mut().map(Task::ready);
        assert!(Guard::try_upgrade(&mut guard).is_none());
        drop(guards);
        drop(guard);
    }

    the_end_of_an_upgrade_with_a_waker_that_panics_leaks_nothing(lock, guard: Guard) {
        let hooks = Hooks::new().on_wake(|| panic!("wake"));
        let writer = now(Guard::upgrade(&mut guard));
        let mut bad = Task::new(lock.read());
        assert!(hooks.with(|w| bad.poll_with(w)).is_pending());
        let mut good = Task::waiting(lock.read());
        assert_eq!(panics(|| drop(writer)), "wake");
        drop((bad.ready(), good.ready()));
        drop(now(Guard::upgrade(&mut guard)));
        drop(guard);
    }

    a_panic_while_upgraded_leaves_the_guard(lock, guard: Guard) {
        panics(|| {
            let mut writer = now(Guard::upgrade(&mut guard));
            *writer += 1;
            panic!();
        });
        assert_eq!(*guard, 1);
        drop(lock.try_read().unwrap());
        drop(guard);
    }
}

/// Both end the borrow of the guard without an end of the upgrade: nobody else gets in then, which
/// is a leak, and not two who write.
#[test]
fn a_forgotten_upgrade_or_upgraded_guard_keeps_all_others_out() {
    let lock = crate::support::leak(mea::rwlock::RwLock::new(0));
    let mut guard = lock.try_upgradable_read().unwrap();
    std::mem::forget(now(RwLockUpgradableReadGuard::upgrade(&mut guard)));
    assert_eq!(*guard, 0);
    assert!(RwLockUpgradableReadGuard::try_upgrade(&mut guard).is_none());
    drop(guard);
    assert!(lock.try_write().is_none() && lock.try_read().is_none());

    let lock = with_readers(5);
    let reader = lock.clone().try_read_owned();
    let guard = lock.clone().try_upgradable_read_owned().unwrap();
    let upgrade = TiedFuture::new(guard, OwnedRwLockUpgradableReadGuard::upgrade);
    forget(Task::waiting(upgrade));
    drop(reader);
    assert!(lock.try_read().is_none() && lock.try_write().is_none());
}

/// The guard can be upgraded again then, and still only if there is no other reader.
#[test]
fn a_forgotten_upgrade_does_not_make_another_one_easier() {
    let lock = crate::support::leak(mea::rwlock::RwLock::new(0));
    let reader = lock.try_read().unwrap();
    let mut guard = lock.try_upgradable_read().unwrap();
    let mut forgotten = Box::pin(RwLockUpgradableReadGuard::upgrade(&mut guard));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(forgotten.as_mut().poll(&mut cx).is_pending());
    // It stays reachable, for leak checkers.
    let address = std::ptr::from_ref(&*forgotten).cast_mut().cast::<()>();
    crate::support::leak(AtomicPtr::new(address));
    std::mem::forget(forgotten);
    assert!(RwLockUpgradableReadGuard::try_upgrade(&mut guard).is_none());
    let mut again = Task::waiting(RwLockUpgradableReadGuard::upgrade(&mut guard));
    drop(reader);
    *again.ready() += 1;
    drop(again);
    // That was the turn of the forgotten one.
    assert_eq!(*guard, 1);
    assert!(RwLockUpgradableReadGuard::try_upgrade(&mut guard).is_none());
    drop(guard);
    assert!(lock.try_read().is_none() && lock.try_write().is_none());
}
