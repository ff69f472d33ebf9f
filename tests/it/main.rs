//! Black-box tests: they use only `mea::`.

mod admission;
mod atomicbox;
mod barrier;
mod blocking;
mod broadcast;
mod condvar;
mod event;
mod guards;
mod marker;
mod matrix;
mod mpmc;
mod mpsc;
mod mutex;
mod once;
mod once_map;
mod oneshot;
mod rwlock;
mod semaphore;
mod shutdown;
mod singleflight;
mod stress;
mod support;
mod tables;
mod tidy;
mod waitgroup;
mod watch;
