//! The two permits, from one description.

use alloc::sync::Arc;
use core::fmt;

use super::Semaphore;
use crate::permits::Permits;

macro_rules! permit {
    (
        $(#[$meta:meta])*
        $Permit:ident $([$a:lifetime])?, $home:ident: $Home:ty, |$this:ident| $permits:expr
    ) => {
        $(#[$meta])*
        #[must_use = "if unused, the permits are released at once"]
        pub struct $Permit $(<$a>)? {
            $home: $Home,
            permits: usize,
        }

        impl $(<$a>)? $Permit $(<$a>)? {
            #[inline]
            pub(super) fn new($home: $Home, permits: usize) -> Self {
                Self { $home, permits }
            }

            #[inline]
            fn semaphore(&self) -> &Permits {
                let $this = self;
                $permits
            }

            /// Keeps the permits from ever being released: the semaphore has so many fewer.
            ///
            /// # Examples
            ///
            /// ```
            /// use mea::semaphore::Semaphore;
            ///
            /// let semaphore = Semaphore::new(3);
            /// semaphore.try_acquire(2).unwrap().forget();
            /// assert_eq!(semaphore.available_permits(), 1);
            /// ```
            #[inline]
            pub fn forget(mut self) {
                self.permits = 0;
            }

            /// Takes the permits of `other` over.
            ///
            /// # Panics
            ///
            /// If they are of another semaphore, or more than `usize::MAX` together. `self` keeps
            /// its permits in that case, and those of `other` are released.
            ///
            /// # Examples
            ///
            /// ```
            /// use mea::semaphore::Semaphore;
            ///
            /// let semaphore = Semaphore::new(3);
            /// let mut permit = semaphore.try_acquire(1).unwrap();
            /// permit.merge(semaphore.try_acquire(2).unwrap());
            /// assert_eq!(permit.permits(), 3);
            /// ```
            #[track_caller]
            pub fn merge(&mut self, other: Self) {
                assert!(
                    core::ptr::eq(self.semaphore(), other.semaphore()),
                    "permits of two semaphores cannot be merged",
                );
                let Some(sum) = self.permits.checked_add(other.permits) else {
                    panic!(
                        "permits cannot be merged: {} and {} are more than usize::MAX",
                        self.permits, other.permits,
                    );
                };
                self.permits = sum;
                other.forget();
            }

            /// Splits `n` permits off; `None`, and no change, if there are not so many.
            ///
            /// # Examples
            ///
            /// ```
            /// use mea::semaphore::Semaphore;
            ///
            /// let semaphore = Semaphore::new(3);
            /// let mut permit = semaphore.try_acquire(3).unwrap();
            /// drop(permit.split(2)); // gives two of the three back
            /// assert_eq!((permit.permits(), semaphore.available_permits()), (1, 2));
            /// assert!(permit.split(2).is_none());
            /// ```
            pub fn split(&mut self, n: usize) -> Option<Self> {
                self.permits = self.permits.checked_sub(n)?;
                Some(Self::new(self.$home.clone(), n))
            }

            /// The number of permits.
            ///
            /// # Examples
            ///
            /// ```
            /// use mea::semaphore::Semaphore;
            ///
            /// let semaphore = Semaphore::new(3);
            /// assert_eq!(semaphore.try_acquire(2).unwrap().permits(), 2);
            /// ```
            #[inline]
            pub fn permits(&self) -> usize {
                self.permits
            }
        }

        /// Releases the permits.
        ///
        /// # Panics
        ///
        /// As [`Semaphore::release`]: if so many were released meanwhile that these are too many.
        impl $(<$a>)? Drop for $Permit $(<$a>)? {
            #[inline]
            fn drop(&mut self) {
                if self.permits != 0 {
                    self.semaphore().release(self.permits);
                }
            }
        }

        impl $(<$a>)? fmt::Debug for $Permit $(<$a>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($Permit))
                    .field("permits", &self.permits)
                    .finish()
            }
        }
    };
}

permit! {
    /// Permits of a borrowed [`Semaphore`]; releases them when it is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::semaphore::Semaphore;
    ///
    /// let semaphore = Semaphore::new(5);
    /// let mut permit = semaphore.try_acquire(5).unwrap();
    /// let two = permit.split(2).unwrap();
    /// two.forget(); // three are left in the world
    /// permit.merge(semaphore.try_acquire(0).unwrap());
    /// drop(permit);
    /// assert_eq!(semaphore.available_permits(), 3);
    /// ```
    SemaphorePermit['a], origin: &'a Semaphore, |permit| &permit.origin.permits
}

permit! {
    /// Permits that keep their [`Semaphore`] alive; releases them when it is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::semaphore::Semaphore;
    ///
    /// let semaphore = Arc::new(Semaphore::new(5));
    /// let mut permit = semaphore.clone().try_acquire_owned(4).unwrap();
    /// drop(permit.split(3));
    /// assert_eq!((permit.permits(), semaphore.available_permits()), (1, 4));
    /// ```
    OwnedSemaphorePermit, origin: Arc<Semaphore>, |permit| &permit.origin.permits
}
