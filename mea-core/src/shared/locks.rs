//! Several locks at once, however they are named: taken one after the other, in the declared order.
//!
//! ```text
//!   bank.locks().rates().accounts().lock()
//!
//!   BankLocks<'_, Acquire<Lock<..>>, NotTaken, Acquire<Read<..>>, ..>     one slot for each lock, a
//!                      |                |               |                 future that is not polled
//!                      v                v               v                 yet, or nothing
//!   Chain< accounts, Chain< ledger, Chain< rates, .. >>>                  polled from left to right
//!                      |                |               |
//!                      v                v               v
//!   BankLocked {   accounts,         ledger,          rates, .. }         a guard, or nothing
//! ```

use core::{
    fmt,
    future::Future,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::Acquire;
use crate::{
    marker::CancelSafe,
    order::{Held, Level, LockBefore},
    queue::polled_after_completion,
};

/// In the place of a lock, or of a guard, that was not asked for.
///
/// # Examples
///
/// ```
/// use mea::shared::NotTaken;
///
/// # #[mea::shared]
/// # struct State {
/// #     #[lock(mutex)]
/// #     count: u32,
/// #     #[lock(rwlock)]
/// #     list: Vec<u32>,
/// # }
/// # mea::blocking::block_on(async {
/// let state = State::new(1, Vec::new()); // #[lock(mutex)] count, #[lock(rwlock)] list
/// let one = state.locks().count().lock().await;
/// let NotTaken = one.list; // it was not asked for
/// assert_eq!(*one.count, 1);
/// # });
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NotTaken;

/// What a `.locks()` call does about one lock: take it, or leave it.
pub trait Slot: sealed::Sealed {
    /// What it ends with: a guard, or [`NotTaken`].
    type Taken;
    /// The future that takes it.
    type Future: Future<Output = Self::Taken>;

    #[doc(hidden)]
    fn into_future(self) -> Self::Future;
}

/// A slot that may be taken while level `P` is held.
pub trait SlotAfter<P>: Slot {
    /// Tells the check at run time what the compiler has seen.
    #[doc(hidden)]
    fn declare() {}
}

/// The level that is held after a slot, if it was `P` before.
pub trait SlotLevel<P> {
    /// That level.
    type Level;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::NotTaken {}
    impl<F, L> Sealed for super::Acquire<F, L> {}
}

impl Slot for NotTaken {
    type Taken = Self;
    type Future = core::future::Ready<Self>;

    #[inline]
    fn into_future(self) -> Self::Future {
        core::future::ready(self)
    }
}

impl<F: Future, L: Level> Slot for Acquire<F, L> {
    type Taken = <Self as Future>::Output;
    type Future = Self;

    #[inline]
    fn into_future(self) -> Self {
        self
    }
}

impl<P> SlotAfter<P> for NotTaken {}
impl<P: LockBefore<L>, F: Future, L: Level> SlotAfter<P> for Acquire<F, L> {
    #[inline]
    fn declare() {
        Held::<P>::conjure().skip_to::<L>();
    }
}

impl<P> SlotLevel<P> for NotTaken {
    type Level = P;
}

impl<P, F, L> SlotLevel<P> for Acquire<F, L> {
    type Level = L;
}

/// The locks that a `.locks()` call takes: implemented by the builder that
/// [`#[shared]`](macro@mea_macros::shared) writes.
pub trait Locks {
    /// The slots, in the declared order: `(A, (B, (C, ())))`.
    type Slots: Slots;
    /// The guards by name.
    type Locked;

    /// The slots.
    fn into_slots(self) -> Self::Slots;

    /// The guards by name, from those in the declared order.
    fn locked(taken: <Self::Slots as Slots>::Taken) -> Self::Locked;
}

/// Slots one after the other: a pair of a [`Slot`] and further slots, or `()`.
pub trait Slots {
    /// What they end with, in the same shape.
    type Taken;
    /// What takes them.
    type Chain: Links<Taken = Self::Taken>;

    #[doc(hidden)]
    fn into_chain(self) -> Self::Chain;
}

impl Slots for () {
    type Taken = ();
    type Chain = ();

    #[inline]
    fn into_chain(self) {}
}

impl<S: Slot, R: Slots> Slots for (S, R) {
    type Taken = (S::Taken, R::Taken);
    type Chain = Chain<S::Future, R::Chain>;

    #[inline]
    fn into_chain(self) -> Self::Chain {
        Chain {
            link: Link::Waiting {
                future: self.0.into_future(),
            },
            rest: self.1.into_chain(),
        }
    }
}

impl<P> SlotLevel<P> for () {
    type Level = P;
}

impl<P, S: SlotLevel<P>, R: SlotLevel<S::Level>> SlotLevel<P> for (S, R) {
    type Level = R::Level;
}

/// The inside of [`LockAll`]: futures that are polled one after the other, with the guards of those
/// that are done.
#[doc(hidden)]
pub trait Links {
    type Taken;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()>;
    /// The guards, if `poll` was ready, once.
    fn take(self: Pin<&mut Self>) -> Option<Self::Taken>;
}

impl Links for () {
    type Taken = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        Poll::Ready(())
    }

    #[inline]
    fn take(self: Pin<&mut Self>) -> Option<()> {
        Some(())
    }
}

pin_project! {
    /// One lock after the other.
    pub struct Chain<F, R>
    where
        F: Future,
    {
        #[pin]
        link: Link<F>,
        #[pin]
        rest: R,
    }
}

pin_project! {
    #[project = LinkProjection]
    enum Link<F: Future> {
        Waiting { #[pin] future: F },
        Taken { guard: Option<F::Output> },
    }
}

impl<F: Future, R: Links> Links for Chain<F, R> {
    type Taken = (F::Output, R::Taken);

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut this = self.project();
        if let LinkProjection::Waiting { future } = this.link.as_mut().project() {
            let guard = Some(ready!(future.poll(cx)));
            this.link.set(Link::Taken { guard });
        }
        this.rest.poll(cx)
    }

    #[inline]
    fn take(self: Pin<&mut Self>) -> Option<Self::Taken> {
        let this = self.project();
        match this.link.project() {
            LinkProjection::Taken { guard } => Some((guard.take()?, this.rest.take()?)),
            LinkProjection::Waiting { .. } => None,
        }
    }
}

impl<F: Future, R> fmt::Debug for Chain<F, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chain").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future that takes several locks, those of the builder `B`, in the declared order. Completes
    /// with all guards, by name. Cancel-safe: when it is dropped half-way, what it has taken is
    /// released. Not snooze-safe.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex)]
    /// #     count: u32,
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, Vec::new()); // #[lock(mutex)] count, #[lock(rwlock)] list
    /// // Named in any order, taken in that of the declaration.
    /// let mut both = state.locks().list_mut().count().lock().await;
    /// both.list.push(*both.count);
    /// assert_eq!(*both.list, [1]);
    /// # });
    /// ```
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct LockAll<B>
    where
        B: Locks,
    {
        #[pin]
        chain: <B::Slots as Slots>::Chain,
    }
}

impl<B: Locks> LockAll<B> {
    /// The future that takes the locks of `locks`.
    #[inline]
    pub fn new(locks: B) -> Self {
        Self {
            chain: locks.into_slots().into_chain(),
        }
    }
}

impl<B: Locks> Future for LockAll<B> {
    type Output = B::Locked;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<B::Locked> {
        let mut chain = self.project().chain;
        ready!(chain.as_mut().poll(cx));
        match chain.take() {
            Some(taken) => Poll::Ready(B::locked(taken)),
            None => polled_after_completion(),
        }
    }
}

// What it has so far are locks, which are released, and places in line.
#[diagnostic::do_not_recommend]
impl<B: Locks> CancelSafe for LockAll<B> {}

impl<B: Locks> fmt::Debug for LockAll<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LockAll").finish_non_exhaustive()
    }
}

pin_project! {
    /// [`LockAll`], after level `P`: completes with the guards and the token of the last lock. Cancel-safe
    /// and not snooze-safe, too.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex)]
    /// #     count: u32,
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, Vec::new()); // #[lock(mutex)] count, #[lock(rwlock)] list
    /// let mut held = Held::nothing();
    /// let (both, held) = state.locks().list().count().lock_after(&mut held).await;
    /// assert_eq!(both.list.len() as u32 + *both.count, 1);
    /// // `held` is for what comes after the list
    /// # let _ = held;
    /// # });
    /// ```
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct LockAllAfter<'t, B, P>
    where
        B: Locks,
    {
        #[pin]
        all: LockAll<B>,
        token: PhantomData<&'t mut Held<P>>,
    }
}

impl<'t, B: Locks, P> LockAllAfter<'t, B, P> {
    /// The future that takes the locks of `locks`, all of which come after what `held` says is held.
    #[inline]
    pub fn new(locks: B, held: &'t mut Held<P>) -> Self {
        let _ = held;
        Self {
            all: LockAll::new(locks),
            token: PhantomData,
        }
    }
}

impl<'t, B, P, L> Future for LockAllAfter<'t, B, P>
where
    B: Locks,
    B::Slots: SlotLevel<P, Level = L>,
    L: 't,
{
    type Output = (B::Locked, &'t mut Held<L>);

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let locked = ready!(self.project().all.poll(cx));
        Poll::Ready((locked, Held::conjure()))
    }
}

#[diagnostic::do_not_recommend]
impl<B: Locks, P> CancelSafe for LockAllAfter<'_, B, P> {}

impl<B: Locks, P> fmt::Debug for LockAllAfter<'_, B, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LockAllAfter").finish_non_exhaustive()
    }
}
