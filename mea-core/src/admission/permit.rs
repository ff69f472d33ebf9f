//! The two permits, from one description.

use alloc::sync::Arc;
use core::fmt;
#[cfg(feature = "std")]
use std::hash::RandomState;

use super::{FairShare, seat::Seat};

macro_rules! permit {
    ($(#[$meta:meta])* $Permit:ident $([$a:lifetime])?, |$K:ident, $S:ident| $Home:ty) => {
        $(#[$meta])*
        #[must_use = "if unused, the permit is released at once"]
        pub struct $Permit<
            $($a,)?
            $K,
            #[cfg(feature = "std")] $S = RandomState,
            #[cfg(not(feature = "std"))] $S,
        > {
            seat: Seat<$Home, $K>,
        }

        impl<$($a,)? $K, $S> $Permit<$($a,)? $K, $S> {
            #[inline]
            pub(super) fn new(seat: Seat<$Home, $K>) -> Self {
                debug_assert!(seat.has_permit());
                Self { seat }
            }

            /// The key that the permit was acquired for. If other permits of an equal key were held
            /// or waited for at that time, it is the key of the first of them.
            #[inline]
            pub fn key(&self) -> &$K {
                self.seat.key()
            }
        }

        impl<$($a,)? $K: fmt::Debug, $S> fmt::Debug for $Permit<$($a,)? $K, $S> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($Permit))
                    .field("key", self.key())
                    .finish()
            }
        }
    };
}

permit! {
    /// A permit of a borrowed [`FairShare`]; releases it when it is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::admission::FairShare;
    ///
    /// let share = FairShare::new(1);
    /// let permit = share.try_acquire("tenant").unwrap();
    /// assert_eq!(permit.key(), &"tenant");
    /// drop(permit);
    /// assert_eq!(share.available_permits(), 1);
    /// ```
    FairSharePermit['a], |K, S| &'a FairShare<K, S>
}

permit! {
    /// A permit that keeps its [`FairShare`] alive; releases it when it is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::admission::FairShare;
    ///
    /// let share = Arc::new(FairShare::new(1));
    /// let permit = share.clone().try_acquire_owned("tenant").unwrap();
    /// assert_eq!(permit.key(), &"tenant");
    /// assert_eq!(share.available_permits(), 0);
    /// ```
    OwnedFairSharePermit, |K, S| Arc<FairShare<K, S>>
}
