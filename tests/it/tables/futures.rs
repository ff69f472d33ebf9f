//! The public futures: what they promise about being dropped, and about being left alone.

use std::{future::Ready, hash::RandomState, pin::Pin};

use mea::{
    admission, barrier, broadcast, channel, condvar, event, guard, latch,
    marker::{Abandon, CancelOk, SnoozeOk},
    mpmc, mpsc, mutex, once, oneshot,
    order::{self, Nothing},
    rwlock, semaphore, shared, shutdown, singleflight, timeout, waitgroup, watch,
};

use super::probe::{NotCancelSafe, NotSnoozeSafe, Probe};

#[shared]
struct Both {
    #[lock(mutex)]
    first: u64,
    #[lock(mutex)]
    second: u64,
}

pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) size: usize,
    cancel: Verdict,
    snooze: Verdict,
}

/// What the table says, and what the type says.
type Verdict = (bool, bool);

macro_rules! verdict {
    (yes) => {
        true
    };
    (no) => {
        false
    };
}

macro_rules! futures {
    ($($name:literal $cancel:ident $snooze:ident: $Type:ty;)*) => {
        pub(crate) const FUTURES: &[Row] = &[$(Row {
            name: $name,
            size: size_of::<$Type>(),
            cancel: (verdict!($cancel), Probe::<$Type>::CANCEL_SAFE),
            snooze: (verdict!($snooze), Probe::<$Type>::SNOOZE_SAFE),
        }),*];

        /// For each of them: behind `&mut`, `Pin<&mut _>`, `Box`, `Pin<Box<_>>`.
        #[test]
        fn references_are_safe_if_the_future_may_be_snoozed_and_boxes_are_as_the_future() {
            $({
                let (cancel, snooze) = (verdict!($cancel), verdict!($snooze));
                let name = $name;
                for (through, found) in [
                    ("&mut", [
                        Probe::<&'static mut $Type>::CANCEL_SAFE,
                        Probe::<&'static mut $Type>::SNOOZE_SAFE,
                    ]),
                    ("Pin<&mut>", [
                        Probe::<Pin<&'static mut $Type>>::CANCEL_SAFE,
                        Probe::<Pin<&'static mut $Type>>::SNOOZE_SAFE,
                    ]),
                ] {
                    assert_eq!(found, [snooze, snooze], "{name} through {through}");
                }
                for (through, found) in [
                    ("Box", [
                        Probe::<Box<$Type>>::CANCEL_SAFE,
                        Probe::<Box<$Type>>::SNOOZE_SAFE,
                    ]),
                    ("Pin<Box>", [
                        Probe::<Pin<Box<$Type>>>::CANCEL_SAFE,
                        Probe::<Pin<Box<$Type>>>::SNOOZE_SAFE,
                    ]),
                ] {
                    assert_eq!(found, [cancel, snooze], "{name} in a {through}");
                }
                // Said to be, whatever it is.
                assert!(Probe::<Abandon<$Type>>::CANCEL_SAFE);
                assert!(!Probe::<Abandon<$Type>>::SNOOZE_SAFE);
                assert!(Probe::<CancelOk<$Type>>::CANCEL_SAFE);
                assert!(!Probe::<CancelOk<$Type>>::SNOOZE_SAFE);
                assert!(Probe::<SnoozeOk<$Type>>::CANCEL_SAFE);
                assert!(Probe::<SnoozeOk<&'static mut $Type>>::SNOOZE_SAFE);
            })*
        }
    };
}

futures! {
    // future                         cancel snooze
    "mutex::Lock"                      yes    no:  mutex::Lock<'static, u64>;
    "mutex::LockOwned"                 yes    no:  mutex::LockOwned<u64>;
    "mutex::With"                      yes    no:  mutex::With<'static, u64, fn(&mut u64)>;
    "rwlock::Read"                     yes    no:  rwlock::Read<'static, u64>;
    "rwlock::ReadOwned"                yes    no:  rwlock::ReadOwned<u64>;
    "rwlock::Write"                    yes    no:  rwlock::Write<'static, u64>;
    "rwlock::WriteOwned"               yes    no:  rwlock::WriteOwned<u64>;
    "rwlock::UpgradableRead"           yes    no:  rwlock::UpgradableRead<'static, u64>;
    "rwlock::UpgradableReadOwned"      yes    no:  rwlock::UpgradableReadOwned<u64>;
    "rwlock::Upgrade"                  yes    no:  rwlock::Upgrade<'static, u64>;
    "semaphore::Acquire"               yes    no:  semaphore::Acquire<'static>;
    "semaphore::AcquireOwned"          yes    no:  semaphore::AcquireOwned;
    "semaphore::AcquireAndForget"      yes    no:  semaphore::AcquireAndForget<'static>;
    "semaphore::AcquireOwnedAndForget" yes    no:  semaphore::AcquireOwnedAndForget;
    "condvar::Wait"                    yes    no:
        condvar::Wait<'static, mutex::MutexGuard<'static, u64>>;
    "condvar::WaitWhile"               yes    no:
        condvar::WaitWhile<'static, mutex::OwnedMutexGuard<u64>, fn(&mut u64) -> bool>;
    "guard::Acquire"                   yes    no:
        guard::Acquire<'static, mutex::Mutex<u64>, guard::Exclusive>;
    "shared::Acquire"                  yes    no:  shared::Acquire<mutex::Lock<'static, u64>, Nothing>;
    "shared::AcquireOwned"             yes    no:
        shared::AcquireOwned<mutex::LockOwned<u64>, Nothing>;
    "shared::AcquireAfter"             yes    no:
        shared::AcquireAfter<'static, rwlock::Read<'static, u64>, Nothing>;
    "shared::Picked"                   yes    no:
        shared::Picked<mutex::Lock<'static, u64>, u64, u64>;
    "shared::WithRef"                  yes    no:
        shared::WithRef<mutex::Lock<'static, u64>, fn(&u64)>;
    "shared::WithMut"                  yes    no:
        shared::WithMut<mutex::Lock<'static, u64>, fn(&mut u64)>;
    "shared::LockAll"                  yes    no:  shared::LockAll<BothLocks<'static>>;
    "shared::LockAllAfter"             yes    no:
        shared::LockAllAfter<'static, BothLocks<'static>, Nothing>;
    "order::Branch"                    yes    no:  order::Branch<mutex::Lock<'static, u64>>;
    "order::Join"                      no     no:
        order::Join<mutex::Lock<'static, u64>, watch::Closed<'static>>;
    "latch::LatchWait"                 yes    yes: latch::LatchWait<'static>;
    "latch::OwnedLatchWait"            yes    yes: latch::OwnedLatchWait;
    "waitgroup::Wait"                  yes    yes: waitgroup::Wait;
    // A wait that is dropped may have counted, and nobody knows.
    "barrier::BarrierWait"             no     yes: barrier::BarrierWait<'static>;
    "barrier::OwnedBarrierWait"        no     yes: barrier::OwnedBarrierWait;
    "barrier::BarrierArrival"          no     yes: barrier::BarrierArrival<'static>;
    "barrier::OwnedBarrierArrival"     no     yes: barrier::OwnedBarrierArrival;
    "event::ManualResetWait"           yes    yes: event::ManualResetWait<'static>;
    "event::OwnedManualResetWait"      yes    yes: event::OwnedManualResetWait;
    "event::AutoResetWait"             yes    no:  event::AutoResetWait<'static>;
    "event::OwnedAutoResetWait"        yes    no:  event::OwnedAutoResetWait;
    "admission::Acquire"               yes    no:  admission::Acquire<'static, u64, RandomState>;
    "admission::AcquireOwned"          yes    no:  admission::AcquireOwned<u64, RandomState>;
    "mpsc::Recv"                       yes    yes: mpsc::Recv<'static, u64, mpsc::Unbounded>;
    "mpsc::RecvMany"                   yes    yes: mpsc::RecvMany<'static, u64, mpsc::Unbounded>;
    // The message goes with the future.
    "channel::SendMessage"             no     no:  channel::SendMessage<'static, u64, mpsc::One>;
    "channel::SendFrom"                yes    no:  channel::SendFrom<'static, u64, mpsc::One>;
    "channel::Reserve"                 yes    no:  channel::Reserve<'static, u64, mpsc::One>;
    "channel::ReserveOwned"            yes    no:  channel::ReserveOwned<u64, mpsc::One>;
    "mpmc::Recv"                       yes    no:  mpmc::Recv<'static, u64, mpmc::Unbounded>;
    "mpmc::RecvOwned"                  yes    no:  mpmc::RecvOwned<u64, mpmc::Unbounded>;
    "mpmc::RecvMany"                   yes    no:  mpmc::RecvMany<'static, u64, mpmc::Unbounded>;
    "broadcast::Recv"                  yes    yes: broadcast::overflow::Recv<'static, u64>;
    "broadcast::BoundedRecv"           yes    no:  broadcast::BoundedRecv<'static, u64>;
    // The message goes with it.
    "broadcast::BoundedSend"           no     no:  broadcast::BoundedSend<'static, u64>;
    "broadcast::BoundedSendFrom"       yes    no:  broadcast::BoundedSendFrom<'static, u64>;
    // With work that is both; see `work`.
    "once::CallOnce"                   yes    no:  once::CallOnce<'static, fn() -> Ready<u64>, Ready<u64>>;
    "once::OnceWait"                   yes    yes: once::OnceWait<'static>;
    "once::OwnedOnceWait"              yes    yes: once::OwnedOnceWait;
    "once::GetOrInit"                  yes    no:
        once::GetOrInit<'static, u64, fn() -> Ready<u64>, Ready<u64>>;
    "once::GetOrTryInit"               yes    no:
        once::GetOrTryInit<'static, u64, fn() -> Ready<u64>, Ready<u64>>;
    "once::GetMutOrInit"               yes    yes:
        once::GetMutOrInit<'static, u64, fn() -> Ready<u64>, Ready<u64>>;
    "once::GetMutOrTryInit"            yes    yes:
        once::GetMutOrTryInit<'static, u64, fn() -> Ready<u64>, Ready<u64>>;
    "once::TryInsert"                  yes    no:  once::TryInsert<'static, u64>;
    "once::Set"                        yes    no:  once::Set<'static, u64>;
    "once::OnceCellWait"               yes    yes: once::OnceCellWait<'static, u64>;
    "once::Force"                      yes    no:
        once::Force<'static, u64, Ready<u64>, fn() -> Ready<u64>>;
    "once::TryForce"                   yes    no:
        once::TryForce<'static, u64, Ready<u64>, fn() -> Ready<u64>>;
    "once::Compute"                    yes    no:
        once::Compute<'static, u64, u64, RandomState, fn() -> Ready<u64>, Ready<u64>>;
    "once::TryCompute"                 yes    no:
        once::TryCompute<'static, u64, u64, RandomState, fn() -> Ready<u64>, Ready<u64>>;
    "singleflight::Work"               yes    no:
        singleflight::Work<'static, u64, u64, RandomState, fn() -> Ready<u64>, Ready<u64>>;
    "singleflight::TryWork"            yes    no:
        singleflight::TryWork<'static, u64, u64, RandomState, fn() -> Ready<u64>, Ready<u64>>;
    "shutdown::IsShutdown"             yes    yes: shutdown::IsShutdown<'static>;
    "shutdown::IsShutdownOwned"        yes    yes: shutdown::IsShutdownOwned;
    "shutdown::AwaitShutdown"          yes    yes: shutdown::AwaitShutdown;
    // By value it takes the receiver, and with it a message, along.
    "oneshot::Recv"                    no     yes: oneshot::Recv<u64>;
    "oneshot::RecvMut"                 yes    yes: oneshot::RecvMut<'static, u64>;
    "oneshot::Closed"                  yes    yes: oneshot::Closed<'static, u64>;
    "watch::Changed"                   yes    yes: watch::Changed<'static, u64>;
    // It takes the receiver along.
    "watch::ChangedOwned"              no     yes: watch::ChangedOwned<u64>;
    "watch::Recv"                      yes    yes: watch::Recv<'static, u64>;
    "watch::WaitFor"                   yes    yes: watch::WaitFor<'static, u64, fn(&u64) -> bool>;
    // With a future that is both, and so is the timer.
    "timeout::Timeout"                 yes    yes: timeout::Timeout<watch::Closed<'static>, Ready<()>>;
    "watch::Closed"                    yes    yes: watch::Closed<'static>;
}

#[test]
fn the_markers_are_as_in_the_table() {
    let width = FUTURES.iter().map(|row| row.name.len()).max().unwrap();
    println!("{:width$}  cancel-safe  snooze-safe", "");
    let yes = |verdict: Verdict| if verdict.1 { "yes" } else { "no" };
    for row in FUTURES {
        println!(
            "{:width$}  {:11}  {}",
            row.name,
            yes(row.cancel),
            yes(row.snooze)
        );
    }
    let wrong: Vec<_> = FUTURES
        .iter()
        .filter(|row| row.cancel.0 != row.cancel.1 || row.snooze.0 != row.snooze.1)
        .map(|row| row.name)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
