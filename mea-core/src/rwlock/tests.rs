//! When who leaves comes to the lock of the queue, which cannot be seen from outside.

use std::{
    boxed::Box,
    sync::{Arc, mpsc::channel},
    task::{Context, Waker},
    thread,
    time::Duration,
};

use super::RwLock;

/// Runs `leave` while the lock of the queue is held; whether it was done without that.
fn needs_no_lock(lock: &RwLock<()>, leave: impl FnOnce() + Send + 'static) -> bool {
    let line = lock.raw.holders().lock();
    let (done, is_done) = channel();
    let leaver = thread::spawn(move || {
        leave();
        done.send(()).unwrap();
    });
    let without = is_done.recv_timeout(Duration::from_secs(5)).is_ok();
    drop(line);
    leaver.join().unwrap();
    without
}

#[test]
fn readers_before_the_last_leave_a_writer_without_the_lock() {
    let lock = Arc::new(RwLock::new(()));
    let plain = lock.clone().try_read_owned().unwrap();
    let upgradable = lock.clone().try_upgradable_read_owned().unwrap();
    let (next, last) = (lock.try_read().unwrap(), lock.try_read().unwrap());
    let mut writer = Box::pin(lock.write());
    let mut cx = Context::from_waker(Waker::noop());
    assert!(writer.as_mut().poll(&mut cx).is_pending());
    assert!(needs_no_lock(&lock, || drop(plain)), "a reader");
    assert!(
        needs_no_lock(&lock, || drop(upgradable)),
        "an upgradable one"
    );
    drop((next, last));
    assert!(writer.as_mut().poll(&mut cx).is_ready());
}
