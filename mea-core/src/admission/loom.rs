//! The controller under loom: acquisitions against releases and cancels, of one tenant and of two.

use core::hash::{BuildHasherDefault, Hasher};
use std::{boxed::Box, hash::DefaultHasher, sync::Arc};

use super::FairShare;
use crate::sync::model::{
    Crossing, Watched, block_on, bounded, exhaustive, poll, poll_and_drop, spawn,
};

type Share = FairShare<u8, BuildHasherDefault<DefaultHasher>>;

fn share(permits: usize) -> Share {
    FairShare::with_hasher(permits, BuildHasherDefault::new())
}

/// A controller of one permit, and what the permit protects.
fn guarded() -> Arc<(Share, Watched)> {
    Arc::new((share(1), Watched::new(0)))
}

fn assert_idle(share: &Share, permits: usize) {
    assert_eq!(
        (share.available_permits(), share.num_waiters()),
        (permits, 0)
    );
    assert_eq!(share.queue.lock().state().tenants(), 0);
}

/// Mutual exclusion, and no lost wake-up, whether the keys are the same or not.
#[test]
fn acquire_against_release() {
    for other in [1, 2] {
        exhaustive(move || {
            let a = guarded();
            let b = a.clone();
            let t = spawn(move || {
                let permit = block_on(b.0.acquire(other));
                b.1.bump();
                drop(permit);
            });
            let permit = block_on(a.0.acquire(1));
            a.1.bump();
            drop(permit);
            t.join().unwrap();
            assert_eq!(a.1.read(), 2);
            assert_idle(&a.0, 1);
        });
    }
}

#[test]
fn try_acquire_against_acquire() {
    exhaustive(|| {
        let a = guarded();
        let b = a.clone();
        let t = spawn(move || {
            if let Some(permit) = b.0.try_acquire(1) {
                b.1.bump();
                drop(permit);
            }
        });
        let permit = block_on(a.0.acquire(1));
        a.1.bump();
        drop(permit);
        t.join().unwrap();
        assert_idle(&a.0, 1);
    });
}

/// A waiter is dropped while the permit is being handed to it: it has it, or it goes to the next.
#[test]
fn cancel_against_hand_over() {
    for other in [1, 2] {
        exhaustive(move || {
            let a: &'static Share = Box::leak(Box::new(share(1)));
            let held = a.try_acquire(0).unwrap();
            let (mut first, mut second) = (Box::pin(a.acquire(1)), Box::pin(a.acquire(other)));
            assert!(poll(first.as_mut()).is_none());
            assert!(poll(second.as_mut()).is_none());
            let [here, there] = Crossing::sides();
            let t = spawn(move || {
                let permit = there.around(|| poll(first.as_mut()));
                drop(first);
                drop(permit);
                there.pass();
            });
            here.around(|| drop(held));
            t.join().unwrap();
            drop(block_on(second));
            assert_idle(a, 1);
        });
    }
}

/// A tenant comes and goes while another one is at work.
#[test]
fn cancel_against_acquire() {
    exhaustive(|| {
        let a = Arc::new(share(1));
        let b = a.clone();
        let t = spawn(move || drop(poll_and_drop(b.acquire(1))));
        drop(block_on(a.acquire(1)));
        t.join().unwrap();
        assert_idle(&a, 1);
    });
}

/// Two permits come back at once: each goes to one of those who wait.
#[test]
fn two_releases_against_two_waits() {
    bounded(3, || {
        let a: &'static Share = Box::leak(Box::new(share(2)));
        let held = [a.try_acquire(0).unwrap(), a.try_acquire(0).unwrap()];
        let (mut first, mut second) = (Box::pin(a.acquire(1)), Box::pin(a.acquire(2)));
        assert!(poll(first.as_mut()).is_none());
        assert!(poll(second.as_mut()).is_none());
        let t = spawn(move || block_on(first));
        let [one, two] = held;
        let u = spawn(move || drop(one));
        drop(two);
        let permits = (block_on(second), t.join().unwrap());
        u.join().unwrap();
        assert_eq!(a.available_permits(), 0);
        drop(permits);
        assert_idle(a, 2);
    });
}

#[test]
fn three_acquire_in_turn() {
    bounded(2, || {
        let a = guarded();
        let threads: std::vec::Vec<_> = [1, 2]
            .map(|key| {
                let b = a.clone();
                spawn(move || {
                    let permit = block_on(b.0.acquire(key));
                    b.1.bump();
                    drop(permit);
                })
            })
            .into();
        let permit = block_on(a.0.acquire(1));
        a.1.bump();
        drop(permit);
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(a.1.read(), 3);
        assert_idle(&a.0, 1);
    });
}

/// Both tenants have the same hash: each looks at the key of the other without the lock, and may have
/// sat down there with the permit.
#[test]
fn keys_of_the_same_hash() {
    #[derive(Default)]
    struct Same;
    impl Hasher for Same {
        fn write(&mut self, _: &[u8]) {}
        fn finish(&self) -> u64 {
            0
        }
    }
    exhaustive(|| {
        let share = FairShare::<u8, BuildHasherDefault<Same>>::with_hasher(1, Default::default());
        let a = Arc::new((share, Watched::new(0)));
        let b = a.clone();
        let t = spawn(move || {
            let permit = block_on(b.0.acquire(1));
            assert_eq!(*permit.key(), 1);
            b.1.bump();
            drop(permit);
        });
        let permit = block_on(a.0.acquire(2));
        assert_eq!(*permit.key(), 2);
        a.1.bump();
        drop(permit);
        t.join().unwrap();
        assert_eq!(a.1.read(), 2);
        assert_eq!(a.0.available_permits(), 1);
        assert_eq!(a.0.queue.lock().state().tenants(), 0);
    });
}
