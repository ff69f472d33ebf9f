//! The mutex under loom: guards, closures and owned locks around a watched value.
//! Taking and giving back load before they exchange, so both threads pass a [`Crossing`].

use std::sync::Arc;

use super::{Mutex, MutexGuard};
use crate::sync::model::{Crossing, Watched, block_on, exhaustive, poll_and_drop, spawn};

fn each_kind(test: impl Fn(fn() -> Arc<Mutex<Watched>>)) {
    test(|| Arc::new(Mutex::new(Watched::new(0))));
    test(|| Arc::new(Mutex::eventually_fair(Watched::new(0))));
}

#[test]
fn guards_exclude_one_another() {
    each_kind(|mutex| {
        exhaustive(move || {
            let a = mutex();
            let b = a.clone();
            let [here, there] = Crossing::sides();
            let t = spawn(move || {
                let guard = there.around(|| block_on(b.lock()));
                guard.bump();
                drop(guard);
                there.pass();
            });
            let guard = here.around(|| block_on(a.lock()));
            guard.bump();
            drop(guard);
            here.pass();
            t.join().unwrap();
            assert_eq!(a.try_lock().unwrap().bump(), 3);
        });
    });
}

#[test]
fn owned_and_mapped_guards_exclude_borrowed_ones() {
    exhaustive(|| {
        let a = Arc::new(Mutex::new((Watched::new(0), 0)));
        let b = a.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            let guard = there.around(|| block_on(b.lock_owned()));
            guard.0.bump();
            drop(guard);
            there.pass();
        });
        let guard = here.around(|| block_on(a.lock()));
        let mapped = MutexGuard::map(guard, |pair| &mut pair.0);
        mapped.bump();
        drop(mapped);
        here.pass();
        t.join().unwrap();
        assert_eq!(a.try_lock().unwrap().0.bump(), 3);
    });
}

#[test]
fn with_against_a_cancelled_owned_lock() {
    each_kind(|mutex| {
        exhaustive(move || {
            let a = mutex();
            let b = a.clone();
            let [here, there] = Crossing::sides();
            let t = spawn(move || {
                if let Some(guard) = there.around(|| poll_and_drop(b.lock_owned())) {
                    guard.bump();
                    drop(guard);
                    there.pass();
                }
            });
            here.around(|| block_on(a.with(|value| value.bump())));
            t.join().unwrap();
            assert!(a.try_lock().is_some());
        });
    });
}
