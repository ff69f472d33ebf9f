//! The box that may be empty.

use alloc::boxed::Box;
use core::fmt;

use super::slot::Slot;
use crate::sync::const_fn;

/// An `Option<Box<T>>` that is exchanged atomically; see the [module](super).
///
/// # Examples
///
/// A mailbox for one letter:
///
/// ```
/// use mea::atomicbox::AtomicOptionBox;
///
/// static MAILBOX: AtomicOptionBox<String> = AtomicOptionBox::none();
///
/// std::thread::spawn(|| MAILBOX.store(Some(Box::new("hello".to_string()))))
///     .join()
///     .unwrap();
/// assert_eq!(*MAILBOX.take().unwrap(), "hello");
/// assert_eq!(MAILBOX.take(), None);
/// ```
pub struct AtomicOptionBox<T> {
    slot: Slot<Option<Box<T>>>,
}

impl<T> AtomicOptionBox<T> {
    /// An atomic box that has `value`.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::atomicbox::AtomicOptionBox;
    ///
    /// let number = AtomicOptionBox::new(Some(Box::new(7)));
    /// assert_eq!(number.into_inner(), Some(Box::new(7)));
    /// ```
    #[inline]
    pub fn new(value: Option<Box<T>>) -> Self {
        Self {
            slot: Slot::new(value),
        }
    }

    const_fn! {
        /// An atomic box that has no value.
        ///
        /// # Examples
        ///
        /// ```
        /// use mea::atomicbox::AtomicOptionBox;
        ///
        /// static EMPTY: AtomicOptionBox<u8> = AtomicOptionBox::none();
        /// assert!(EMPTY.take().is_none());
        /// ```
        pub const fn none() -> Self {
            Self { slot: Slot::none() }
        }
    }

    /// Puts `other` in and returns what was there.
    ///
    /// What was done before `other` was put in happens before what is done by whoever gets it out.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::atomicbox::AtomicOptionBox;
    ///
    /// let name = AtomicOptionBox::none();
    /// assert_eq!(name.swap(Some(Box::new("one"))), None);
    /// assert_eq!(name.swap(None), Some(Box::new("one")));
    /// ```
    #[inline]
    pub fn swap(&self, other: Option<Box<T>>) -> Option<Box<T>> {
        self.slot.swap(other)
    }

    /// Puts `other` in and drops what was there.
    ///
    /// The old value is dropped after the exchange: should its drop panic, or use this box again,
    /// `other` is in place already. Memory ordering as for [`swap`](Self::swap).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::atomicbox::AtomicOptionBox;
    ///
    /// let name = AtomicOptionBox::new(Some(Box::new("one")));
    /// name.store(Some(Box::new("two")));
    /// assert_eq!(name.take(), Some(Box::new("two")));
    /// ```
    #[inline]
    pub fn store(&self, other: Option<Box<T>>) {
        drop(self.swap(other));
    }

    /// Gets out what is there and leaves nothing. Of several that take at once, one gets it. Memory
    /// ordering as for [`swap`](Self::swap).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::atomicbox::AtomicOptionBox;
    ///
    /// let job = AtomicOptionBox::new(Some(Box::new(7)));
    /// assert_eq!(job.take(), Some(Box::new(7)));
    /// assert_eq!(job.take(), None);
    /// ```
    #[inline]
    pub fn take(&self) -> Option<Box<T>> {
        self.swap(None)
    }

    /// Exchanges what is here for what is in `other`. Memory ordering as for [`swap`](Self::swap).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::atomicbox::AtomicOptionBox;
    ///
    /// let name = AtomicOptionBox::none();
    /// let mut boxed = Some(Box::new("one"));
    /// name.swap_mut(&mut boxed);
    /// assert_eq!((boxed, name.take()), (None, Some(Box::new("one"))));
    /// ```
    #[inline]
    pub fn swap_mut(&self, other: &mut Option<Box<T>>) {
        self.slot.swap_mut(other);
    }

    /// The value, if there is one.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::atomicbox::AtomicOptionBox;
    ///
    /// let name = AtomicOptionBox::new(Some(Box::new("one")));
    /// assert_eq!(name.into_inner(), Some(Box::new("one")));
    /// ```
    #[inline]
    pub fn into_inner(self) -> Option<Box<T>> {
        self.slot.into_inner()
    }

    /// The value, if there is one, to be changed in place: with the atomic in hand by `&mut`, nobody
    /// else exchanges it.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::atomicbox::AtomicOptionBox;
    ///
    /// let mut number = AtomicOptionBox::new(Some(Box::new(7)));
    /// if let Some(number) = number.get_mut() {
    ///     *number += 1;
    /// }
    /// assert_eq!(number.take(), Some(Box::new(8)));
    /// assert_eq!(number.get_mut(), None);
    /// ```
    #[inline]
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.slot.get_mut()
    }
}

/// No value.
impl<T> Default for AtomicOptionBox<T> {
    fn default() -> Self {
        Self::none()
    }
}

impl<T> From<Option<Box<T>>> for AtomicOptionBox<T> {
    fn from(value: Option<Box<T>>) -> Self {
        Self::new(value)
    }
}

impl<T> From<Box<T>> for AtomicOptionBox<T> {
    fn from(value: Box<T>) -> Self {
        Self::new(Some(value))
    }
}

/// Shows the address of the value, as `AtomicOptionBox(0x12341234)`, `0x0` for none; the value cannot
/// be looked at.
impl<T> fmt::Debug for AtomicOptionBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AtomicOptionBox({:p})", self.slot)
    }
}
