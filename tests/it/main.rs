//! Black-box tests: they use only `mea::`.

mod blocking;
mod condvar;
mod marker;
mod matrix;
mod mutex;
mod rwlock;
mod semaphore;
mod support;
mod tables;
mod tidy;
