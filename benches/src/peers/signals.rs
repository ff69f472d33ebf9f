//! Latches, wait groups, barriers, condition variables, shutdowns: waits that end by a notification.

use std::future::{Future, IntoFuture};

/// A count that is waited for to be zero.
pub(crate) trait Latch: 'static {
    type Latch;

    fn new(count: u32) -> Self::Latch;
    fn count_down(latch: &Self::Latch);
    fn wait(latch: &Self::Latch) -> impl Future<Output = ()>;
}

/// Workers that are waited for.
pub(crate) trait WaitGroup: 'static {
    type Group;
    type Worker;

    fn new() -> Self::Group;
    fn worker(group: &Self::Group) -> Self::Worker;
    fn wait(group: Self::Group) -> impl Future<Output = ()>;
}

/// A barrier; who waits learns whether it is the leader.
pub(crate) trait Barrier: 'static {
    type Barrier;

    fn new(n: u32) -> Self::Barrier;
    fn wait(barrier: &Self::Barrier) -> impl Future<Output = bool>;
}

/// A condition variable, with a mutex.
pub(crate) trait Condvar: 'static {
    type Mutex;
    type Guard<'a>;
    type Condvar;

    fn new() -> (Self::Mutex, Self::Condvar);
    fn lock(mutex: &Self::Mutex) -> impl Future<Output = Self::Guard<'_>>;
    fn wait<'a>(
        condvar: &'a Self::Condvar,
        guard: Self::Guard<'a>,
    ) -> impl Future<Output = Self::Guard<'a>>;
    fn notify_one(condvar: &Self::Condvar);
}

/// A request to stop, and who watches for it.
pub(crate) trait Shutdown: 'static {
    /// From the beginning to the end, with one who watches.
    fn cycle() -> impl Future<Output = ()>;
}

macro_rules! latch {
    ($($Library:ident: $Latch:ty;)*) => {
        $(impl Latch for super::$Library {
            type Latch = $Latch;

            #[inline(always)]
            fn new(count: u32) -> $Latch {
                <$Latch>::new(count.try_into().expect("a small number"))
            }

            #[inline(always)]
            fn count_down(latch: &$Latch) {
                latch.count_down();
            }

            #[inline(always)]
            fn wait(latch: &$Latch) -> impl Future<Output = ()> {
                latch.wait()
            }
        })*
    };
}

latch! {
    Mea: mea::latch::Latch;
    Mea06: mea_0_6::latch::Latch;
    Asyncband: asyncband::latch::Latch;
    Latches: latches::task::Latch;
}

macro_rules! waitgroup {
    ($($Library:ident: $Group:ty, $Worker:ty, $worker:ident, $wait:ident;)*) => {
        $(impl WaitGroup for super::$Library {
            type Group = $Group;
            type Worker = $Worker;

            #[inline(always)]
            fn new() -> $Group {
                <$Group>::new()
            }

            #[inline(always)]
            fn worker(group: &$Group) -> $Worker {
                group.$worker()
            }

            #[inline(always)]
            fn wait(group: $Group) -> impl Future<Output = ()> {
                group.$wait()
            }
        })*
    };
}

waitgroup! {
    Mea: mea::waitgroup::WaitGroup, mea::waitgroup::WaitGroup, clone, into_future;
    Mea06: mea_0_6::waitgroup::WaitGroup, mea_0_6::waitgroup::WaitGroup, clone, into_future;
    Asyncband: asyncband::waitgroup::WaitGroup, asyncband::waitgroup::WaitGroup, clone, into_future;
    WaitgroupCrate: waitgroup::WaitGroup, waitgroup::Worker, worker, wait;
}

macro_rules! barrier {
    ($($Library:ident: $Barrier:ty;)*) => {
        $(impl Barrier for super::$Library {
            type Barrier = $Barrier;

            fn new(n: u32) -> $Barrier {
                <$Barrier>::new(n.try_into().expect("a small number"))
            }

            #[inline(always)]
            fn wait(barrier: &$Barrier) -> impl Future<Output = bool> {
                async { barrier.wait().await.is_leader() }
            }
        })*
    };
}

barrier! {
    Mea: mea::barrier::Barrier;
    Mea06: mea_0_6::barrier::Barrier;
    AsyncLock: async_lock::Barrier;
    Asyncband: asyncband::barrier::Barrier;
    Tokio: tokio::sync::Barrier;
}

macro_rules! condvar {
    ($($Library:ident: $library:ident;)*) => {
        $(impl Condvar for super::$Library {
            type Mutex = $library::mutex::Mutex<u64>;
            type Guard<'a> = $library::mutex::MutexGuard<'a, u64>;
            type Condvar = $library::condvar::Condvar;

            fn new() -> (Self::Mutex, Self::Condvar) {
                (Self::Mutex::new(0), Self::Condvar::new())
            }

            #[inline(always)]
            fn lock(mutex: &Self::Mutex) -> impl Future<Output = Self::Guard<'_>> {
                mutex.lock()
            }

            #[inline(always)]
            fn wait<'a>(
                condvar: &'a Self::Condvar,
                guard: Self::Guard<'a>,
            ) -> impl Future<Output = Self::Guard<'a>> {
                condvar.wait(guard)
            }

            #[inline(always)]
            fn notify_one(condvar: &Self::Condvar) {
                condvar.notify_one();
            }
        })*
    };
}

condvar! {
    Mea: mea;
    Mea06: mea_0_6;
    Asyncband: asyncband;
}

macro_rules! shutdown {
    ($($Library:ident: $cycle:block;)*) => {
        $(impl Shutdown for super::$Library {
            #[inline(always)]
            async fn cycle() $cycle
        })*
    };
}

shutdown! {
    Mea: {
        let (send, recv) = mea::shutdown::new_pair();
        let watch = recv.watch();
        send.shutdown();
        watch.is_shutdown().await;
    };
    Mea06: {
        let (send, recv) = mea_0_6::shutdown::new_pair();
        let watch = recv.watch();
        send.shutdown();
        watch.is_shutdown().await;
    };
    Asyncband: {
        let (shutdown, guard) = asyncband::shutdown::new();
        let watch = guard.watch();
        shutdown.request_shutdown();
        watch.shutdown_requested().await;
    };
    TokioUtil: {
        let token = tokio_util::sync::CancellationToken::new();
        let watch = token.clone();
        token.cancel();
        watch.cancelled().await;
    };
}
