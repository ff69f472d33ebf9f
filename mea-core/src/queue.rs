//! F2: the pinned waiter and the drop rule, written once for every primitive.
//!
//! A [`Queue`] is an [`Engine`] (the rules of one primitive) beside a locked line of waiters. A
//! [`Waiter`] is the inside of a future: its node is linked into the line while it waits, so a wait
//! allocates nothing.
//!
//! ```text
//!                  enters at once
//!         +---------------------------------+
//!         |                                 v
//!      [ New ] --poll--> [ Linked ] ----> [ Done ] --finish--> [ Finished ]
//!                            |   granted, or retried with success
//!                            | drop: `Engine::cancelled` if not granted,
//!                            v       `Engine::give_back` if granted
//!                         (gone)
//! ```
//!
//! | phase | in the line? | who reaches the node | drop must |
//! |---|---|---|---|
//! | New | no | the owner | nothing |
//! | Linked, `granted` false | yes | whoever holds the lock | take the lock, look again, unlink |
//! | Linked, `granted` true | no | the owner | give back what was granted; no lock needed |
//! | Done, Finished | no | the owner | nothing |
//!
//! # Safety
//!
//! 1. A node is linked only in the line (or a [`lane`]) of its waiter's own queue, under that queue's
//!    lock, by a pinned waiter; the waiter unlinks it under the same lock before it goes, in `Drop` at
//!    the latest. [`Home`] promises that the queue is still the same one then. So a linked node is
//!    valid. `PhantomPinned` keeps it at its address, and is what permits the `&Node` of a granter
//!    beside the owner's `&mut Waiter`: of a `&mut` to a type that is not `Unpin` it is not assumed that
//!    nothing else points there.
//! 2. `waker` and `place` of a slot are initialised when the node is linked, and reached only under
//!    the lock, until the node is unlinked.
//! 3. Whoever grants unlinks the node, takes its waker, and stores `granted` with `Release` as its
//!    LAST access to the node. The owner, having seen it with `Acquire` (or under the lock), has the
//!    node for itself: nobody else will reach it again, so it may be freed without the lock.
//! 4. `want` does not change after the waiter is made; `phase` and `home` are the owner's alone. `home` is
//!    initialised in every phase but `Finished`.
#![allow(unsafe_code)]

mod engine;
mod lane;
mod sweep;
mod unwind;

use alloc::sync::Arc;
use core::{
    cell::Cell,
    fmt,
    marker::PhantomPinned,
    mem::{ManuallyDrop, MaybeUninit},
    pin::Pin,
    task::{Context, Poll, Waker},
};

pub(crate) use self::{
    engine::{Engine, Entry, Left},
    lane::{Lane, Lanes, Parked, Parks},
};
use crate::{
    list::{List, Node},
    sync::{
        AtomicBool, Lock, LockGuard,
        Ordering::{Acquire, Relaxed, Release},
        UnsafeCell, const_fn,
    },
};

/// An engine and its line.
pub(crate) struct Queue<E: Engine> {
    engine: E,
    line: Lock<Guarded<E>>,
}

struct Guarded<E: Engine> {
    list: List<Slot<E>>,
    state: E::State,
}

/// The lock of a queue, held: the line of its waiters and the state beside it.
pub(crate) struct Line<'a, E: Engine> {
    guarded: LockGuard<'a, Guarded<E>>,
}

impl<E: Engine> Queue<E> {
    const_fn! {
        /// A queue with an empty line that carries the number `spare`.
        pub(crate) const fn new(engine: E, state: E::State, spare: usize) -> Self {
            debug_assert!(spare == 0 || E::PARKS.is_none(), "the lane is parked here");
            Self {
                engine,
                line: Lock::new(Guarded {
                    list: List::new(spare),
                    state,
                }),
            }
        }
    }

    #[inline(always)]
    pub(crate) fn engine(&self) -> &E {
        &self.engine
    }

    #[inline]
    pub(crate) fn engine_mut(&mut self) -> &mut E {
        &mut self.engine
    }

    #[inline]
    pub(crate) fn lock(&self) -> Line<'_, E> {
        Line {
            guarded: self.line.lock(),
        }
    }
}

impl<E: Engine> Line<'_, E> {
    #[inline]
    pub(crate) fn state(&mut self) -> &mut E::State {
        &mut self.guarded.state
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.guarded.list.is_empty()
    }

    /// Is there exactly one waiter?
    #[inline]
    pub(crate) fn is_single(&mut self) -> bool {
        self.guarded.list.is_single()
    }

    /// The number that an empty line carries; 0 if the line is not empty.
    #[inline]
    pub(crate) fn spare(&self) -> usize {
        self.guarded.list.spare()
    }

    /// Gives the empty line a number to carry. It must be 0 again before anybody is linked.
    #[inline]
    pub(crate) fn set_spare(&mut self, spare: usize) {
        const { assert!(E::PARKS.is_none(), "a parked lane would be lost") };
        self.guarded.list.set_spare(spare);
    }

    /// A flag that the line carries, for the engine.
    #[inline]
    pub(crate) fn flag(&self) -> bool {
        self.guarded.list.flag()
    }

    #[inline]
    pub(crate) fn set_flag(&mut self, flag: bool) {
        self.guarded.list.set_flag(flag);
    }

    /// What the first in line wants, and what is remembered about it.
    #[inline]
    pub(crate) fn front(&mut self) -> Option<(E::Want, E::Place)> {
        let node = self.guarded.list.front()?;
        // SAFETY: linked, so valid (invariant 1) with `place` initialised, and we have the lock
        // (invariant 2).
        unsafe {
            let slot = (*node).item();
            Some((slot.want, slot.place.with_mut(|p| (*p).assume_init())))
        }
    }

    /// Changes what is remembered about the first in line. Does nothing to an empty line.
    #[inline]
    pub(crate) fn set_front(&mut self, place: E::Place) {
        const { assert!(E::PARKS.is_none(), "a parked lane would be lost") };
        if let Some(node) = self.guarded.list.front() {
            // SAFETY: as in `front`.
            unsafe {
                (*node).item().place.with_mut(|p| {
                    (*p).write(place);
                });
            }
        }
    }

    /// Grants the first in line what it wants: takes it out and returns its waker, to be woken
    /// after the lock. `None` if the line is empty, or if the waiter was woken before by
    /// [`take_front_waker`](Self::take_front_waker) and has not been polled since.
    #[inline]
    pub(crate) fn grant_front(&mut self) -> Option<Waker> {
        self.guarded.change(|line| {
            // SAFETY: the line of this queue, whose lock we have.
            unsafe { lane::grant_front(line) }
        })
    }

    /// The waker of the first in line, which stays there: it is woken to try for itself. `None` if
    /// the line is empty or this was done before and it has not been polled since.
    #[inline]
    pub(crate) fn take_front_waker(&mut self) -> Option<Waker> {
        let node = self.guarded.list.front()?;
        // SAFETY: linked, so valid (invariant 1), and we have the lock (invariant 2).
        unsafe { (*node).item().take_waker() }
    }
}

/// A primitive, or the raw part of one, with a queue for those who want `M` of it (an access mode;
/// `()` where there is nothing to tell apart).
///
/// # Safety
///
/// [`queue`](Self::queue) returns the same address for as long as `self` is not moved, and does not
/// panic.
pub(crate) unsafe trait Queued<M = ()> {
    type Engine: Engine;
    /// The module of the primitive, where several have this engine.
    const MODULE: &'static str = Self::Engine::MODULE;
    fn queue(&self) -> &Queue<Self::Engine>;
}

/// How a waiter reaches its queue: a borrow or an owner.
///
/// # Safety
///
/// [`queue`](Self::queue) returns the same address for as long as the home lives, also after it was
/// moved, and does not panic. What was derived from an earlier call stays valid when the home is moved.
pub(crate) unsafe trait Home {
    type Engine: Engine;
    /// The module of the primitive, where several have this engine.
    const MODULE: &'static str = Self::Engine::MODULE;
    fn queue(&self) -> &Queue<Self::Engine>;
}

// SAFETY: it is `self`.
unsafe impl<E: Engine, M> Queued<M> for Queue<E> {
    type Engine = E;

    #[inline(always)]
    fn queue(&self) -> &Queue<E> {
        self
    }
}

// SAFETY: what is borrowed is not moved, and `Queued` has one address that long.
unsafe impl<Q: Queued> Home for &Q {
    type Engine = Q::Engine;
    const MODULE: &'static str = Q::MODULE;

    #[inline(always)]
    fn queue(&self) -> &Queue<Q::Engine> {
        (**self).queue()
    }
}

// SAFETY: what an `Arc` points to is not moved while the `Arc` lives, and a move of the `Arc` says
// nothing about other pointers to it.
unsafe impl<Q: Queued> Home for Arc<Q> {
    type Engine = Q::Engine;
    const MODULE: &'static str = Q::MODULE;

    #[inline(always)]
    fn queue(&self) -> &Queue<Q::Engine> {
        (**self).queue()
    }
}

/// What a node carries. In this order what a hand-over and a cancellation need is side by side, with
/// the links before it: it is in as few cache lines as it can be.
#[repr(C)]
struct Slot<E: Engine> {
    waker: UnsafeCell<MaybeUninit<Option<Waker>>>,
    granted: AtomicBool,
    phase: Cell<Phase>,
    want: E::Want,
    place: UnsafeCell<MaybeUninit<E::Place>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Not polled yet, or polled and let in at once.
    New,
    Linked,
    Done,
    /// As `Done`; the home was taken.
    Finished,
}

impl<E: Engine> Slot<E> {
    /// The waker of a node that was just unlinked.
    ///
    /// # Safety
    ///
    /// The node was linked, and the caller, who has the lock, has unlinked it or does so before it gives
    /// the lock up. This is called once.
    #[inline]
    unsafe fn move_waker_out(&self) -> Option<Waker> {
        // SAFETY: initialised and ours under the lock, by invariant 2. It is not looked at again: the node
        // is not linked any more, and a waiter is linked once.
        self.waker.with(|w| unsafe { (*w).assume_init_read() })
    }

    /// # Safety
    ///
    /// The node is linked, and the caller has the lock.
    #[inline]
    unsafe fn take_waker(&self) -> Option<Waker> {
        // SAFETY: initialised and ours under the lock, by invariant 2.
        self.waker
            .with_mut(|w| unsafe { (*w).assume_init_mut() }.take())
    }
}

/// A waiter of the queue that `H` leads to: the inside of a future.
pub(crate) struct Waiter<H: Home> {
    node: Node<Slot<H::Engine>>,
    /// Taken by [`finish`](Self::finish). Not an `Option`, so that an `Option<Waiter>` has room for its
    /// `None` where a home that is a reference would be null.
    home: ManuallyDrop<H>,
    _pinned: PhantomPinned,
}

// SAFETY: `home` and `phase` are the owner's and move with it; `waker` and `place` are reached under
// the lock or handed over by `granted`, and may go to any thread, being `Send`. `want` never changes, and
// is read by `&` under the lock while the owner may be on another thread: it is `Sync`. (That others are on
// other threads at all does not depend on this: a waiter that is not `Send` is linked in a queue that they
// reach just the same. Hence the bounds are those of `Engine`.)
unsafe impl<H: Home + Send> Send for Waiter<H> {}
// SAFETY: through `&Waiter` one reads `want`, `home`, `phase` and `granted`. `want` is never written,
// `home` and `phase` only through `Pin<&mut Self>` or in `Drop`, so none of the three while it is
// shared; `granted` is atomic. A `&H` on another thread needs `H: Sync`; `want` is. `Debug` looks at nothing.
unsafe impl<H: Home + Sync> Sync for Waiter<H> {}

impl<H: Home> Waiter<H> {
    #[inline(always)]
    pub(crate) fn new(home: H, want: <H::Engine as Engine>::Want) -> Self {
        Self {
            node: Node::new(Slot {
                want,
                granted: AtomicBool::new(false),
                phase: Cell::new(Phase::New),
                waker: UnsafeCell::new(MaybeUninit::uninit()),
                place: UnsafeCell::new(MaybeUninit::uninit()),
            }),
            home: ManuallyDrop::new(home),
            _pinned: PhantomPinned,
        }
    }

    #[inline(always)]
    pub(crate) fn want(&self) -> <H::Engine as Engine>::Want {
        self.node.item().want
    }

    /// Is it not in line, and was it never?
    #[inline(always)]
    pub(crate) fn is_new(&self) -> bool {
        self.node.item().phase.get() == Phase::New
    }

    /// The home; `None` after [`finish`](Self::finish).
    #[inline]
    pub(crate) fn home(&self) -> Option<&H> {
        (self.node.item().phase.get() != Phase::Finished).then_some(&*self.home)
    }

    /// Ready when the engine let the waiter in; from then on what it wanted is the caller's.
    ///
    /// # Panics
    ///
    /// If it was ready before.
    #[inline(always)]
    pub(crate) fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let poll = self.as_mut().poll_unseen(cx);
        if poll.is_ready() {
            self.node.item().phase.set(Phase::Done);
        }
        poll
    }

    /// [`poll`](Self::poll) that does not take what was granted: dropped after this, the waiter
    /// still gives it back; polled after this, it takes it. (A waiter that enters without being
    /// granted, by [`Engine::try_enter`], [`Engine::enter`] or [`Engine::retry`], has taken it.)
    #[inline(always)]
    pub(crate) fn poll_unseen(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.into_ref().get_ref();
        let slot = this.node.item();
        match slot.phase.get() {
            Phase::New => {
                let queue = this.home.queue();
                if queue.engine.try_enter(slot.want) {
                    slot.phase.set(Phase::Done);
                    return Poll::Ready(());
                }
                // SAFETY: the node is part of `self`, which is pinned, and `Drop` unlinks it from
                // the same queue: `home` leads to no other, by the contract of `Home`.
                unsafe { poll_first(queue, &this.node, cx) }
            }
            Phase::Linked => {
                // Acquire: by invariant 3 the node is ours now; no lock.
                if slot.granted.load(Acquire) {
                    this.node.assert_unshared();
                    return Poll::Ready(());
                }
                // SAFETY: linked in this queue, see above.
                unsafe { poll_again(this.home.queue(), &this.node, cx) }
            }
            Phase::Done | Phase::Finished => polled_after_completion(H::MODULE),
        }
    }

    /// After [`poll`](Self::poll) was ready: `true` if the waiter was granted what it wanted, by
    /// somebody else, and did not enter by itself.
    #[inline]
    pub(crate) fn was_granted(&self) -> bool {
        // Relaxed: `poll` has acquired it.
        self.node.item().granted.load(Relaxed)
    }

    /// The home, after [`poll`](Self::poll) was ready.
    ///
    /// # Panics
    ///
    /// If it was not, or if the home was taken before.
    #[inline]
    pub(crate) fn finish(self: Pin<&mut Self>) -> H {
        let phase = &self.node.item().phase;
        assert!(phase.get() == Phase::Done);
        phase.set(Phase::Finished);
        // SAFETY: `home` is not pinned structurally: no pinned reference to it is ever made. It is
        // initialised, as the phase was `Done`, and not looked at again in this one (invariant 4).
        unsafe { ManuallyDrop::take(&mut self.get_unchecked_mut().home) }
    }
}

#[cold]
#[inline(never)]
pub(crate) fn polled_after_completion(module: &str) -> ! {
    panic!("a future of `mea::{module}` was polled again after it had completed")
}

/// # Safety
///
/// `node` is not linked, and is a part of a pinned waiter of `queue` that unlinks it in `Drop` if
/// its phase is `Linked`.
#[cold]
#[inline(never)]
unsafe fn poll_first<E: Engine>(
    queue: &Queue<E>,
    node: &Node<Slot<E>>,
    cx: &mut Context<'_>,
) -> Poll<()> {
    let slot = node.item();
    // User code (it may panic, or come back to this queue): before the lock, before anything.
    let waker = cx.waker().clone();
    let mut line = queue.lock();
    let (place, front) = match queue.engine.enter(&mut line, slot.want) {
        Entry::Entered => {
            drop(line);
            slot.phase.set(Phase::Done);
            drop_after_entering(queue, slot.want, waker);
            return Poll::Ready(());
        }
        Entry::Last(place) => {
            slot.phase.set(Phase::Done);
            E::last_entered(queue, line, place);
            drop_after_entering(queue, slot.want, waker);
            return Poll::Ready(());
        }
        Entry::Back(place) => (place, false),
        Entry::Front(place) => (place, true),
    };
    slot.waker.with_mut(|w| {
        // SAFETY: the node is not linked, so the slot is ours.
        unsafe { (*w).write(Some(waker)) };
    });
    slot.place.with_mut(|p| {
        // SAFETY: as above.
        unsafe { (*p).write(place) };
    });
    line.guarded.change_of(slot.want, place, |list| {
        // SAFETY: not linked, and valid until it is unlinked, in `Drop` at the latest, as the caller
        // promises. The owner reaches the links only through the list. Of the slot others reach, on any
        // thread, `waker` and `place`, which are `Send`, `want`, which is `Sync`, and an atomic; never `phase`.
        unsafe {
            if front {
                list.push_front(node);
            } else {
                list.push_back(node);
            }
        }
    });
    // Once it is linked, and not before: what comes above may not leave a `Linked` node outside of the
    // line if it panics (which it does not: `change_of` by the contract of `Lanes`, the push since `enter`
    // leaves no spare number). We have the lock, so nobody has granted anything yet.
    slot.phase.set(Phase::Linked);
    Poll::Pending
}

/// # Safety
///
/// The phase of `node` is `Linked`, in `queue`.
#[cold]
#[inline(never)]
unsafe fn poll_again<E: Engine>(
    queue: &Queue<E>,
    node: &Node<Slot<E>>,
    cx: &mut Context<'_>,
) -> Poll<()> {
    let slot = node.item();
    let mut fresh = None;
    loop {
        // The old waker may not even be compared without the lock: it may just be being taken.
        let mut line = queue.lock();
        // Relaxed: the lock orders it.
        if slot.granted.load(Relaxed) {
            drop(line);
            node.assert_unshared();
            return Poll::Ready(());
        }
        if line.guarded.list.is_front(node) && queue.engine.retry(&mut line) {
            // SAFETY: linked (not granted, and we have the lock), and not after this.
            let old = unsafe {
                line.guarded.change(|list| list.unlink(node));
                slot.move_waker_out()
            };
            drop(line);
            slot.phase.set(Phase::Done);
            drop_after_entering(queue, slot.want, (old, fresh));
            return Poll::Ready(());
        }
        // SAFETY: linked, so initialised, and we have the lock (invariant 2).
        let registered = slot
            .waker
            .with_mut(|w| match unsafe { (*w).assume_init_mut() } {
                Some(old) if old.will_wake(cx.waker()) => Ok(None),
                waker => match fresh.take() {
                    Some(new) => Ok(waker.replace(new)),
                    None => Err(()),
                },
            });
        drop(line);
        match registered {
            Ok(old) => {
                drop(old);
                drop(fresh);
                return Poll::Pending;
            }
            // User code: not under the lock. The waiter stays in line with its old waker.
            Err(()) => fresh = Some(cx.waker().clone()),
        }
    }
}

/// Drops wakers, which is user code, of a waiter that has just entered.
fn drop_after_entering<E: Engine>(queue: &Queue<E>, want: E::Want, wakers: impl Sized) {
    struct Undo<'a, E: Engine>(&'a Queue<E>, E::Want);
    impl<E: Engine> Drop for Undo<'_, E> {
        fn drop(&mut self) {
            E::undo_enter(self.0, self.1);
        }
    }
    let undo = Undo(queue, want);
    drop(wakers);
    core::mem::forget(undo);
}

/// The drop rule.
///
/// # Safety
///
/// The phase of `node` was `Linked`, in `queue`.
#[cold]
#[inline(never)]
unsafe fn cancel<E: Engine>(queue: &Queue<E>, node: &Node<Slot<E>>) {
    let slot = node.item();
    if !slot.granted.load(Acquire) {
        let mut line = queue.lock();
        if !slot.granted.load(Relaxed) {
            // SAFETY: linked (not granted, and we have the lock), in the list for its place; the slot
            // is initialised, and ours alone after this.
            let (waker, place, was_front) = unsafe {
                let place = slot.place.with_mut(|p| (*p).assume_init());
                let was_front = line.guarded.change_of(slot.want, place, |list| {
                    let was_front = list.is_front(node);
                    list.unlink(node);
                    was_front
                });
                (slot.move_waker_out(), place, was_front)
            };
            let left = Left {
                want: slot.want,
                place,
                was_front,
            };
            E::cancelled(queue, line, left);
            drop(waker);
            return;
        }
    }
    node.assert_unshared();
    // SAFETY: initialised when it was linked, and ours again (invariant 3).
    let place = slot.place.with_mut(|p| unsafe { (*p).assume_init() });
    E::give_back(queue, slot.want, place);
}

impl<H: Home> Drop for Waiter<H> {
    #[inline]
    fn drop(&mut self) {
        /// Drops the home, also after a panic: what is given back may wake somebody.
        struct DropHome<'a, H>(&'a mut ManuallyDrop<H>);
        impl<H> Drop for DropHome<'_, H> {
            #[inline]
            fn drop(&mut self) {
                // SAFETY: initialised, as the phase is not `Finished` (invariant 4), and this is the
                // drop of the waiter.
                unsafe { ManuallyDrop::drop(self.0) }
            }
        }

        let phase = &self.node.item().phase;
        if phase.get() == Phase::Finished {
            return;
        }
        let home = DropHome(&mut self.home);
        if phase.get() == Phase::Linked {
            // SAFETY: linked, in the queue that `home` has led to all along.
            unsafe { cancel(home.0.queue(), &self.node) }
        }
    }
}

impl<H: Home> fmt::Debug for Waiter<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter").finish_non_exhaustive()
    }
}
