//! The atomics of loom, as far as they are used. Each operation asks [`weaker`] for its orderings.

use ::loom::sync::atomic;

use super::{super::Ordering, weaken::weaker};

macro_rules! atomic {
    ($name:ident $(<$t:ident>)?, $value:ty, [$($exchange:ident),*], [$($fetch:ident),*]) => {
        #[derive(Debug)]
        pub(crate) struct $name $(<$t>)? (atomic::$name $(<$t>)?);

        #[allow(dead_code)] // not everything is used of each
        impl $(<$t>)? $name $(<$t>)? {
            pub(crate) fn new(value: $value) -> Self {
                Self(atomic::$name::new(value))
            }

            #[track_caller]
            pub(crate) fn load(&self, order: Ordering) -> $value {
                self.0.load(weaker(order, 0))
            }

            #[track_caller]
            pub(crate) fn store(&self, value: $value, order: Ordering) {
                self.0.store(value, weaker(order, 0));
            }

            #[track_caller]
            pub(crate) fn swap(&self, value: $value, order: Ordering) -> $value {
                self.0.swap(value, weaker(order, 0))
            }

            $(
                #[track_caller]
                pub(crate) fn $exchange(
                    &self,
                    from: $value,
                    to: $value,
                    order: Ordering,
                    else_order: Ordering,
                ) -> Result<$value, $value> {
                    let (order, else_order) = (weaker(order, 0), weaker(else_order, 1));
                    self.0.$exchange(from, to, order, else_order)
                }
            )*

            #[track_caller]
            pub(crate) fn fetch_update(
                &self,
                order: Ordering,
                look_order: Ordering,
                to: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                let (order, look_order) = (weaker(order, 0), weaker(look_order, 1));
                self.0.fetch_update(order, look_order, to)
            }

            $(
                #[track_caller]
                pub(crate) fn $fetch(&self, value: $value, order: Ordering) -> $value {
                    self.0.$fetch(value, weaker(order, 0))
                }
            )*
        }
    };
}

atomic!(AtomicBool, bool, [], []);
atomic!(
    AtomicPtr<T>,
    *mut T,
    [compare_exchange, compare_exchange_weak],
    []
);
atomic!(
    AtomicU32,
    u32,
    [compare_exchange, compare_exchange_weak],
    []
);
#[cfg(target_has_atomic = "64")]
atomic!(
    AtomicU64,
    u64,
    [compare_exchange, compare_exchange_weak],
    [fetch_add, fetch_sub]
);
atomic!(
    AtomicUsize,
    usize,
    [compare_exchange, compare_exchange_weak],
    [fetch_add, fetch_sub, fetch_and, fetch_or]
);
