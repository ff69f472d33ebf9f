//! What a mutex does with its value, beside protecting it.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use mea::mutex::{Mutex, MutexGuard};

use crate::support::{Task, now, panics};

static COUNTER: Mutex<u64> = Mutex::new(0);
static BARGED_FOR: Mutex<u64> = Mutex::eventually_fair(0);

#[test]
fn it_may_be_a_static() {
    for mutex in [&COUNTER, &BARGED_FOR] {
        *now(mutex.lock()) += 1;
        let mut waits = {
            let guard = mutex.try_lock().unwrap();
            let waits = Task::waiting(mutex.lock());
            assert_eq!(*guard, 1);
            waits
        };
        assert_eq!(*waits.ready(), 1);
    }
}

#[test]
fn it_is_made_from_a_value_and_gives_it_back() {
    assert_eq!(Mutex::new(1).into_inner(), 1);
    assert_eq!(Mutex::eventually_fair(2).into_inner(), 2);
    assert_eq!(Mutex::from("three").into_inner(), "three");
    assert_eq!(Mutex::<Vec<u8>>::default().into_inner(), []);
    let mut mutex = Mutex::new(4);
    *mutex.get_mut() += 1;
    assert_eq!(*mutex.try_lock().unwrap(), 5);
    let mutex: &mut Mutex<[u8]> = &mut Mutex::new([1, 2]);
    mutex.get_mut()[0] = 3;
    assert_eq!(*mutex.try_lock().unwrap(), [3, 2]);
}

#[test]
fn a_forgotten_guard_keeps_it_locked_but_not_from_its_owner() {
    let mut mutex = Mutex::new(1);
    std::mem::forget(mutex.try_lock());
    assert!(mutex.try_lock().is_none());
    *mutex.get_mut() += 1;
    assert_eq!(mutex.into_inner(), 2);
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
    let value = || Count(drops.clone());

    drop(Mutex::new(value()));
    assert_eq!(drops.load(SeqCst), 1);
    let inner = Mutex::new(value()).into_inner();
    assert_eq!(drops.load(SeqCst), 1);
    drop(inner);
    assert_eq!(drops.load(SeqCst), 2);

    // By the last owner: a guard, or a future that waits.
    let mutex = Arc::new(Mutex::new(value()));
    let guard = now(mutex.clone().lock_owned());
    let waits = Task::waiting(mutex.lock_owned());
    drop(guard);
    assert_eq!(drops.load(SeqCst), 2);
    drop(waits);
    assert_eq!(drops.load(SeqCst), 3);
    let guard = now(Arc::new(Mutex::new(value())).lock_owned());
    drop(guard);
    assert_eq!(drops.load(SeqCst), 4);
}

#[test]
fn a_panic_while_it_is_held_releases_it_and_poisons_nothing() {
    let mutex = Arc::new(Mutex::new(0));
    panics(|| {
        let mut guard = mutex.try_lock().unwrap();
        *guard = 1;
        panic!();
    });
    panics(|| {
        let mut guard = mutex.clone().try_lock_owned().unwrap();
        *guard += 1;
        panic!();
    });
    assert_eq!(*mutex.try_lock().unwrap(), 2);
    let clone = mutex.clone();
    let thread = std::thread::spawn(move || {
        let _guard = mea::blocking::block_on(clone.lock());
        panic!();
    });
    assert!(thread.join().is_err());
    assert_eq!(*now(mutex.lock()), 2);
}

#[test]
fn debug_never_waits_and_shows_the_value_or_that_it_is_locked() {
    let mutex = Mutex::new(7);
    assert_eq!(format!("{mutex:?}"), "Mutex { value: 7 }");
    let guard = mutex.try_lock();
    assert_eq!(format!("{mutex:?}"), "Mutex { value: <locked> }");
    let waits = Task::waiting(mutex.lock());
    drop(guard);
    assert_eq!(format!("{mutex:?}"), "Mutex { value: <locked> }");
    drop(waits);
    assert_eq!(format!("{mutex:#?}"), "Mutex {\n    value: 7,\n}");
}

#[test]
fn debug_releases_the_lock_even_if_the_value_panics() {
    struct Bad;
    impl fmt::Debug for Bad {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("no");
        }
    }
    let mutex = Mutex::new(Bad);
    assert_eq!(panics(|| format!("{mutex:?}")), "no");
    assert!(mutex.try_lock().is_some());
}

#[test]
fn debug_of_the_futures_needs_nothing_of_the_value() {
    struct Plain;
    let mutex = Arc::new(Mutex::new(Plain));
    assert_eq!(format!("{:?}", mutex.lock()), "Lock { .. }");
    assert_eq!(
        format!("{:?}", mutex.clone().lock_owned()),
        "LockOwned { .. }"
    );
    assert_eq!(format!("{:?}", mutex.with(|_| ())), "With { .. }");
}

#[test]
fn unsized_values() {
    let slice: Arc<Mutex<[u8]>> = Arc::new(Mutex::new([1, 2, 3]));
    now(slice.lock())[0] = 4;
    assert_eq!(*now(slice.clone().lock_owned()), [4, 2, 3]);
    assert_eq!(format!("{slice:?}"), "Mutex { value: [4, 2, 3] }");

    let shows: Arc<Mutex<dyn fmt::Display + Send>> = Arc::new(Mutex::new(5));
    assert_eq!(now(shows.lock()).to_string(), "5");
    let guard = shows.clone().try_lock_owned().unwrap();
    let mut waits = Task::waiting(shows.clone().lock_owned());
    drop(guard);
    assert_eq!(format!("{}", waits.ready()), "5");

    let whole = Mutex::new(String::from("abc"));
    let part = MutexGuard::map(whole.try_lock().unwrap(), String::as_mut_str);
    assert_eq!(&*part, "abc");
}

#[test]
fn a_value_that_is_neither_send_nor_sync_or_borrows_is_fine_on_one_thread() {
    let rc = std::rc::Rc::new(1);
    let mutex = Mutex::new(rc.clone());
    assert_eq!(std::rc::Rc::strong_count(&now(mutex.lock())), 2);
    let text = String::from("borrowed");
    let mutex = Mutex::new(text.as_str());
    assert_eq!(now(mutex.lock()).len(), 8);
}
