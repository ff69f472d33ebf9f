//! The box that always has a value.

use alloc::boxed::Box;
use core::fmt;

use super::slot::Slot;

/// A `Box<T>` that is exchanged atomically; see the [module](super).
///
/// # Examples
///
/// ```
/// use mea::atomicbox::AtomicBox;
///
/// let config = AtomicBox::new(Box::new("one"));
/// std::thread::scope(|s| {
///     s.spawn(|| config.store(Box::new("two")));
/// });
/// assert_eq!(*config.into_inner(), "two");
/// ```
pub struct AtomicBox<T> {
    slot: Slot<Box<T>>,
}

impl<T> AtomicBox<T> {
    /// An atomic box that has `value`.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::atomicbox::AtomicBox;
    ///
    /// let number = AtomicBox::new(Box::new(7));
    /// assert_eq!(*number.into_inner(), 7);
    /// ```
    #[inline]
    pub fn new(value: Box<T>) -> Self {
        Self {
            slot: Slot::new(value),
        }
    }

    /// Puts `other` in and returns what was there.
    ///
    /// What was done before `other` was put in happens before what is done by whoever gets it out.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::atomicbox::AtomicBox;
    ///
    /// let name = AtomicBox::new(Box::new("one"));
    /// assert_eq!(*name.swap(Box::new("two")), "one");
    /// ```
    #[inline]
    pub fn swap(&self, other: Box<T>) -> Box<T> {
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
    /// use mea::atomicbox::AtomicBox;
    ///
    /// let name = AtomicBox::new(Box::new("one"));
    /// name.store(Box::new("two"));
    /// assert_eq!(*name.into_inner(), "two");
    /// ```
    #[inline]
    pub fn store(&self, other: Box<T>) {
        drop(self.swap(other));
    }

    /// Exchanges what is here for what is in `other`. Memory ordering as for [`swap`](Self::swap).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::atomicbox::AtomicBox;
    ///
    /// let name = AtomicBox::new(Box::new("one"));
    /// let mut boxed = Box::new("two");
    /// name.swap_mut(&mut boxed);
    /// assert_eq!((*boxed, *name.into_inner()), ("one", "two"));
    /// ```
    #[inline]
    pub fn swap_mut(&self, other: &mut Box<T>) {
        self.slot.swap_mut(other);
    }

    /// The value.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::atomicbox::AtomicBox;
    ///
    /// let name = AtomicBox::new(Box::new("one"));
    /// assert_eq!(name.into_inner(), Box::new("one"));
    /// ```
    #[inline]
    pub fn into_inner(self) -> Box<T> {
        self.slot.into_inner()
    }

    /// The value, to be changed in place: with the atomic in hand by `&mut`, nobody else exchanges it.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::atomicbox::AtomicBox;
    ///
    /// let mut number = AtomicBox::new(Box::new(7));
    /// *number.get_mut() += 1;
    /// assert_eq!(*number.into_inner(), 8);
    /// ```
    #[inline]
    pub fn get_mut(&mut self) -> &mut T {
        match self.slot.get_mut() {
            Some(value) => value,
            None => unreachable!("the slot of a box is never empty"),
        }
    }
}

/// The default value of `T`.
impl<T: Default> Default for AtomicBox<T> {
    fn default() -> Self {
        Self::new(Box::default())
    }
}

impl<T> From<Box<T>> for AtomicBox<T> {
    fn from(value: Box<T>) -> Self {
        Self::new(value)
    }
}

/// Shows the address of the value, as `AtomicBox(0x12341234)`; the value cannot be looked at.
impl<T> fmt::Debug for AtomicBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AtomicBox({:p})", self.slot)
    }
}
