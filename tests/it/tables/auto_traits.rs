//! `Send`, `Sync`, `Unpin`, `UnwindSafe` and `RefUnwindSafe` of every public type, as conditions on the
//! value `T` that it protects.
//!
//! Each row is tried with values that are `Send` and `Sync`, one of them, neither, and so on for the
//! others; so it says where a type does not have a trait, too.

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

use super::probe::{NotRefUnwindSafe, NotSend, NotSync, NotUnpin, NotUnwindSafe, Probe};

/// When a type has a trait.
#[derive(Clone, Copy, Debug)]
enum If {
    Always,
    Never,
    Send,
    Sync,
    SendSync,
    Unpin,
    /// It is `UnwindSafe`.
    Unwind,
    /// It is `RefUnwindSafe`.
    Ref,
    /// It is both.
    UnwindRef,
}

/// What is known of a value.
#[derive(Clone, Copy)]
struct Value {
    name: &'static str,
    send: bool,
    sync: bool,
    unpin: bool,
    unwind: bool,
    by_ref: bool,
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
            Self::Unwind => value.unwind,
            Self::Ref => value.by_ref,
            Self::UnwindRef => value.unwind && value.by_ref,
        }
    }
}

type JustSend = Cell<u8>;
type JustSync = std::sync::MutexGuard<'static, u8>;
type Neither = Rc<u8>;
type Pinned = PhantomPinned;

type NotUnwind = &'static mut u8;

const VALUES: [Value; 6] = {
    const ALL: Value = Value {
        name: "u8",
        send: true,
        sync: true,
        unpin: true,
        unwind: true,
        by_ref: true,
    };
    [
        ALL,
        Value {
            name: "Cell<u8>",
            sync: false,
            by_ref: false,
            ..ALL
        },
        Value {
            name: "std::sync::MutexGuard<u8>",
            send: false,
            ..ALL
        },
        Value {
            name: "Rc<u8>",
            send: false,
            sync: false,
            ..ALL
        },
        Value {
            name: "PhantomPinned",
            unpin: false,
            ..ALL
        },
        Value {
            name: "&mut u8",
            unwind: false,
            ..ALL
        },
    ]
};

pub(super) struct Row {
    text: &'static str,
    send: If,
    sync: If,
    unpin: If,
    unwind: If,
    by_ref: If,
    /// For each value: which of [`TRAITS`] has it?
    found: [[bool; 5]; 6],
}

const TRAITS: [&str; 5] = ["Send", "Sync", "Unpin", "UnwindSafe", "RefUnwindSafe"];

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
            Probe::<$Type>::UNWIND_SAFE,
            Probe::<$Type>::REF_UNWIND_SAFE,
        ]
    };
}

/// Every type has it, if the value does.
fn has_debug<T: std::fmt::Debug>() {}

/// `T` stands for the value.
macro_rules! rows {
    ($($send:ident $sync:ident $unpin:ident $unwind:ident $by_ref:ident: $Type:ty;)*) => {
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
                has_debug::<<Value<u8> as Of>::Is>();
                Row {
                    text: stringify!($Type),
                    send: If::$send,
                    sync: If::$sync,
                    unpin: If::$unpin,
                    unwind: If::$unwind,
                    by_ref: If::$by_ref,
                    found: [
                        found!(<Value<u8> as Of>::Is),
                        found!(<Value<JustSend> as Of>::Is),
                        found!(<Value<JustSync> as Of>::Is),
                        found!(<Value<Neither> as Of>::Is),
                        found!(<Value<Pinned> as Of>::Is),
                        found!(<Value<NotUnwind> as Of>::Is),
                    ],
                }
            }),*]
        }
    };
}

type Erased<M> = guard::Hold<'static, mutex::Mutex<()>, M>;

rows! {
    // Send   Sync     Unpin  Unwind    Ref
    Send      Send     Unpin  Unwind    Never:     mutex::Mutex<T>;
    Send      Sync     Always Never     Ref:       mutex::MutexGuard<'static, T>;
    Send      Sync     Always Never     Ref:       mutex::MappedMutexGuard<'static, T>;
    Send      SendSync Always Never     Never:     mutex::OwnedMutexGuard<T>;
    Send      SendSync Always Never     Never:     mutex::OwnedMappedMutexGuard<T, T>;
    Send      Send     Never  Never     Never:     mutex::Lock<'static, T>;
    Send      Send     Never  Never     Never:     mutex::LockOwned<T>;
    Send      Send     Never  Never     Never:     mutex::With<'static, T, fn(&mut T)>;

    Send      SendSync Unpin  Unwind    Never:     rwlock::RwLock<T>;
    Sync      Sync     Always Ref       Ref:       rwlock::RwLockReadGuard<'static, T>;
    Sync      Sync     Always Ref       Ref:       rwlock::MappedRwLockReadGuard<'static, T>;
    SendSync  SendSync Always Never     Never:     rwlock::OwnedRwLockReadGuard<T>;
    SendSync  SendSync Always Never     Never:     rwlock::OwnedMappedRwLockReadGuard<T, T>;
    Send      Sync     Always Never     Ref:       rwlock::RwLockWriteGuard<'static, T>;
    Send      Sync     Always Never     Ref:       rwlock::MappedRwLockWriteGuard<'static, T>;
    SendSync  SendSync Always Never     Never:     rwlock::OwnedRwLockWriteGuard<T>;
    SendSync  SendSync Always Never     Never:     rwlock::OwnedMappedRwLockWriteGuard<T, T>;
    // It may become a writer on the other thread.
    SendSync  Sync     Always Never     Ref:       rwlock::RwLockUpgradableReadGuard<'static, T>;
    SendSync  SendSync Always Never     Never:     rwlock::OwnedRwLockUpgradableReadGuard<T>;
    Send      Sync     Always Never     Ref:       rwlock::RwLockUpgradedGuard<'static, T>;
    Send      Sync     Always Never     Ref:       rwlock::MappedRwLockUpgradedGuard<'static, T>;
    SendSync  SendSync Never  Never     Never:     rwlock::Read<'static, T>;
    SendSync  SendSync Never  Never     Never:     rwlock::ReadOwned<T>;
    SendSync  SendSync Never  Never     Never:     rwlock::Write<'static, T>;
    SendSync  SendSync Never  Never     Never:     rwlock::WriteOwned<T>;
    SendSync  SendSync Never  Never     Never:     rwlock::UpgradableRead<'static, T>;
    SendSync  SendSync Never  Never     Never:     rwlock::UpgradableReadOwned<T>;
    SendSync  Always   Never  Ref       Ref:       rwlock::Upgrade<'static, T>;

    Always    Always   Always Always    Always:    semaphore::Semaphore;
    Always    Always   Always Always    Always:    semaphore::SemaphorePermit<'static>;
    Always    Always   Always Always    Always:    semaphore::OwnedSemaphorePermit;
    Always    Always   Never  Always    Always:    semaphore::Acquire<'static>;
    Always    Always   Never  Always    Always:    semaphore::AcquireOwned;
    Always    Always   Never  Always    Always:    semaphore::AcquireAndForget<'static>;
    Always    Always   Never  Always    Always:    semaphore::AcquireOwnedAndForget;

    Always    Always   Always Always    Always:    condvar::Condvar;
    Send      Sync     Never  Never     Ref:       condvar::Wait<'static, mutex::MutexGuard<'static, T>>;
    Send      SendSync Never  Never     Never:     condvar::WaitWhile<'static, mutex::OwnedMutexGuard<T>, fn(&mut T) -> bool>;

    Always    Always   Always Always    Always:    latch::Latch;
    Always    Always   Never  Always    Always:    latch::LatchWait<'static>;
    Always    Always   Never  Always    Always:    latch::OwnedLatchWait;

    Always    Always   Always Always    Always:    barrier::Barrier;
    Always    Always   Always Always    Always:    barrier::BarrierWaitResult;
    Always    Always   Never  Always    Always:    barrier::BarrierWait<'static>;
    Always    Always   Never  Always    Always:    barrier::OwnedBarrierWait;
    Always    Always   Never  Always    Always:    barrier::BarrierArrival<'static>;
    Always    Always   Never  Always    Always:    barrier::OwnedBarrierArrival;

    Always    Always   Always Always    Always:    waitgroup::WaitGroup;
    Always    Always   Never  Always    Always:    waitgroup::Wait;

    Always    Always   Always Always    Always:    event::ManualResetEvent;
    Always    Always   Always Always    Always:    event::AutoResetEvent;
    Always    Always   Never  Always    Always:    event::ManualResetWait<'static>;
    Always    Always   Never  Always    Always:    event::OwnedManualResetWait;
    Always    Always   Never  Always    Always:    event::AutoResetWait<'static>;
    Always    Always   Never  Always    Always:    event::OwnedAutoResetWait;

    // A key is shared by all permits of its tenant, and by the controller.
    SendSync  SendSync Always UnwindRef UnwindRef: admission::FairShare<T>;
    SendSync  SendSync Always UnwindRef UnwindRef: admission::FairSharePermit<'static, T>;
    SendSync  SendSync Always UnwindRef UnwindRef: admission::OwnedFairSharePermit<T>;
    SendSync  SendSync Never  UnwindRef UnwindRef: admission::Acquire<'static, T, RandomState>;
    SendSync  SendSync Never  UnwindRef UnwindRef: admission::AcquireOwned<T, RandomState>;

    // Two receivers may clone one message at the same time.
    SendSync  SendSync Always UnwindRef UnwindRef: broadcast::Sender<T>;
    SendSync  SendSync Always UnwindRef UnwindRef: broadcast::Receiver<T>;
    SendSync  SendSync Never  Never     UnwindRef: broadcast::Recv<'static, T>;
    SendSync  SendSync Always UnwindRef UnwindRef: broadcast::BoundedSender<T>;
    SendSync  SendSync Always UnwindRef UnwindRef: broadcast::BoundedReceiver<T>;
    SendSync  SendSync Never  Never     UnwindRef: broadcast::BoundedRecv<'static, T>;
    SendSync  SendSync Never  UnwindRef UnwindRef: broadcast::BoundedSend<'static, T>;
    SendSync  SendSync Never  Never     UnwindRef: broadcast::BoundedSendFrom<'static, T>;
    Always    Always   Always Always    Always:    broadcast::RecvError;
    Always    Always   Always Always    Always:    broadcast::TryRecvError;

    Send      Send     Always Unwind    Unwind:    atomicbox::AtomicBox<T>;
    Send      Send     Always Unwind    Unwind:    atomicbox::AtomicOptionBox<T>;

    // A message has one owner at a time, who may be on any thread.
    Send      Send     Always Always    Always:    channel::Sender<T, channel::Unbounded, mpsc::One>;
    Send      Send     Always Always    Always:    channel::Sender<T, channel::Bounded, mpsc::One>;
    Send      Send     Always Always    Always:    channel::Sender<T, channel::Unbounded, mpmc::Many>;
    Send      Send     Always Always    Always:    channel::WeakSender<T, channel::Bounded, mpsc::One>;
    Send      Send     Always Always    Always:    channel::WeakSender<T, channel::Bounded, mpmc::Many>;
    Send      Send     Always Always    Always:    channel::Permit<'static, T, mpsc::One>;
    Send      Send     Always Always    Always:    channel::Permit<'static, T, mpmc::Many>;
    Send      Send     Always Always    Always:    channel::OwnedPermit<T, mpsc::One>;
    Send      Send     Always Always    Always:    channel::OwnedPermit<T, mpmc::Many>;
    Send      SendSync Never  Unwind    Ref:       channel::SendMessage<'static, T, mpsc::One>;
    Send      SendSync Never  Unwind    Ref:       channel::SendMessage<'static, T, mpmc::Many>;
    Send      SendSync Never  Never     Ref:       channel::SendFrom<'static, T, mpsc::One>;
    Send      Send     Never  Always    Always:    channel::Reserve<'static, T, mpsc::One>;
    Send      Send     Never  Always    Always:    channel::ReserveOwned<T, mpsc::One>;
    Send      Send     Never  Always    Always:    channel::SendSink<T, mpsc::One>;
    Send      Sync     Unpin  Unwind    Ref:       channel::SendError<T>;
    Send      Sync     Unpin  Unwind    Ref:       channel::TrySendError<T>;
    Always    Always   Always Always    Always:    channel::RecvError;
    Always    Always   Always Always    Always:    channel::TryRecvError;
    Always    Always   Always Always    Always:    channel::Unbounded;
    Always    Always   Always Always    Always:    channel::Bounded;
    Always    Always   Always Always    Always:    mpsc::One;
    Always    Always   Always Always    Always:    mpmc::Many;
    Send      Send     Always Always    Always:    mpsc::Receiver<T, mpsc::Unbounded>;
    Send      Send     Always Always    Always:    mpsc::Receiver<T, mpsc::Bounded>;
    Send      Send     Always Never     Always:    mpsc::Recv<'static, T, mpsc::Unbounded>;
    Send      Send     Always Never     Always:    mpsc::Recv<'static, T, mpsc::Bounded>;
    Send      SendSync Always Never     Ref:       mpsc::RecvMany<'static, T, mpsc::Unbounded>;
    Send      SendSync Always Never     Ref:       mpsc::RecvMany<'static, T, mpsc::Bounded>;
    Send      Send     Always Always    Always:    mpmc::Receiver<T, mpmc::Unbounded>;
    Send      Send     Always Always    Always:    mpmc::Receiver<T, mpmc::Bounded>;
    Send      Send     Never  Always    Always:    mpmc::Recv<'static, T, mpmc::Bounded>;
    Send      Send     Never  Always    Always:    mpmc::RecvOwned<T, mpmc::Bounded>;
    Send      SendSync Never  Never     Ref:       mpmc::RecvMany<'static, T, mpmc::Bounded>;
    Send      Send     Never  Always    Always:    mpmc::RecvStream<T, mpmc::Bounded>;

    // The value is shared, whoever makes it; work and closures stay with their call.
    Always    Always   Always Always    Always:    once::Once;
    Always    Always   Never  Always    Always:    once::OnceWait<'static>;
    Always    Always   Never  Always    Always:    once::OwnedOnceWait;
    Send      Sync     Never  Unwind    Ref:       once::CallOnce<'static, fn() -> T, T>;
    Send      Sync     Never  Unwind    Ref:       once::CallOnce<'static, T, ()>;
    Send      SendSync Unpin  Unwind    UnwindRef: once::OnceCell<T>;
    SendSync  SendSync Never  UnwindRef UnwindRef: once::OnceCellWait<'static, T>;
    SendSync  SendSync Never  UnwindRef UnwindRef: once::GetOrInit<'static, T, fn() -> u8, u8>;
    SendSync  SendSync Never  UnwindRef UnwindRef: once::GetOrTryInit<'static, T, fn() -> u8, u8>;
    Send      Sync     Never  Unwind    Ref:       once::GetOrInit<'static, u8, fn() -> T, T>;
    Send      Sync     Never  Unwind    Ref:       once::GetOrTryInit<'static, u8, T, ()>;
    Send      SendSync Always Never     UnwindRef: once::GetMutOrInit<'static, T, fn() -> u8, u8>;
    Send      Sync     Unpin  Never     Ref:       once::GetMutOrInit<'static, u8, fn() -> T, T>;
    Send      SendSync Always Never     UnwindRef: once::GetMutOrTryInit<'static, T, fn() -> u8, u8>;
    SendSync  SendSync Never  UnwindRef UnwindRef: once::TryInsert<'static, T>;
    SendSync  SendSync Never  UnwindRef UnwindRef: once::Set<'static, T>;
    // One caller at a time has the work; the others never see it.
    Send      SendSync Always Unwind    UnwindRef: once::LazyCell<T, u8, fn() -> u8>;
    Send      Send     Unpin  Unwind    Unwind:    once::LazyCell<u8, T, fn() -> T>;
    Send      Send     Always Unwind    Unwind:    once::LazyCell<u8, u8, T>;
    SendSync  SendSync Never  UnwindRef UnwindRef: once::Force<'static, T, u8, fn() -> u8>;
    Send      Send     Never  Unwind    Unwind:    once::Force<'static, u8, T, fn() -> T>;
    SendSync  SendSync Never  UnwindRef UnwindRef: once::TryForce<'static, T, u8, fn() -> u8>;
    SendSync  SendSync Always UnwindRef UnwindRef: once::OnceMap<T, u8>;
    SendSync  SendSync Always UnwindRef UnwindRef: once::OnceMap<u8, T>;
    SendSync  SendSync Never  UnwindRef UnwindRef: once::Compute<'static, T, u8, RandomState, fn() -> u8, u8>;
    SendSync  SendSync Never  UnwindRef UnwindRef: once::Compute<'static, u8, T, RandomState, fn() -> u8, u8>;
    Send      Sync     Never  Unwind    Ref:       once::Compute<'static, u8, u8, RandomState, fn() -> T, T>;
    SendSync  SendSync Never  UnwindRef UnwindRef: once::TryCompute<'static, u8, T, RandomState, fn() -> u8, u8>;
    SendSync  SendSync Always UnwindRef UnwindRef: singleflight::Group<T, u8>;
    SendSync  SendSync Always UnwindRef UnwindRef: singleflight::Group<u8, T>;
    SendSync  SendSync Never  UnwindRef UnwindRef: singleflight::Work<'static, T, u8, RandomState, fn() -> u8, u8>;
    SendSync  SendSync Never  UnwindRef UnwindRef: singleflight::Work<'static, u8, T, RandomState, fn() -> u8, u8>;
    Send      Sync     Never  Unwind    Ref:       singleflight::Work<'static, u8, u8, RandomState, fn() -> T, T>;
    SendSync  SendSync Never  UnwindRef UnwindRef: singleflight::TryWork<'static, u8, T, RandomState, fn() -> u8, u8>;

    Always    Always   Always Always    Always:    shutdown::ShutdownSend;
    Always    Always   Always Always    Always:    shutdown::ShutdownRecv;
    Always    Always   Always Always    Always:    shutdown::ShutdownWatch;
    Always    Always   Always Always    Always:    shutdown::Registrar;
    Always    Always   Always Never     Never:     shutdown::Closed;
    Always    Always   Always Never     Never:     shutdown::Reason;
    Always    Always   Never  Always    Always:    shutdown::IsShutdown<'static>;
    Always    Always   Never  Always    Always:    shutdown::IsShutdownOwned;
    Always    Always   Never  Always    Always:    shutdown::AwaitShutdown;
    // A message moves from thread to thread, and is never shared.
    Send      Send     Always Always    Always:    oneshot::Sender<T>;
    Send      Send     Always Always    Always:    oneshot::Receiver<T>;
    Send      Send     Always Always    Always:    oneshot::Recv<T>;
    Send      Send     Always Never     Always:    oneshot::RecvMut<'static, T>;
    Send      Send     Always Never     Always:    oneshot::Closed<'static, T>;
    // Values are shared.
    SendSync  SendSync Always Ref       Ref:       watch::Sender<T>;
    SendSync  SendSync Always Ref       Ref:       watch::Receiver<T>;
    SendSync  SendSync Always Ref       Ref:       watch::Ref<T>;
    SendSync  SendSync Never  Never     Ref:       watch::Changed<'static, T>;
    SendSync  SendSync Never  Ref       Ref:       watch::ChangedOwned<T>;
    SendSync  SendSync Never  Never     Ref:       watch::Recv<'static, T>;
    SendSync  SendSync Never  Never     Ref:       watch::WaitFor<'static, T, fn(&T) -> bool>;
    Send      Sync     Never  Never     Ref:       watch::WaitFor<'static, u8, T>;
    Always    Always   Never  Always    Always:    watch::Closed<'static>;

    Send      Sync     Unpin  Unwind    Ref:       timeout::Timeout<T, u8>;
    Send      Sync     Unpin  Unwind    Ref:       timeout::Timeout<u8, T>;
    Always    Always   Always Always    Always:    timeout::Elapsed;

    Sync      Sync     Always Ref       Ref:       guard::SharedPtr<T>;
    SendSync  Sync     Always Never     Ref:       guard::UpgradablePtr<T>;
    Send      Sync     Always Never     Ref:       guard::ExclusivePtr<T>;
    Send      Send     Unpin  Unwind    Never:     guard::LockCell<guard::Exclusive, T>;
    Send      SendSync Unpin  Unwind    Never:     guard::LockCell<guard::Shared, T>;
    Send      Sync     Always Never     Ref:       guard::Access<guard::ExclusivePtr<T>, Erased<guard::Exclusive>>;
    Send      Sync     Always Never     Ref:       guard::Access<guard::ExclusivePtr<T>, Erased<guard::Exclusive>, guard::Part>;
    Sync      Sync     Always Ref       Ref:       guard::Access<guard::SharedPtr<T>, Erased<guard::Exclusive>>;
    Always    Always   Always Always    Always:    guard::Hold<'static, mutex::Mutex<()>, guard::Exclusive>;
    Send      Send     Always Never     Never:     guard::OwnedHold<Arc<mutex::Mutex<T>>, mutex::Mutex<T>, guard::Exclusive>;
    Send      Send     Never  Never     Never:     guard::Acquire<'static, mutex::Mutex<T>, guard::Exclusive>;
    SendSync  SendSync Never  Never     Never:     guard::Acquire<'static, rwlock::RwLock<T>, guard::Upgradable>;
    Always    Always   Always Always    Always:    guard::Exclusive;
    Always    Always   Always Always    Always:    guard::Shared;
    Always    Always   Always Always    Always:    guard::Upgradable;
    Always    Always   Always Always    Always:    guard::Upgraded;
    Always    Always   Always Always    Always:    guard::Whole;
    Always    Always   Always Always    Always:    guard::Part;
}

#[test]
fn auto_traits_are_as_in_the_table() {
    let mut wrong = Vec::new();
    for row in rows() {
        for (value, found) in VALUES.iter().zip(row.found) {
            let expected = [row.send, row.sync, row.unpin, row.unwind, row.by_ref];
            let expected = expected.map(|when| when.holds(*value));
            for (i, trait_) in TRAITS.into_iter().enumerate() {
                if found[i] != expected[i] {
                    let is = if found[i] { "is" } else { "is not" };
                    wrong.push(format!("{} {is} {trait_} for T = {}", row.text, value.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
