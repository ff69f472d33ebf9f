//! What is acquired, and given up by dropping a guard.

use std::{future::Future, marker::PhantomData};

/// A mutex, or what is used like one: a rwlock by readers or writers, a semaphore by permits.
pub(crate) trait Acquire: 'static {
    type Source: Send + Sync + 'static;
    type Guard<'a>;

    /// `permits` is for semaphores.
    fn new(permits: usize) -> Self::Source;
    fn acquire(source: &Self::Source) -> impl Future<Output = Self::Guard<'_>> + Send;
}

/// To which permits can be added.
pub(crate) trait Release: Acquire {
    fn release(source: &Self::Source, permits: usize);
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $Kind:ident)*) => {
        $($(#[$doc])* pub(crate) struct $Kind<L>(PhantomData<L>);)*
    };
}

kinds! {
    /// The mutex of a library.
    Mutex
    /// Its mutex, in an `Arc` that the guard has.
    OwnedMutex
    /// Its rwlock, by readers.
    Read
    /// Its rwlock, by writers.
    Write
    /// Its semaphore, by one permit.
    One
    /// Its semaphore, by eight permits.
    Eight
}

/// `acquire! { Kind<Library>: Source, for<'a> Guard; |permits| new; |source| future }`
macro_rules! acquire {
    ($(
        $Kind:ident<$Library:ident>: $Source:ty, for<$a:lifetime> $Guard:ty;
        |$permits:pat_param| $new:expr; |$source:ident| $future:expr;
    )*) => {
        $(impl $crate::peers::acquire::Acquire for $Kind<$crate::peers::$Library> {
            type Source = $Source;
            type Guard<$a> = $Guard;

            fn new($permits: usize) -> $Source {
                $new
            }

            #[inline(always)]
            fn acquire($source: &$Source) -> impl Future<Output = Self::Guard<'_>> + Send {
                $future
            }
        })*
    };
}
pub(crate) use acquire;
