//! The work that is counted: each row does one operation `n` times, as an async caller would.

use std::{
    future::{IntoFuture, poll_fn},
    hint::black_box,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use mea::{
    barrier::Barrier, condvar::Condvar, latch::Latch, mpmc, mpsc, mutex::Mutex, oneshot,
    order::Held, rwlock::RwLock, semaphore::Semaphore, shutdown, waitgroup::WaitGroup,
};

#[mea::shared]
struct State {
    #[lock(mutex)]
    first: u64,
    #[lock(rwlock)]
    second: u64,
}

mod blocks;

/// One line of the table.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// How many locked instructions the operation should have, but for what it does now and then only.
    pub(crate) locked: u64,
    pub(crate) run: fn(u64),
}

/// All rows, in the order of the table.
pub(crate) fn all() -> Vec<Row> {
    [ROWS, blocks::ROWS].concat()
}

/// Polls `future` once, which has to be enough.
#[inline(always)]
fn block_on<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nobody else has the lock, so nothing waits"),
    }
}

macro_rules! rows {
    ($(
        $function:ident, $name:literal, $locked:literal locked,
        $lock:ident = $new:expr => $acquire:expr;
    )*) => {
        const ROWS: &[Row] = &[$(Row {
            name: $name,
            locked: $locked,
            run: $function,
        }),*];

        $(
            #[inline(never)]
            fn $function(n: u64) {
                let mut lock = $new;
                // Hides from the optimizer that the lock is free.
                let $lock = black_box(&mut lock);
                for _ in 0..n {
                    block_on(async {
                        let guard = $acquire.await;
                        black_box(&guard);
                    });
                }
            }
        )*
    };
}

rows! {
    // What the loop, the poll and the `black_box` cost by themselves.
    nothing, "(nothing)", 0 locked,
        value = 0_u64 => async { *value };

    mutex_lock, "mutex lock + unlock", 2 locked,
        mutex = Mutex::new(0_u64) => mutex.lock();
    // Two of the four are the reference count of the `Arc`.
    mutex_lock_owned, "mutex lock_owned + unlock", 4 locked,
        mutex = Arc::new(Mutex::new(0_u64)) => mutex.clone().lock_owned();
    mutex_eventually_fair, "mutex (eventually fair) lock + unlock", 2 locked,
        mutex = Mutex::eventually_fair(0_u64) => mutex.lock();

    rwlock_read, "rwlock read + unlock", 2 locked,
        lock = RwLock::new(0_u64) => lock.read();
    rwlock_write, "rwlock write + unlock", 2 locked,
        lock = RwLock::new(0_u64) => lock.write();

    // Without its check the lock order costs nothing but to hand the token on (`lock_after`), and to find
    // out which locks were named (`locks`).
    shared_lock, "shared mutex lock + unlock", 2 locked,
        state = State::new(0, 0) => state.first().lock();
    shared_lock_after, "shared mutex lock_after + unlock", 2 locked,
        pair = (State::new(0, 0), Held::nothing()) => pair.0.first().lock_after(&mut pair.1);
    shared_read, "shared rwlock read + unlock", 2 locked,
        state = State::new(0, 0) => state.second().read();
    two_locks, "mutex lock, rwlock read + unlocks", 4 locked,
        locks = (Mutex::new(0_u64), RwLock::new(0_u64)) =>
            async { (locks.0.lock().await, locks.1.read().await) };
    shared_locks, "shared locks() of both + unlocks", 4 locked,
        state = State::new(0, 0) => state.locks().second().first().lock();

    semaphore_one, "semaphore acquire(1) + release", 2 locked,
        semaphore = Semaphore::new(64) => semaphore.acquire(1);
    semaphore_eight, "semaphore acquire(8) + release", 2 locked,
        semaphore = Semaphore::new(64) => semaphore.acquire(8);
    semaphore_last, "semaphore acquire(last) + release", 2 locked,
        semaphore = Semaphore::new(1) => semaphore.acquire(1);

    // A message is sent and received.
    mpsc_unbounded, "mpsc unbounded send + recv", 2 locked,
        channel = mpsc::unbounded() => async {
            channel.0.send(black_box(1_u64)).unwrap();
            channel.1.recv().await
        };
    mpsc_unbounded_pend, "mpsc unbounded pend + send + recv", 5 locked,
        channel = mpsc::unbounded() => async {
            let mut recv = channel.1.recv();
            assert!(is_pending(&mut recv).await);
            channel.0.send(black_box(1_u64)).unwrap();
            recv.await
        };
    mpsc_bounded, "mpsc bounded send + recv", 4 locked,
        channel = mpsc::bounded(64) => async {
            channel.0.send(black_box(1_u64)).await.unwrap();
            channel.1.recv().await
        };
    mpmc_unbounded, "mpmc unbounded send + recv", 6 locked,
        channel = mpmc::unbounded() => async {
            channel.0.send(black_box(1_u64)).unwrap();
            channel.1.recv().await
        };
    // Messages of a type of its own, so that it has its own instances: what the compiler inlines into one row
    // depends on how many others call the same.
    mpsc_bounded_pend, "mpsc bounded pend + send + recv", 7 locked,
        channel = mpsc::bounded(64) => async {
            let mut recv = channel.1.recv();
            assert!(is_pending(&mut recv).await);
            channel.0.send(black_box(1_u32)).await.unwrap();
            recv.await
        };
    mpsc_unbounded_new, "mpsc unbounded create + drop", 6 locked,
        value = 1_u64 => async {
            black_box(mpsc::unbounded::<u32>());
            *value
        };
    // With the allocation.
    oneshot_channel, "oneshot channel + send + recv", 1 locked,
        value = 1_u64 => async {
            let (tx, rx) = oneshot::channel();
            tx.send(black_box(*value)).unwrap();
            rx.await
        };

    // The second waits for the first.
    mutex_hand_over, "mutex hand-over to one waiter", 7 locked,
        mutex = Mutex::new(0_u64) => async {
            let guard = mutex.lock().await;
            let mut waiter = pin!(mutex.lock());
            assert!(is_pending(&mut waiter).await);
            drop(guard);
            waiter.await
        };
    mutex_cancel, "mutex lock + cancel of a waiter + unlock", 7 locked,
        mutex = Mutex::new(0_u64) => async {
            let _guard = mutex.lock().await;
            let mut waiter = pin!(mutex.lock());
            assert!(is_pending(&mut waiter).await);
        };

    latch_open, "latch new + count_down + wait", 1 locked,
        count = 1_u32 => async {
            let latch = Latch::new(*count);
            black_box(&latch).count_down();
            latch.wait().await;
        };
    latch_pending, "latch with one pending", 7 locked,
        count = 1_u32 => async {
            let latch = Latch::new(*count);
            let mut wait = pin!(black_box(&latch).wait());
            assert!(is_pending(&mut wait).await);
            latch.count_down();
            wait.await;
        };
    barrier_one, "barrier(1) round", 0 locked,
        barrier = Barrier::new(1) => barrier.wait();
    barrier_two, "barrier(2) round", 6 locked,
        barrier = Barrier::new(2) => async {
            let mut first = pin!(barrier.wait());
            assert!(is_pending(&mut first).await);
            (barrier.wait().await, first.await)
        };
    // With the allocation.
    waitgroup_one, "waitgroup new + clone + drop + wait", 3 locked,
        handles = 1_usize => async {
            let group = WaitGroup::new();
            let other = group.clone();
            *handles = black_box(&other).len();
            drop(other);
            group.await;
        };
    waitgroup_pending, "waitgroup with one pending", 14 locked,
        value = 1_usize => async {
            let group = WaitGroup::new();
            let worker = black_box(group.clone());
            let mut wait = pin!(group.into_future());
            assert!(is_pending(&mut wait).await);
            drop(worker);
            wait.await;
            *value
        };
    condvar_wait, "condvar wait + notify", 8 locked,
        both = (Mutex::new(0_u32), Condvar::new()) => async {
            let guard = both.0.lock().await;
            let mut wait = pin!(both.1.wait(guard));
            assert!(is_pending(&mut wait).await);
            both.1.notify_one();
            wait.await
        };
    condvar_nobody, "condvar notify with nobody", 0 locked,
        condvar = Condvar::new() => async { condvar.notify_one() };
    // With the allocation.
    shutdown_request, "shutdown new + request + watch", 10 locked,
        value = 1_usize => async {
            let (send, recv) = shutdown::new_pair();
            let watch = recv.watch();
            send.shutdown();
            watch.is_shutdown().await;
            *value
        };
}

/// Polls once; is it pending?
async fn is_pending<F: Future + Unpin>(future: &mut F) -> bool {
    poll_fn(|cx| Poll::Ready(pin!(&mut *future).poll(cx).is_pending())).await
}
