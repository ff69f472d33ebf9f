//! Sizes, in bytes: printed, and checked where they are promised.

use mea::{
    admission::*, atomicbox::*, barrier::Barrier, broadcast::*, condvar::Condvar, event::*,
    latch::Latch, mpsc, mutex::*, once::*, oneshot, rwlock::*, semaphore::*, shutdown::*,
    waitgroup::WaitGroup, watch,
};

use super::FUTURES;

/// The promises are those of a 64-bit target with `std`.
macro_rules! sizes {
    ($($Type:ty $(: at most $most:literal)?;)*) => {
        [$((stringify!($Type), size_of::<$Type>(), [$($most)?].first().copied())),*]
    };
}

#[test]
fn sizes_are_as_promised() {
    let types: &[(&str, usize, Option<usize>)] = &sizes! {
        Mutex<u64>: at most 32;
        RwLock<u64>: at most 40;
        Semaphore: at most 32;
        Condvar: at most 32;
        Latch;
        WaitGroup: at most 8;
        Barrier;
        ManualResetEvent: at most 40;
        AutoResetEvent: at most 24;
        FairShare<u64>;
        FairSharePermit<'static, u64>;
        OwnedFairSharePermit<u64>;
        Once;
        OnceCell<u64>;
        AtomicBox<u64>: at most 8;
        AtomicOptionBox<u64>: at most 8;
        mpsc::UnboundedSender<u64>: at most 8;
        mpsc::UnboundedReceiver<u64>: at most 8;
        mpsc::BoundedSender<u64>: at most 8;
        mpsc::BoundedReceiver<u64>: at most 8;
        mpsc::WeakSender<u64, mpsc::Unbounded>: at most 8;
        mpsc::Permit<'static, u64>: at most 8;
        mpsc::OwnedPermit<u64>: at most 8;
        overflow::Sender<u64>: at most 8;
        overflow::Receiver<u64>: at most 16;
        BoundedSender<u64>: at most 8;
        BoundedReceiver<u64>: at most 16;
        oneshot::Sender<u64>: at most 8;
        oneshot::Receiver<u64>: at most 8;
        oneshot::Recv<u64>: at most 8;
        oneshot::RecvMut<'static, u64>: at most 8;
        oneshot::Closed<'static, u64>: at most 8;
        watch::Sender<u64>: at most 8;
        watch::Receiver<u64>: at most 16;
        watch::Ref<u64>: at most 8;
        MutexGuard<'static, u64>: at most 16;
        MappedMutexGuard<'static, u64>: at most 16;
        OwnedMutexGuard<u64>: at most 16;
        OwnedMappedMutexGuard<u64, u64>: at most 16;
        RwLockReadGuard<'static, u64>: at most 16;
        MappedRwLockReadGuard<'static, u64>: at most 16;
        OwnedRwLockReadGuard<u64>: at most 16;
        OwnedMappedRwLockReadGuard<u64, u64>: at most 16;
        RwLockWriteGuard<'static, u64>: at most 16;
        MappedRwLockWriteGuard<'static, u64>: at most 16;
        OwnedRwLockWriteGuard<u64>: at most 16;
        OwnedMappedRwLockWriteGuard<u64, u64>: at most 16;
        RwLockUpgradableReadGuard<'static, u64>: at most 16;
        OwnedRwLockUpgradableReadGuard<u64>: at most 16;
        RwLockUpgradedGuard<'static, u64>: at most 16;
        MappedRwLockUpgradedGuard<'static, u64>: at most 16;
        SemaphorePermit<'static>: at most 16;
        OwnedSemaphorePermit: at most 16;
        ShutdownSend: at most 8;
        ShutdownRecv: at most 8;
        ShutdownWatch: at most 8;
        Registrar: at most 8;
        Reason: at most 16;
        Closed: at most 16;
    };
    let futures = FUTURES.iter().map(|row| {
        let small = [
            "mutex::Lock",
            "mutex::LockOwned",
            "rwlock::Read",
            "rwlock::ReadOwned",
            "rwlock::Write",
            "rwlock::WriteOwned",
            "semaphore::Acquire",
            "semaphore::AcquireOwned",
            "semaphore::AcquireAndForget",
            "semaphore::AcquireOwnedAndForget",
        ];
        (row.name, row.size, small.contains(&row.name).then_some(64))
    });
    let rows: Vec<_> = types.iter().copied().chain(futures).collect();
    let width = rows.iter().map(|row| row.0.len()).max().unwrap();
    for (name, size, most) in &rows {
        let most = most.map_or(String::new(), |most| format!("  at most {most}"));
        println!("{name:width$}  {size:4}{most}");
    }
    if cfg!(target_pointer_width = "64") {
        let large: Vec<_> = rows
            .iter()
            .filter(|(_, size, most)| most.is_some_and(|most| *size > most))
            .collect();
        assert!(large.is_empty(), "{large:#?}");
    }
}
