//! The mutex under loom: guards, closures and owned locks around a watched value.

use std::sync::Arc;

use super::{Mutex, MutexGuard};
use crate::sync::model::{Watched, block_on, exhaustive, poll_and_drop, spawn};

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
            let t = spawn(move || {
                let guard = block_on(b.lock());
                guard.bump();
            });
            block_on(a.lock()).bump();
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
        let t = spawn(move || {
            let guard = block_on(b.lock_owned());
            guard.0.bump();
        });
        let mapped = MutexGuard::map(block_on(a.lock()), |pair| &mut pair.0);
        mapped.bump();
        drop(mapped);
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
            let t = spawn(move || {
                if let Some(guard) = poll_and_drop(b.lock_owned()) {
                    guard.bump();
                }
            });
            block_on(a.with(|value| value.bump()));
            t.join().unwrap();
            assert!(a.try_lock().is_some());
        });
    });
}
