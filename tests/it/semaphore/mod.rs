//! The semaphore: counts, the order of those who wait, permits, debts, and limits. How its futures
//! wait is in `matrix`.

mod counts;
mod debt;
mod line;
mod many;
mod overflow;
mod permits;
mod resize;
