//! A queue between tasks: one notification for each item, and consumers who give up in mid-wait. An
//! item that stays while all consumers wait would end the test by its time limit.

use std::{collections::VecDeque, sync::Arc};

use mea::{condvar::Condvar, mutex::Mutex};

use super::{maybe_yield, run, tasks};
use crate::support::patiently;

const EACH: usize = 1_500;
const PRODUCERS: u64 = 4;
const CONSUMERS: u64 = 12;

struct Queue {
    items: Mutex<Items>,
    changed: Condvar,
}

#[derive(Default)]
struct Items {
    waiting: VecDeque<usize>,
    sum: usize,
    taken: usize,
    producers: u64,
}

fn conserves(items: Mutex<Items>, all: bool) {
    let queue = Arc::new(Queue {
        items,
        changed: Condvar::new(),
    });
    let shared = queue.clone();
    run(async move {
        tasks(PRODUCERS + CONSUMERS, |i, mut rng| {
            let queue = shared.clone();
            async move {
                if i < PRODUCERS {
                    for item in 0..EACH {
                        queue.items.lock().await.waiting.push_back(item);
                        if all && rng.one_in(8) {
                            queue.changed.notify_all();
                        } else {
                            queue.changed.notify_one();
                        }
                        maybe_yield(&mut rng).await;
                    }
                    queue.items.lock().await.producers += 1;
                    queue.changed.notify_all();
                    return;
                }
                loop {
                    let guard = queue.items.lock().await;
                    let wait = queue.changed.wait_while(guard, |items| {
                        items.waiting.is_empty() && items.producers < PRODUCERS
                    });
                    let polls = if rng.one_in(2) {
                        rng.below(4)
                    } else {
                        usize::MAX
                    };
                    // Without patience it is woken by nothing but a notification.
                    let guard = if polls == usize::MAX {
                        Some(wait.await)
                    } else {
                        patiently(polls, wait).await
                    };
                    let Some(mut items) = guard else { continue };
                    let Some(item) = items.waiting.pop_front() else {
                        break;
                    };
                    items.sum += item;
                    items.taken += 1;
                }
            }
        })
        .await;
    });
    let items = queue.items.try_lock().unwrap();
    assert_eq!(items.taken, PRODUCERS as usize * EACH);
    assert_eq!(items.sum, PRODUCERS as usize * (EACH * (EACH - 1) / 2));
}

#[test]
fn one_notification_for_each_item_is_enough() {
    conserves(Mutex::default(), false);
}

#[test]
fn with_an_eventually_fair_mutex_and_notifications_of_all_between() {
    conserves(Mutex::eventually_fair(Items::default()), true);
}

/// Owned guards, and tasks that are aborted from outside wherever they are.
#[test]
fn aborted_waits_pass_their_notifications_on() {
    run(async {
        let (mutex, condvar) = (Arc::new(Mutex::new(0_usize)), Arc::new(Condvar::new()));
        let mut rng = crate::support::Rng::new(7);
        for _ in 0..400 {
            let waits: Vec<_> = (0..6)
                .map(|_| {
                    let (mutex, condvar) = (mutex.clone(), condvar.clone());
                    tokio::spawn(async move {
                        let guard = mutex.lock_owned().await;
                        let mut guard = condvar.wait_while_owned(guard, |n| *n == 0).await;
                        *guard -= 1;
                    })
                })
                .collect();
            maybe_yield(&mut rng).await;
            // Three units for six, of which three go away.
            for (i, wait) in waits.iter().enumerate() {
                if i % 2 == 0 {
                    *mutex.lock().await += 1;
                    condvar.notify_one();
                } else {
                    wait.abort();
                }
                maybe_yield(&mut rng).await;
            }
            // One that was faster than its end has taken a unit: there is another one for it.
            let mut stay = Vec::new();
            for (i, wait) in waits.into_iter().enumerate() {
                if i % 2 == 0 {
                    stay.push(wait);
                } else if wait.await.is_ok() {
                    *mutex.lock().await += 1;
                    condvar.notify_one();
                }
            }
            for wait in stay {
                wait.await.unwrap();
            }
            assert_eq!(*mutex.lock().await, 0);
        }
    });
}
