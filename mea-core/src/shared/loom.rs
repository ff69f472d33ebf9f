//! Several locks at once under loom: named in any order they are taken in one, and a wait that is given up
//! on the way gives back those that it has.

use std::sync::Arc;

use crate::sync::model::{Watched, block_on, bounded, exhaustive, poll_and_drop, spawn};

#[mea_macros::shared(crate = crate)]
struct Pair {
    #[lock(mutex)]
    first: Watched,
    #[lock(rwlock)]
    second: Watched,
}

fn pair() -> Arc<Pair> {
    Arc::new(Pair::new(Watched::new(0), Watched::new(0)))
}

fn is_free(pair: &Pair) -> bool {
    pair.first().try_lock().is_some() && pair.second().try_write().is_some()
}

/// Taken in the order in which they are named, they would deadlock. (Without a bound these are half a million
/// interleavings, which pass, too.)
#[test]
fn two_name_them_the_other_way_round() {
    bounded(5, || {
        let a = pair();
        let b = a.clone();
        let t = spawn(move || {
            block_on(async {
                let locked = b.locks().second_mut().first().lock().await;
                locked.first.bump();
                locked.second.bump();
            });
        });
        block_on(async {
            let locked = a.locks().first().second_mut().lock().await;
            locked.first.bump();
            locked.second.bump();
        });
        t.join().unwrap();
        assert!(is_free(&a));
    });
}

#[test]
fn one_gives_up_on_the_way() {
    exhaustive(|| {
        let a = pair();
        let b = a.clone();
        let t = spawn(move || {
            poll_and_drop(b.locks().first().second_mut().lock());
        });
        let guard = block_on(a.second().write());
        guard.bump();
        drop(guard);
        t.join().unwrap();
        assert!(is_free(&a));
    });
}
