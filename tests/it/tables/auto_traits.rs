//! `Send`, `Sync` and `Unpin` of every public type, as conditions on the value `T` that it protects.
//!
//! Each row is tried with values that are `Send` and `Sync`, one of them, neither, and not `Unpin`;
//! so it says where a type does not have a trait, too.

use std::{cell::Cell, hash::RandomState, marker::PhantomPinned, rc::Rc, sync::Arc};

use mea::{
    admission, atomicbox, barrier, channel, condvar, event, guard, latch, mpmc, mpsc, mutex, once,
    oneshot, rwlock, semaphore, shutdown, singleflight, timeout, waitgroup, watch,
};

/// The types of the broadcast channels, as they are listed: by module and name.
mod broadcast {
    pub(super) use mea::broadcast::overflow::{Receiver, Recv, RecvError, Sender, TryRecvError};
    pub(super) use mea::broadcast::{
        BoundedReceiver, BoundedRecv, BoundedSend, BoundedSendFrom, BoundedSender,
    };
}

use super::probe::{NotSend, NotSync, NotUnpin, Probe};

/// When a type has a trait.
#[derive(Clone, Copy, Debug)]
enum If {
    Always,
    Never,
    Send,
    Sync,
    SendSync,
    Unpin,
}

/// What is known of a value.
#[derive(Clone, Copy)]
struct Value {
    name: &'static str,
    send: bool,
    sync: bool,
    unpin: bool,
}

impl If {
    fn holds(self, value: Value) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Send => value.send,
            Self::Sync => value.sync,
            Self::SendSync => value.send && value.sync,
            Self::Unpin => value.unpin,
        }
    }
}

type JustSend = Cell<u8>;
type JustSync = std::sync::MutexGuard<'static, u8>;
type Neither = Rc<u8>;
type Pinned = PhantomPinned;

const VALUES: [Value; 5] = {
    const fn value(name: &'static str, send: bool, sync: bool, unpin: bool) -> Value {
        Value {
            name,
            send,
            sync,
            unpin,
        }
    }
    [
        value("u8", true, true, true),
        value("Cell<u8>", true, false, true),
        value("std::sync::MutexGuard<u8>", false, true, true),
        value("Rc<u8>", false, false, true),
        value("PhantomPinned", true, true, false),
    ]
};

pub(super) struct Row {
    text: &'static str,
    send: If,
    sync: If,
    unpin: If,
    /// For each value: has it `Send`, `Sync`, `Unpin`?
    found: [[bool; 3]; 5],
}

impl Row {
    /// The path of the type, without parameters.
    pub(super) fn name(&self) -> &str {
        self.text.split('<').next().unwrap()
    }
}

macro_rules! found {
    ($Type:ty) => {
        [
            Probe::<$Type>::SEND,
            Probe::<$Type>::SYNC,
            Probe::<$Type>::UNPIN,
        ]
    };
}

/// `T` stands for the value.
macro_rules! rows {
    ($($send:ident $sync:ident $unpin:ident: $Type:ty;)*) => {
        pub(super) fn rows() -> Vec<Row> {
            vec![$({
                #[allow(dead_code, type_alias_bounds)]
                trait Of {
                    type Is;
                }
                struct Value<T>(std::marker::PhantomData<T>);
                impl<T: 'static> Of for Value<T> {
                    type Is = $Type;
                }
                Row {
                    text: stringify!($Type),
                    send: If::$send,
                    sync: If::$sync,
                    unpin: If::$unpin,
                    found: [
                        found!(<Value<u8> as Of>::Is),
                        found!(<Value<JustSend> as Of>::Is),
                        found!(<Value<JustSync> as Of>::Is),
                        found!(<Value<Neither> as Of>::Is),
                        found!(<Value<Pinned> as Of>::Is),
                    ],
                }
            }),*]
        }
    };
}

type Erased<M> = guard::Hold<'static, mutex::Mutex<()>, M>;

rows! {
    // Send    Sync     Unpin
    Send       Send     Unpin:  mutex::Mutex<T>;
    Send       Sync     Always: mutex::MutexGuard<'static, T>;
    Send       Sync     Always: mutex::MappedMutexGuard<'static, T>;
    Send       SendSync Always: mutex::OwnedMutexGuard<T>;
    Send       SendSync Always: mutex::OwnedMappedMutexGuard<T, T>;
    Send       Send     Never:  mutex::Lock<'static, T>;
    Send       Send     Never:  mutex::LockOwned<T>;
    Send       Send     Never:  mutex::With<'static, T, fn(&mut T)>;

    Send       SendSync Unpin:  rwlock::RwLock<T>;
    Sync       Sync     Always: rwlock::RwLockReadGuard<'static, T>;
    Sync       Sync     Always: rwlock::MappedRwLockReadGuard<'static, T>;
    SendSync   SendSync Always: rwlock::OwnedRwLockReadGuard<T>;
    SendSync   SendSync Always: rwlock::OwnedMappedRwLockReadGuard<T, T>;
    Send       Sync     Always: rwlock::RwLockWriteGuard<'static, T>;
    Send       Sync     Always: rwlock::MappedRwLockWriteGuard<'static, T>;
    SendSync   SendSync Always: rwlock::OwnedRwLockWriteGuard<T>;
    SendSync   SendSync Always: rwlock::OwnedMappedRwLockWriteGuard<T, T>;
    // It may become a writer on the other thread.
    SendSync   Sync     Always: rwlock::RwLockUpgradableReadGuard<'static, T>;
    SendSync   SendSync Always: rwlock::OwnedRwLockUpgradableReadGuard<T>;
    Send       Sync     Always: rwlock::RwLockUpgradedGuard<'static, T>;
    Send       Sync     Always: rwlock::MappedRwLockUpgradedGuard<'static, T>;
    SendSync   SendSync Never:  rwlock::Read<'static, T>;
    SendSync   SendSync Never:  rwlock::ReadOwned<T>;
    SendSync   SendSync Never:  rwlock::Write<'static, T>;
    SendSync   SendSync Never:  rwlock::WriteOwned<T>;
    SendSync   SendSync Never:  rwlock::UpgradableRead<'static, T>;
    SendSync   SendSync Never:  rwlock::UpgradableReadOwned<T>;
    SendSync   Always   Never:  rwlock::Upgrade<'static, T>;

    Always     Always   Always: semaphore::Semaphore;
    Always     Always   Always: semaphore::SemaphorePermit<'static>;
    Always     Always   Always: semaphore::OwnedSemaphorePermit;
    Always     Always   Never:  semaphore::Acquire<'static>;
    Always     Always   Never:  semaphore::AcquireOwned;
    Always     Always   Never:  semaphore::AcquireAndForget<'static>;
    Always     Always   Never:  semaphore::AcquireOwnedAndForget;

    Always     Always   Always: condvar::Condvar;
    Send       Sync     Never:  condvar::Wait<'static, mutex::MutexGuard<'static, T>>;
    Send       SendSync Never:  condvar::WaitWhile<'static, mutex::OwnedMutexGuard<T>, fn(&mut T) -> bool>;

    Always     Always   Always: latch::Latch;
    Always     Always   Never:  latch::LatchWait<'static>;
    Always     Always   Never:  latch::OwnedLatchWait;

    Always     Always   Always: barrier::Barrier;
    Always     Always   Always: barrier::BarrierWaitResult;
    Always     Always   Never:  barrier::BarrierWait<'static>;
    Always     Always   Never:  barrier::OwnedBarrierWait;
    Always     Always   Never:  barrier::BarrierArrival<'static>;
    Always     Always   Never:  barrier::OwnedBarrierArrival;

    Always     Always   Always: waitgroup::WaitGroup;
    Always     Always   Never:  waitgroup::Wait;

    Always     Always   Always: event::ManualResetEvent;
    Always     Always   Always: event::AutoResetEvent;
    Always     Always   Never:  event::ManualResetWait<'static>;
    Always     Always   Never:  event::OwnedManualResetWait;
    Always     Always   Never:  event::AutoResetWait<'static>;
    Always     Always   Never:  event::OwnedAutoResetWait;

    // A key is shared by all permits of its tenant, and by the controller.
    SendSync   SendSync Always: admission::FairShare<T>;
    SendSync   SendSync Always: admission::FairSharePermit<'static, T>;
    SendSync   SendSync Always: admission::OwnedFairSharePermit<T>;
    SendSync   SendSync Never:  admission::Acquire<'static, T, RandomState>;
    SendSync   SendSync Never:  admission::AcquireOwned<T, RandomState>;

    // Two receivers may clone one message at the same time.
    SendSync   SendSync Always: broadcast::Sender<T>;
    SendSync   SendSync Always: broadcast::Receiver<T>;
    SendSync   SendSync Never:  broadcast::Recv<'static, T>;
    SendSync   SendSync Always: broadcast::BoundedSender<T>;
    SendSync   SendSync Always: broadcast::BoundedReceiver<T>;
    SendSync   SendSync Never:  broadcast::BoundedRecv<'static, T>;
    SendSync   SendSync Never:  broadcast::BoundedSend<'static, T>;
    SendSync   SendSync Never:  broadcast::BoundedSendFrom<'static, T>;
    Always     Always   Always: broadcast::RecvError;
    Always     Always   Always: broadcast::TryRecvError;

    Send       Send     Always: atomicbox::AtomicBox<T>;
    Send       Send     Always: atomicbox::AtomicOptionBox<T>;

    // A message has one owner at a time, who may be on any thread.
    Send       Send     Always: channel::Sender<T, channel::Unbounded, mpsc::One>;
    Send       Send     Always: channel::Sender<T, channel::Bounded, mpsc::One>;
    Send       Send     Always: channel::Sender<T, channel::Unbounded, mpmc::Many>;
    Send       Send     Always: channel::WeakSender<T, channel::Bounded, mpsc::One>;
    Send       Send     Always: channel::WeakSender<T, channel::Bounded, mpmc::Many>;
    Send       Send     Always: channel::Permit<'static, T, mpsc::One>;
    Send       Send     Always: channel::Permit<'static, T, mpmc::Many>;
    Send       Send     Always: channel::OwnedPermit<T, mpsc::One>;
    Send       Send     Always: channel::OwnedPermit<T, mpmc::Many>;
    Send       SendSync Never:  channel::SendMessage<'static, T, mpsc::One>;
    Send       SendSync Never:  channel::SendMessage<'static, T, mpmc::Many>;
    Send       SendSync Never:  channel::SendFrom<'static, T, mpsc::One>;
    Send       Send     Never:  channel::Reserve<'static, T, mpsc::One>;
    Send       Send     Never:  channel::ReserveOwned<T, mpsc::One>;
    Send       Send     Never:  channel::SendSink<T, mpsc::One>;
    Send       Sync     Unpin:  channel::SendError<T>;
    Send       Sync     Unpin:  channel::TrySendError<T>;
    Always     Always   Always: channel::RecvError;
    Always     Always   Always: channel::TryRecvError;
    Always     Always   Always: channel::Unbounded;
    Always     Always   Always: channel::Bounded;
    Always     Always   Always: mpsc::One;
    Always     Always   Always: mpmc::Many;
    Send       Send     Always: mpsc::Receiver<T, mpsc::Unbounded>;
    Send       Send     Always: mpsc::Receiver<T, mpsc::Bounded>;
    Send       Send     Always: mpsc::Recv<'static, T, mpsc::Unbounded>;
    Send       Send     Always: mpsc::Recv<'static, T, mpsc::Bounded>;
    Send       SendSync Always: mpsc::RecvMany<'static, T, mpsc::Unbounded>;
    Send       SendSync Always: mpsc::RecvMany<'static, T, mpsc::Bounded>;
    Send       Send     Always: mpmc::Receiver<T, mpmc::Unbounded>;
    Send       Send     Always: mpmc::Receiver<T, mpmc::Bounded>;
    Send       Send     Never:  mpmc::Recv<'static, T, mpmc::Bounded>;
    Send       Send     Never:  mpmc::RecvOwned<T, mpmc::Bounded>;
    Send       SendSync Never:  mpmc::RecvMany<'static, T, mpmc::Bounded>;
    Send       Send     Never:  mpmc::RecvStream<T, mpmc::Bounded>;

    // The value is shared, whoever makes it; work and closures stay with their call.
    Always     Always   Always: once::Once;
    Always     Always   Never:  once::OnceWait<'static>;
    Always     Always   Never:  once::OwnedOnceWait;
    Send       Sync     Never:  once::CallOnce<'static, fn() -> T, T>;
    Send       Sync     Never:  once::CallOnce<'static, T, ()>;
    Send       SendSync Unpin:  once::OnceCell<T>;
    SendSync   SendSync Never:  once::OnceCellWait<'static, T>;
    SendSync   SendSync Never:  once::GetOrInit<'static, T, fn() -> u8, u8>;
    SendSync   SendSync Never:  once::GetOrTryInit<'static, T, fn() -> u8, u8>;
    Send       Sync     Never:  once::GetOrInit<'static, u8, fn() -> T, T>;
    Send       Sync     Never:  once::GetOrTryInit<'static, u8, T, ()>;
    Send       SendSync Always: once::GetMutOrInit<'static, T, fn() -> u8, u8>;
    Send       Sync     Unpin:  once::GetMutOrInit<'static, u8, fn() -> T, T>;
    Send       SendSync Always: once::GetMutOrTryInit<'static, T, fn() -> u8, u8>;
    SendSync   SendSync Never:  once::TryInsert<'static, T>;
    SendSync   SendSync Never:  once::Set<'static, T>;
    // One caller at a time has the work; the others never see it.
    Send       SendSync Always: once::LazyCell<T, u8, fn() -> u8>;
    Send       Send     Unpin:  once::LazyCell<u8, T, fn() -> T>;
    Send       Send     Always: once::LazyCell<u8, u8, T>;
    SendSync   SendSync Never:  once::Force<'static, T, u8, fn() -> u8>;
    Send       Send     Never:  once::Force<'static, u8, T, fn() -> T>;
    SendSync   SendSync Never:  once::TryForce<'static, T, u8, fn() -> u8>;
    SendSync   SendSync Always: once::OnceMap<T, u8>;
    SendSync   SendSync Always: once::OnceMap<u8, T>;
    SendSync   SendSync Never:  once::Compute<'static, T, u8, RandomState, fn() -> u8, u8>;
    SendSync   SendSync Never:  once::Compute<'static, u8, T, RandomState, fn() -> u8, u8>;
    Send       Sync     Never:  once::Compute<'static, u8, u8, RandomState, fn() -> T, T>;
    SendSync   SendSync Never:  once::TryCompute<'static, u8, T, RandomState, fn() -> u8, u8>;
    SendSync   SendSync Always: singleflight::Group<T, u8>;
    SendSync   SendSync Always: singleflight::Group<u8, T>;
    SendSync   SendSync Never:  singleflight::Work<'static, T, u8, RandomState, fn() -> u8, u8>;
    SendSync   SendSync Never:  singleflight::Work<'static, u8, T, RandomState, fn() -> u8, u8>;
    Send       Sync     Never:  singleflight::Work<'static, u8, u8, RandomState, fn() -> T, T>;
    SendSync   SendSync Never:  singleflight::TryWork<'static, u8, T, RandomState, fn() -> u8, u8>;

    Always     Always   Always: shutdown::ShutdownSend;
    Always     Always   Always: shutdown::ShutdownRecv;
    Always     Always   Always: shutdown::ShutdownWatch;
    Always     Always   Always: shutdown::Registrar;
    Always     Always   Always: shutdown::Closed;
    Always     Always   Always: shutdown::Reason;
    Always     Always   Never:  shutdown::IsShutdown<'static>;
    Always     Always   Never:  shutdown::IsShutdownOwned;
    Always     Always   Never:  shutdown::AwaitShutdown;
    // A message moves from thread to thread, and is never shared.
    Send       Send     Always: oneshot::Sender<T>;
    Send       Send     Always: oneshot::Receiver<T>;
    Send       Send     Always: oneshot::Recv<T>;
    Send       Send     Always: oneshot::RecvMut<'static, T>;
    Send       Send     Always: oneshot::Closed<'static, T>;
    // Values are shared.
    SendSync   SendSync Always: watch::Sender<T>;
    SendSync   SendSync Always: watch::Receiver<T>;
    SendSync   SendSync Always: watch::Ref<T>;
    SendSync   SendSync Never:  watch::Changed<'static, T>;
    SendSync   SendSync Never:  watch::ChangedOwned<T>;
    SendSync   SendSync Never:  watch::Recv<'static, T>;
    SendSync   SendSync Never:  watch::WaitFor<'static, T, fn(&T) -> bool>;
    Send       Sync     Never:  watch::WaitFor<'static, u8, T>;
    Always     Always   Never:  watch::Closed<'static>;

    Send       Sync     Unpin:  timeout::Timeout<T, u8>;
    Send       Sync     Unpin:  timeout::Timeout<u8, T>;
    Always     Always   Always: timeout::Elapsed;

    Sync       Sync     Always: guard::SharedPtr<T>;
    SendSync   Sync     Always: guard::UpgradablePtr<T>;
    Send       Sync     Always: guard::ExclusivePtr<T>;
    Send       Send     Unpin:  guard::LockCell<guard::Exclusive, T>;
    Send       SendSync Unpin:  guard::LockCell<guard::Shared, T>;
    Send       Sync     Always: guard::Access<guard::ExclusivePtr<T>, Erased<guard::Exclusive>>;
    Send       Sync     Always: guard::Access<guard::ExclusivePtr<T>, Erased<guard::Exclusive>, guard::Part>;
    Sync       Sync     Always: guard::Access<guard::SharedPtr<T>, Erased<guard::Exclusive>>;
    Always     Always   Always: guard::Hold<'static, mutex::Mutex<()>, guard::Exclusive>;
    Send       Send     Always: guard::OwnedHold<Arc<mutex::Mutex<T>>, mutex::Mutex<T>, guard::Exclusive>;
    Send       Send     Never:  guard::Acquire<'static, mutex::Mutex<T>, guard::Exclusive>;
    SendSync   SendSync Never:  guard::Acquire<'static, rwlock::RwLock<T>, guard::Upgradable>;
    Always     Always   Always: guard::Exclusive;
    Always     Always   Always: guard::Shared;
    Always     Always   Always: guard::Upgradable;
    Always     Always   Always: guard::Upgraded;
    Always     Always   Always: guard::Whole;
    Always     Always   Always: guard::Part;
}

#[test]
fn send_sync_and_unpin_are_as_in_the_table() {
    let mut wrong = Vec::new();
    for row in rows() {
        for (value, found) in VALUES.iter().zip(row.found) {
            let expected = [row.send, row.sync, row.unpin].map(|when| when.holds(*value));
            for (i, trait_) in ["Send", "Sync", "Unpin"].into_iter().enumerate() {
                if found[i] != expected[i] {
                    let is = if found[i] { "is" } else { "is not" };
                    wrong.push(format!("{} {is} {trait_} for T = {}", row.text, value.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
