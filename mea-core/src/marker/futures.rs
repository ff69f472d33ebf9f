//! The markers of the futures of `futures-util` and `futures-channel`. The verdicts, with their
//! reasons, are in the table of [`marker`](super#futures-with-the-feature-of-that-name).

use core::future::Future;

#[cfg(feature = "std")]
use futures_channel::mpsc;
use futures_channel::oneshot;
use futures_core::{future::TryFuture, stream::Stream};
use futures_util::{
    future::{
        Abortable, AlwaysReady, AndThen, Either, ErrInto, Flatten, Fuse, Inspect, InspectErr,
        InspectOk, IntoFuture, Join, Join3, Join4, Join5, JoinAll, Lazy, Map, MapErr, MapInto,
        MapOk, MapOkOrElse, MaybeDone, NeverError, OkInto, OptionFuture, OrElse, Pending,
        PollImmediate, Ready, Select, SelectAll, SelectOk, Then, TryFlatten, TryJoin, TryJoin3,
        TryJoin4, TryJoin5, TryJoinAll, TryMaybeDone, TrySelect, UnitError, UnwrapOrElse,
    },
    sink::{Close, Flush},
    stream::{Next, NextIf, NextIfEq, Peek, PeekMut, SelectNextSome, TryNext},
};
#[cfg(feature = "std")]
use futures_util::{
    future::{CatchUnwind, Shared},
    lock::{MutexLockFuture, OwnedMutexLockFuture},
};

use super::{CancelSafe, SnoozeSafe};

/// Those that wait for one future and hold nothing of their own: what it is.
macro_rules! as_inner {
    ($(<$($Other:ident),*> $Name:ident<$($Arg:ident),*>;)*) => {$(
        impl<F: CancelSafe, $($Other),*> CancelSafe for $Name<$($Arg),*> {}
        impl<F: SnoozeSafe, $($Other),*> SnoozeSafe for $Name<$($Arg),*> {}
    )*};
}
as_inner! {
    <G> Map<F, G>;
    <T> MapInto<F, T>;
    <G> Inspect<F, G>;
    <> UnitError<F>;
    <> NeverError<F>;
    <G> MapOk<F, G>;
    <G> MapErr<F, G>;
    <G, H> MapOkOrElse<F, G, H>;
    <G> UnwrapOrElse<F, G>;
    <T> OkInto<F, T>;
    <E> ErrInto<F, E>;
    <G> InspectOk<F, G>;
    <G> InspectErr<F, G>;
    <> IntoFuture<F>;
    <> Fuse<F>;
    <> Abortable<F>;
    <> OptionFuture<F>;
    <> PollImmediate<F>;
    <> SelectAll<F>;
}

#[cfg(feature = "std")]
as_inner! {
    <> CatchUnwind<F>;
}

#[cfg(feature = "std")]
impl<F: Future + CancelSafe> CancelSafe for Shared<F> {}
#[cfg(feature = "std")]
impl<F: Future + SnoozeSafe> SnoozeSafe for Shared<F> {}

/// Those that wait for either of two.
macro_rules! as_both {
    ($($Name:ident)*) => {$(
        impl<A: CancelSafe, B: CancelSafe> CancelSafe for $Name<A, B> {}
        impl<A: SnoozeSafe, B: SnoozeSafe> SnoozeSafe for $Name<A, B> {}
    )*};
}
as_both! { Either Select TrySelect }

/// Those that keep outputs: never cancel-safe, and snooze-safe if what they poll is.
macro_rules! keepers {
    ($Bound:ident: $($Name:ident<$($F:ident),*>;)*) => {$(
        impl<$($F: $Bound + SnoozeSafe),*> SnoozeSafe for $Name<$($F),*> {}
    )*};
}
keepers! { Future:
    MaybeDone<F>;
    Join<A, B>;
    Join3<A, B, C>;
    Join4<A, B, C, D>;
    Join5<A, B, C, D, E>;
    JoinAll<F>;
}
keepers! { TryFuture:
    TryMaybeDone<F>;
    TryJoin<A, B>;
    TryJoin3<A, B, C>;
    TryJoin4<A, B, C, D>;
    TryJoin5<A, B, C, D, E>;
    TryJoinAll<F>;
}
impl<F: SnoozeSafe> SnoozeSafe for SelectOk<F> {}
impl<A: SnoozeSafe, B: SnoozeSafe, G> SnoozeSafe for Then<A, B, G> {}
impl<A: SnoozeSafe, B: SnoozeSafe, G> SnoozeSafe for AndThen<A, B, G> {}
impl<A: SnoozeSafe, B: SnoozeSafe, G> SnoozeSafe for OrElse<A, B, G> {}
impl<A: SnoozeSafe, B: SnoozeSafe> SnoozeSafe for TryFlatten<A, B> {}
impl<F: Future<Output: SnoozeSafe> + SnoozeSafe> SnoozeSafe for Flatten<F> {}

/// Those that are never half-way.
macro_rules! at_once {
    ($(<$($Param:ident),*> $Type:ty;)*) => {$(
        impl<$($Param),*> CancelSafe for $Type {}
        impl<$($Param),*> SnoozeSafe for $Type {}
    )*};
}
at_once! {
    <T> Ready<T>;
    <T> Pending<T>;
    <F> Lazy<F>;
}
impl<T, F: Fn() -> T> CancelSafe for AlwaysReady<T, F> {}
impl<T, F: Fn() -> T> SnoozeSafe for AlwaysReady<T, F> {}

impl<T> SnoozeSafe for oneshot::Receiver<T> {}
impl<T> CancelSafe for oneshot::Cancellation<'_, T> {}
impl<T> SnoozeSafe for oneshot::Cancellation<'_, T> {}

// Those that borrow what has the state: a stream, a sink, a lock.
#[cfg(feature = "std")]
impl<S: ?Sized> CancelSafe for mpsc::Recv<'_, S> {}
impl<S: ?Sized> CancelSafe for Next<'_, S> {}
impl<S: ?Sized> CancelSafe for TryNext<'_, S> {}
impl<S: ?Sized> CancelSafe for SelectNextSome<'_, S> {}
impl<S: Stream> CancelSafe for Peek<'_, S> {}
impl<S: Stream> CancelSafe for PeekMut<'_, S> {}
impl<S: Stream, F> CancelSafe for NextIf<'_, S, F> {}
impl<S: Stream, T: ?Sized> CancelSafe for NextIfEq<'_, S, T> {}
impl<S: ?Sized, T> CancelSafe for Flush<'_, S, T> {}
impl<S: ?Sized, T> CancelSafe for Close<'_, S, T> {}
#[cfg(feature = "std")]
impl<T: ?Sized> CancelSafe for MutexLockFuture<'_, T> {}
#[cfg(feature = "std")]
impl<T: ?Sized> CancelSafe for OwnedMutexLockFuture<T> {}
