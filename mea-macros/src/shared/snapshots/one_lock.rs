//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

/// A counter.
///
/// # Locks
///
/// In the order in which a task takes them:
///
/// 1. `count`, a mutex: [`CounterCount`]
pub struct Counter {
    /// What was counted.
    count: ::mea::mutex::Mutex<u64>,
}
/// The place in the lock order of `count`, a mutex of [`Counter`].
#[derive(::core::fmt::Debug)]
#[allow(dead_code, unreachable_pub)]
pub enum CounterCount {}
impl ::mea::order::Level for CounterCount {
    const LOCK: &'static str = "count";
    const OWNER: &'static str = ::core::concat!(::core::module_path!(), "::", "Counter");
}
impl ::mea::order::LockAfter<::mea::order::Nothing> for CounterCount {}
impl ::mea::order::AtOrAfter<CounterCount> for CounterCount {}
impl<Before> ::mea::order::AtOrAfter<Before> for CounterCount
where
    CounterCount: ::mea::order::LockAfter<Before>,
{}
#[allow(dead_code, single_use_lifetimes)]
impl Counter {
    /// What was counted.
    ///
    /// The mutex around `count`.
    #[must_use]
    #[inline]
    pub fn count(
        &self,
    ) -> ::mea::shared::Handle<'_, ::mea::mutex::Mutex<u64>, CounterCount> {
        ::mea::shared::Handle::new(&self.count)
    }
    /// [`count`](Self::count), with guards that keep the `Arc` and borrow nothing.
    #[must_use]
    #[inline]
    pub fn count_arc(
        self: &::mea::shared::__private::Arc<Self>,
    ) -> ::mea::shared::OwnedHandle<Self, ::mea::mutex::Mutex<u64>, CounterCount> {
        let owner = ::core::clone::Clone::clone(self);
        ::mea::shared::OwnedHandle::new(owner, |shared| &shared.count)
    }
}
/// What a [`Counter`] is made of, without its locks.
#[allow(dead_code)]
pub struct CounterParts {
    /// What was counted.
    /// The field `count`.
    pub count: u64,
}
#[allow(dead_code, single_use_lifetimes)]
impl Counter {
    /// A new `Counter`, in which nothing is locked.
    #[must_use]
    #[allow(private_interfaces, clippy::too_many_arguments, clippy::new_without_default)]
    pub fn new(count: u64) -> Self {
        Self {
            count: ::mea::mutex::Mutex::new(count),
        }
    }
    /// The values, without the locks: nobody has them locked any more.
    #[must_use]
    pub fn into_parts(self) -> CounterParts {
        CounterParts {
            count: self.count.into_inner(),
        }
    }
}
