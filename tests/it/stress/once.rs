//! Cells, maps and groups that many want at once, and give up. At most one works at a time, and all
//! see the same.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use mea::{
    once::{LazyCell, Once, OnceCell, OnceMap},
    singleflight::Group,
};
use tokio::task::yield_now;

use super::{maybe_yield, run, tasks};
use crate::support::{Rng, at_last};

const TASKS: u64 = 12;
const ROUNDS: usize = 300;
const KEYS: usize = 5;

/// What a task gives up and makes again. (Boxed, since rustc forgets what the lifetimes in the type of
/// a work have to do with each other when it looks for `Send` in a task that is generic over it.)
fn boxed<'a, T>(
    call: impl Future<Output = T> + Send + 'a,
) -> Pin<Box<dyn Future<Output = T> + Send + 'a>> {
    Box::pin(call)
}

/// Of some works there is one at a time.
#[derive(Default)]
struct Alone(AtomicUsize);

impl Alone {
    /// Somebody works until this is dropped.
    fn enter(&self) -> impl Drop + '_ {
        struct Leave<'a>(&'a AtomicUsize);
        impl Drop for Leave<'_> {
            fn drop(&mut self) {
                assert_eq!(self.0.fetch_sub(1, SeqCst), 1, "two at a time");
            }
        }
        assert_eq!(self.0.fetch_add(1, SeqCst), 0, "two at a time");
        Leave(&self.0)
    }
}

/// Work that takes a while, and fails one time in three.
async fn work(alone: &Alone, mut rng: Rng, value: usize) -> Result<usize, ()> {
    let _alone = alone.enter();
    for _ in 0..rng.below(3) {
        yield_now().await;
    }
    if rng.one_in(3) { Err(()) } else { Ok(value) }
}

#[derive(Default)]
struct Round {
    once: Once,
    done: AtomicUsize,
    cell: OnceCell<usize>,
    made: AtomicUsize,
    alone: [Alone; 2],
}

#[test]
fn one_makes_the_value_and_all_see_it() {
    let rounds: Arc<Vec<Round>> = Arc::new((0..ROUNDS).map(|_| Round::default()).collect());
    let shared = rounds.clone();
    run(async move {
        tasks(TASKS, |task, mut rng| {
            let rounds = shared.clone();
            async move {
                for round in rounds.iter() {
                    let seed = rng.below(1 << 30) as u64;
                    let [alone, once_alone] = &round.alone;
                    let make = || async {
                        let made = work(alone, Rng::new(seed), task as usize).await?;
                        round.made.fetch_add(1, SeqCst);
                        Ok::<_, ()>(made)
                    };
                    let seen = match rng.below(6) {
                        0 => at_last(&mut rng, || round.cell.wait()).await,
                        1 => match at_last(&mut rng, || round.cell.set(task as usize)).await {
                            Ok(()) => {
                                round.made.fetch_add(1, SeqCst);
                                round.cell.get().unwrap()
                            }
                            Err(_) => round.cell.get().unwrap(),
                        },
                        _ => loop {
                            if let Ok(seen) =
                                at_last(&mut rng, || boxed(round.cell.get_or_try_init(make))).await
                            {
                                break seen;
                            }
                        },
                    };
                    assert!(std::ptr::eq(seen, round.cell.get().unwrap()));
                    let call = || {
                        boxed(round.once.call_once(|| async {
                            let _alone = once_alone.enter();
                            yield_now().await;
                            round.done.fetch_add(1, SeqCst);
                        }))
                    };
                    if rng.one_in(3) {
                        at_last(&mut rng, || round.once.wait()).await;
                    } else {
                        at_last(&mut rng, call).await;
                    }
                    assert_eq!(round.done.load(SeqCst), 1);
                }
            }
        })
        .await;
    });
    for round in rounds.iter() {
        assert_eq!(round.made.load(SeqCst), 1);
        assert!(round.once.is_completed());
    }
}

/// The work of a lazy cell goes on whoever gives up.
#[test]
fn lazy_work_is_begun_once() {
    type Work = Pin<Box<dyn Future<Output = usize> + Send>>;
    type Lazy = LazyCell<usize, Work, Box<dyn FnMut() -> Work + Send>>;
    fn lazy() -> Lazy {
        let mut begun = 0;
        LazyCell::new(Box::new(move || {
            begun += 1;
            Box::pin(async move {
                for _ in 0..5 {
                    yield_now().await;
                }
                begun
            })
        }))
    }

    let rounds: Arc<Vec<Lazy>> = Arc::new((0..ROUNDS).map(|_| lazy()).collect());
    let shared = rounds.clone();
    run(async move {
        tasks(TASKS, |_, mut rng| {
            let rounds = shared.clone();
            async move {
                for cell in rounds.iter() {
                    assert_eq!(*at_last(&mut rng, || boxed(cell.force())).await, 1);
                }
            }
        })
        .await;
    });
}

#[test]
fn a_map_makes_each_value_once() {
    let map = Arc::new(OnceMap::<usize, usize>::new());
    let (shared, alone) = (map.clone(), Arc::new([0; KEYS].map(|_| Alone::default())));
    let made: Arc<[AtomicUsize; KEYS]> = Arc::default();
    let makes = made.clone();
    run(async move {
        tasks(TASKS, |task, mut rng| {
            let (map, alone, made) = (shared.clone(), alone.clone(), makes.clone());
            async move {
                for _ in 0..ROUNDS {
                    let key = rng.below(KEYS);
                    let seed = rng.below(1 << 30) as u64;
                    let value = key + KEYS * task as usize;
                    // Few of them succeed, so that there is something to clean up for long.
                    let make = || async {
                        let mut rng = Rng::new(seed);
                        let value = work(&alone[key], Rng::new(seed), value).await?;
                        if !rng.one_in(20) {
                            return Err(());
                        }
                        made[key].fetch_add(1, SeqCst);
                        Ok(value)
                    };
                    let seen = at_last(&mut rng, || boxed(map.try_compute(key, make))).await;
                    if let Ok(seen) = seen {
                        assert_eq!(Some(seen), map.get(&key));
                        assert_eq!(seen % KEYS, key);
                    }
                    maybe_yield(&mut rng).await;
                }
            }
        })
        .await;
    });
    // What is there was made, and nothing else is.
    let there = (0..KEYS).filter(|key| map.get(key).is_some()).count();
    assert_eq!(map.len(), there);
    for (key, made) in made.iter().enumerate() {
        assert_eq!(made.load(SeqCst), usize::from(map.get(&key).is_some()));
    }
}

/// Values that come and go: none is lost, none dropped twice, and nothing is left.
#[test]
fn a_map_whose_keys_are_discarded_keeps_nothing() {
    let (live, map) = (
        Arc::new(()),
        Arc::new(OnceMap::<usize, (usize, Arc<()>)>::new()),
    );
    let (shared, value) = (map.clone(), live.clone());
    run(async move {
        tasks(TASKS, |_, mut rng| {
            let (map, value) = (shared.clone(), value.clone());
            async move {
                for _ in 0..ROUNDS {
                    let key = rng.below(KEYS);
                    match rng.below(4) {
                        0 => map.discard(&key),
                        1 => {
                            let found = map.remove(&key);
                            assert!(found.is_none_or(|found| found.0 == key));
                        }
                        _ => {
                            let make = || async {
                                yield_now().await;
                                (key, value.clone())
                            };
                            let seen = at_last(&mut rng, || boxed(map.compute(key, make))).await;
                            assert_eq!(seen.0, key);
                        }
                    }
                }
            }
        })
        .await;
    });
    assert_eq!(Arc::strong_count(&live), 1 + map.len());
    (0..KEYS).for_each(|key| map.discard(&key));
    assert!(map.is_empty());
    assert_eq!(Arc::strong_count(&live), 1);
}

/// Whoever asks gets the result of a flight that had not ended yet when it asked: nobody had returned
/// with it.
#[test]
fn a_group_has_one_flight_at_a_time_and_gives_no_old_results() {
    let group = Arc::new(Group::<usize, usize>::new());
    let (shared, alone) = (group.clone(), Arc::new([0; KEYS].map(|_| Alone::default())));
    let flights: Arc<[(AtomicUsize, AtomicUsize); KEYS]> = Arc::default();
    run(async move {
        tasks(TASKS, |_, mut rng| {
            let (group, alone, flights) = (shared.clone(), alone.clone(), flights.clone());
            async move {
                for _ in 0..ROUNDS {
                    let key = rng.below(KEYS);
                    let seed = rng.below(1 << 30) as u64;
                    let (number, ended) = &flights[key];
                    let mut before = 0;
                    let fly = || {
                        before = ended.load(SeqCst);
                        let alone = &alone[key];
                        boxed(group.try_work(key, move || async move {
                            work(alone, Rng::new(seed), 0).await?;
                            Ok::<_, ()>(number.fetch_add(1, SeqCst) + 1)
                        }))
                    };
                    if let Ok(flight) = at_last(&mut rng, fly).await {
                        assert!(flight > before, "an old result");
                        ended.fetch_max(flight, SeqCst);
                    }
                    maybe_yield(&mut rng).await;
                }
            }
        })
        .await;
    });
    assert!(group.is_empty());
}

/// Tasks that are aborted from outside, wherever they are, on whatever thread they are dropped.
#[test]
fn aborted_tasks_leave_nothing() {
    let (map, group) = (
        Arc::new(OnceMap::<usize, usize>::new()),
        Arc::new(Group::new()),
    );
    let (m, g) = (map.clone(), group.clone());
    run(async move {
        tasks(4, |_, mut rng| {
            let (map, group) = (m.clone(), g.clone());
            async move {
                for _ in 0..ROUNDS {
                    let handles: Vec<_> = (0..4)
                        .map(|i| {
                            let (map, group) = (map.clone(), group.clone());
                            tokio::spawn(async move {
                                if i % 2 == 0 {
                                    let wait = || async {
                                        yield_now().await;
                                        Err(())
                                    };
                                    map.try_compute(0, wait).await.unwrap_err();
                                } else {
                                    group.work(0, yield_now).await;
                                }
                            })
                        })
                        .collect();
                    maybe_yield(&mut rng).await;
                    for handle in handles {
                        if rng.one_in(2) {
                            handle.abort();
                        }
                        let _ = handle.await;
                    }
                }
            }
        })
        .await;
    });
    assert!(map.is_empty() && group.is_empty());
    assert_eq!((Arc::strong_count(&map), Arc::strong_count(&group)), (1, 1));
}
