//! The declared order, checked at run time: the same few items, with something behind them where
//! there are `debug_assertions`, and with nothing otherwise.
//!
//! - `Site`: where a lock is asked for. It is told when its future is polled first (`enter`, which may
//!   panic) and when the lock is there (`hold`).
//! - `Record`: that a task holds a lock, for as long as it lives.
//! - `Mark`: a branch within a task.
//! - `declare`: the compiler has seen that one level comes before another.

#[cfg(not(all(debug_assertions, not(feature = "no-order-check"))))]
mod off;
#[cfg(all(debug_assertions, not(feature = "no-order-check")))]
mod on;
#[cfg(all(debug_assertions, not(feature = "no-order-check")))]
mod table;
#[cfg(all(test, debug_assertions, not(feature = "no-order-check")))]
mod tests;

#[cfg(not(all(debug_assertions, not(feature = "no-order-check"))))]
use self::off as implementation;
#[cfg(all(debug_assertions, not(feature = "no-order-check")))]
use self::on as implementation;

pub(super) use self::implementation::{Mark, declare};
pub(crate) use self::implementation::{Record, Site};
