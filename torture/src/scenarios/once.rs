//! What is made once, by whoever comes first and does not give up.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use mea::{
    once::{OnceCell, OnceMap},
    singleflight::Group,
};

use crate::{
    Runtime,
    counted::{Counted, Source},
    crew::{at_last, crew, maybe_yield},
};

const TASKS: usize = 6;
const KEYS: usize = 2;

/// As a trait object: rustc forgets what the lifetimes in the type of a work have to do with each other
/// when it looks for `Send` in a task that is generic.
fn boxed<'a, T>(
    work: impl Future<Output = T> + Send + 'a,
) -> Pin<Box<dyn Future<Output = T> + Send + 'a>> {
    Box::pin(work)
}

/// One works at a time.
#[derive(Default)]
struct Alone(AtomicUsize);

struct Leave<'a>(&'a AtomicUsize);

impl Alone {
    fn enter(&self) -> Leave<'_> {
        assert_eq!(self.0.fetch_add(1, SeqCst), 0, "two at a time");
        Leave(&self.0)
    }

    /// Work that takes a while, and fails one time in three.
    async fn work<R: Runtime, T>(&self, make: impl FnOnce() -> T) -> Result<T, ()> {
        let _alone = self.enter();
        maybe_yield::<R>().await;
        if R::one_in(3) { Err(()) } else { Ok(make()) }
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, SeqCst);
    }
}

/// It is made once, and all see the same.
pub(super) async fn cell<R: Runtime>(n: usize) {
    for _ in 0..n {
        let (source, alone) = (Source::default(), Arc::new(Alone::default()));
        let cell = Arc::new(OnceCell::<Counted>::new());
        let made = Arc::new(AtomicUsize::new(0));
        crew::<R, _>(TASKS, |task| {
            let (cell, alone) = (cell.clone(), alone.clone());
            let (source, made) = (source.clone(), made.clone());
            async move {
                let make = || async {
                    let value = alone.work::<R, _>(|| source.make(task, 0)).await?;
                    made.fetch_add(1, SeqCst);
                    Ok::<_, ()>(value)
                };
                let seen = loop {
                    if let Ok(seen) = at_last!(R, boxed(cell.get_or_try_init(make))) {
                        break seen;
                    }
                };
                assert!(std::ptr::eq(seen, cell.get().expect("it was made")));
            }
        })
        .await;
        assert_eq!(made.load(SeqCst), 1);
        drop(cell);
        source.assert_all_gone();
    }
}

/// Values that come and go, also while they are made: nothing is left.
pub(super) async fn map<R: Runtime>(n: usize) {
    let source = Source::default();
    let map = Arc::new(OnceMap::<usize, Counted>::new());
    crew::<R, _>(TASKS, |_| {
        let (map, source) = (map.clone(), source.clone());
        async move {
            for _ in 0..n {
                let key = R::below(KEYS);
                match R::below(4) {
                    0 => map.discard(&key),
                    1 => drop(map.remove(&key)),
                    _ => {
                        // A key that is discarded may be made by two at a time.
                        let make = async || {
                            maybe_yield::<R>().await;
                            if R::one_in(3) {
                                Err(())
                            } else {
                                Ok(source.make(key, 0))
                            }
                        };
                        if let Ok(value) = at_last!(R, boxed(map.try_compute(key, make))) {
                            assert_eq!(value.from, key);
                        }
                    }
                }
            }
        }
    })
    .await;
    assert_eq!(
        map.len(),
        (0..KEYS).filter(|key| map.get(key).is_some()).count()
    );
    drop(map);
    source.assert_all_gone();
}

/// Nobody gets the result of a flight that had ended when it asked.
pub(super) async fn flights<R: Runtime>(n: usize) {
    let group = Arc::new(Group::<usize, usize>::new());
    let alone: Arc<[Alone; KEYS]> = Arc::default();
    let flights: Arc<[(AtomicUsize, AtomicUsize); KEYS]> = Arc::default();
    crew::<R, _>(TASKS, |_| {
        let (group, alone, flights) = (group.clone(), alone.clone(), flights.clone());
        async move {
            for _ in 0..n {
                let key = R::below(KEYS);
                let (number, ended) = &flights[key];
                let before = ended.load(SeqCst);
                let flight = at_last!(R, {
                    let work = || alone[key].work::<R, _>(|| number.fetch_add(1, SeqCst) + 1);
                    boxed(group.try_work(key, work))
                });
                if let Ok(flight) = flight {
                    assert!(flight > before, "an old result");
                    ended.fetch_max(flight, SeqCst);
                }
            }
        }
    })
    .await;
    assert!(group.is_empty());
}
