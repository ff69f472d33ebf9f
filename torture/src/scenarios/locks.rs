//! What locks protect: numbers that are not atomic.

use std::{collections::VecDeque, sync::Arc};

use mea::{
    condvar::Condvar,
    mutex::Mutex,
    rwlock::{RwLock, RwLockUpgradableReadGuard},
};

use crate::{
    Runtime,
    crew::{at_last, crew, maybe_yield, patiently},
};

const TASKS: usize = 6;

pub(super) async fn mutex<R: Runtime>(n: usize) {
    counts::<R>(Mutex::new(0), n).await;
}

pub(super) async fn eventually_fair<R: Runtime>(n: usize) {
    counts::<R>(Mutex::eventually_fair(0), n).await;
}

async fn counts<R: Runtime>(mutex: Mutex<usize>, n: usize) {
    let mutex = Arc::new(mutex);
    crew::<R, _>(TASKS, |_| {
        let mutex = mutex.clone();
        async move {
            for _ in 0..n {
                match R::below(3) {
                    0 => {
                        let mut guard = at_last!(R, mutex.lock());
                        let seen = *guard;
                        maybe_yield::<R>().await;
                        assert_eq!(*guard, seen, "somebody else was in");
                        *guard += 1;
                    }
                    1 => {
                        let mut guard = at_last!(R, mutex.clone().lock_owned());
                        let seen = *guard;
                        maybe_yield::<R>().await;
                        assert_eq!(*guard, seen, "somebody else was in");
                        *guard += 1;
                    }
                    _ => at_last!(R, mutex.with(|count| *count += 1)),
                }
            }
        }
    })
    .await;
    assert_eq!(*mutex.try_lock().expect("nobody has it"), TASKS * n);
    assert_eq!(Arc::strong_count(&mutex), 1);
}

/// Items in a queue, one notification for each; consumers who give up in mid-wait.
pub(super) async fn condvar<R: Runtime>(n: usize) {
    const PRODUCERS: usize = 2;
    struct Queue {
        items: Mutex<(VecDeque<usize>, usize)>,
        changed: Condvar,
    }
    let queue = Arc::new(Queue {
        items: Mutex::new((VecDeque::new(), PRODUCERS)),
        changed: Condvar::new(),
    });
    let taken = Arc::new(Mutex::new(0));
    crew::<R, _>(PRODUCERS + TASKS, |i| {
        let (queue, taken) = (queue.clone(), taken.clone());
        async move {
            if i < PRODUCERS {
                for item in 0..n {
                    queue.items.lock().await.0.push_back(item);
                    queue.changed.notify_one();
                    maybe_yield::<R>().await;
                }
                queue.items.lock().await.1 -= 1;
                queue.changed.notify_all();
                return;
            }
            loop {
                let guard = queue.items.lock().await;
                let wait = queue.changed.wait_while(guard, |(items, producers)| {
                    items.is_empty() && *producers > 0
                });
                // Without a time limit it is woken by nothing but a notification.
                let guard = if R::one_in(2) {
                    patiently::<R, _>(wait).await
                } else {
                    Some(wait.await)
                };
                let Some(mut items) = guard else { continue };
                if items.0.pop_front().is_none() {
                    return;
                }
                drop(items);
                *taken.lock().await += 1;
            }
        }
    })
    .await;
    assert_eq!(*taken.try_lock().expect("nobody has it"), PRODUCERS * n);
}

/// Two numbers that a writer changes one after the other, and readers who see whether they agree.
pub(super) async fn rwlock<R: Runtime>(n: usize) {
    let lock = Arc::new(RwLock::new((0_usize, 0_usize)));
    let written = Arc::new(Mutex::new(0));
    crew::<R, _>(TASKS, |_| {
        let (lock, written) = (lock.clone(), written.clone());
        async move {
            for _ in 0..n {
                let writes = write_or_read::<R>(&lock).await;
                *written.lock().await += writes;
            }
        }
    })
    .await;
    let written = *written.try_lock().expect("nobody has it");
    assert_eq!(
        *lock.try_write().expect("nobody has it"),
        (written, written)
    );
    assert_eq!(Arc::strong_count(&lock), 1);
}

async fn write_or_read<R: Runtime>(lock: &Arc<RwLock<(usize, usize)>>) -> usize {
    match R::below(5) {
        0 => {
            let guard = at_last!(R, lock.read());
            maybe_yield::<R>().await;
            assert_eq!(guard.0, guard.1);
            0
        }
        1 => {
            let guard = at_last!(R, lock.clone().read_owned());
            maybe_yield::<R>().await;
            assert_eq!(guard.0, guard.1);
            0
        }
        2 => {
            let mut guard = at_last!(R, lock.write());
            guard.0 += 1;
            maybe_yield::<R>().await;
            guard.1 += 1;
            let seen = *guard;
            // No writer gets between.
            let guard = guard.downgrade();
            maybe_yield::<R>().await;
            assert_eq!(*guard, seen);
            1
        }
        3 => {
            let mut guard = at_last!(R, lock.upgradable_read());
            let seen = *guard;
            let mut writes = 0;
            let upgrade = RwLockUpgradableReadGuard::upgrade(&mut guard);
            if let Some(mut guard) = patiently::<R, _>(upgrade).await {
                assert_eq!(*guard, seen);
                guard.0 += 1;
                maybe_yield::<R>().await;
                guard.1 += 1;
                writes = 1;
            }
            // Given up or not, nobody has written meanwhile.
            assert_eq!(guard.0, seen.0 + writes);
            writes
        }
        _ => {
            let Some(mut guard) = lock.try_write() else {
                return 0;
            };
            guard.0 += 1;
            maybe_yield::<R>().await;
            guard.1 += 1;
            1
        }
    }
}
