//! What a rwlock does with its value, beside protecting it.

use std::{
    fmt,
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use mea::rwlock::RwLock;

use crate::support::{Task, now, panics};

static LIMIT: RwLock<u64> = RwLock::new(1);
static NARROW: RwLock<u64> = RwLock::with_max_readers(1, NonZeroUsize::new(2).unwrap());

#[test]
fn it_may_be_a_static() {
    for lock in [&LIMIT, &NARROW] {
        *now(lock.write()) += 1;
        let reader = now(lock.read());
        assert_eq!(*reader, 2);
    }
}

#[test]
fn it_is_made_from_a_value_and_gives_it_back() {
    assert_eq!(RwLock::new(1).into_inner(), 1);
    assert_eq!(
        RwLock::with_max_readers(2, NonZeroUsize::MAX).into_inner(),
        2
    );
    assert_eq!(RwLock::from("three").into_inner(), "three");
    assert_eq!(RwLock::<Vec<u8>>::default().into_inner(), []);
    let mut lock = RwLock::new(4);
    *lock.get_mut() += 1;
    std::mem::forget(lock.try_write());
    assert_eq!(*lock.get_mut(), 5);
    let lock: &mut RwLock<[u8]> = &mut RwLock::new([1, 2]);
    lock.get_mut()[0] = 3;
    assert_eq!(*lock.try_read().unwrap(), [3, 2]);
}

#[test]
fn the_value_is_dropped_exactly_once() {
    struct Count(Arc<AtomicUsize>);
    impl Drop for Count {
        fn drop(&mut self) {
            self.0.fetch_add(1, SeqCst);
        }
    }
    let drops = Arc::new(AtomicUsize::new(0));
    let lock = || Arc::new(RwLock::new(Count(drops.clone())));

    drop(lock());
    drop(now(lock().read_owned()));
    drop(now(lock().write_owned()));
    drop(now(lock().write_owned()).downgrade());
    drop(now(lock().upgradable_read_owned()));
    assert_eq!(drops.load(SeqCst), 5);
    let one = lock();
    let writer = now(one.clone().write_owned());
    let waits = (
        Task::waiting(one.clone().read_owned()),
        Task::waiting(one.clone().write_owned()),
        Task::waiting(one.clone().upgradable_read_owned()),
        Task::waiting(one.upgradable_read_owned()),
    );
    drop(writer);
    assert_eq!(drops.load(SeqCst), 5);
    drop(waits);
    assert_eq!(drops.load(SeqCst), 6);
}

#[test]
fn a_panic_while_it_is_held_releases_it_and_poisons_nothing() {
    let lock = Arc::new(RwLock::new(0));
    panics(|| {
        *now(lock.write()) = 1;
        let _reader = now(lock.read());
        panic!();
    });
    panics(|| {
        let mut writer = now(lock.clone().write_owned());
        *writer = 2;
        panic!();
    });
    panics(|| {
        let _reader = now(lock.upgradable_read());
        panic!();
    });
    assert_eq!(*lock.try_write().unwrap(), 2);
}

#[test]
fn debug_never_waits_and_shows_the_value_or_that_it_is_locked() {
    let lock = Arc::new(RwLock::new(7));
    let (free, locked) = ("RwLock { value: 7 }", "RwLock { value: <locked> }");
    assert_eq!(format!("{lock:?}"), free);
    let reader = lock.try_read();
    assert_eq!(format!("{lock:?}"), free);
    let waits = Task::waiting(lock.write());
    assert_eq!(format!("{lock:?}"), locked);
    drop(waits);
    drop(reader);
    let upgradable = lock.try_upgradable_read();
    assert_eq!(format!("{lock:?}"), free);
    drop(upgradable);
    let writer = lock.try_write();
    assert_eq!(format!("{lock:?}"), locked);
    drop(writer);
    assert_eq!(format!("{:?}", lock.read()), "Read { .. }");
    assert_eq!(format!("{:?}", lock.write()), "Write { .. }");
    assert_eq!(
        format!("{:?}", lock.clone().read_owned()),
        "ReadOwned { .. }"
    );
    assert_eq!(
        format!("{:?}", lock.upgradable_read()),
        "UpgradableRead { .. }"
    );
}

#[test]
fn unsized_values() {
    let slice: Arc<RwLock<[u8]>> = Arc::new(RwLock::new([1, 2, 3]));
    now(slice.write())[0] = 4;
    assert_eq!(*now(slice.read()), [4, 2, 3]);
    now(slice.clone().write_owned())[1] = 5;
    assert_eq!(*now(slice.clone().upgradable_read_owned()), [4, 5, 3]);
    let mut reader = now(slice.upgradable_read());
    now(mea::rwlock::RwLockUpgradableReadGuard::upgrade(&mut reader))[2] = 6;
    assert_eq!(*reader, [4, 5, 6]);

    let shows: Arc<RwLock<dyn fmt::Display + Send + Sync>> = Arc::new(RwLock::new(5));
    assert_eq!(now(shows.read()).to_string(), "5");
    let writer = shows.clone().try_write_owned().unwrap();
    let mut waits = Task::waiting(shows.clone().read_owned());
    assert_eq!(writer.downgrade().to_string(), "5");
    assert_eq!(format!("{}", waits.ready()), "5");
}

#[test]
fn a_read_guard_of_longer_lived_values_is_one_of_shorter_lived_ones() {
    let lock: RwLock<&'static str> = RwLock::new("static");
    let local = String::from("local");
    fn longest<'v>(guard: &mea::rwlock::RwLockReadGuard<'_, &'v str>, other: &'v str) -> &'v str {
        if guard.len() > other.len() {
            guard
        } else {
            other
        }
    }
    let reader = lock.try_read().unwrap();
    assert_eq!(longest(&reader, &local), "static");
}
