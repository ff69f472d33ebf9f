//! Black-box tests: they use only `mea::`.

mod admission;
mod atomicbox;
mod barrier;
mod blocking;
mod condvar;
mod event;
mod guards;
mod marker;
mod matrix;
mod mpsc;
mod mutex;
mod once;
mod once_map;
mod rwlock;
mod semaphore;
mod shutdown;
mod singleflight;
mod stress;
mod support;
mod tables;
mod tidy;
mod waitgroup;
