//! `mea` without its default features, in a program that has nothing but `core` and `alloc`: its own
//! entry point, allocator, panic handler and memory functions. That it links shows that nothing in
//! the library needs an operating system; that it exits with 0 shows that the primitives work there.
//!
//! The exit code is the number of the check that failed; 100 is a panic.
#![no_std]
#![no_main]

extern crate alloc;

mod runtime;

use alloc::{boxed::Box, sync::Arc};
use core::{
    future::{Future, IntoFuture},
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use mea::{
    condvar::Condvar,
    latch::Latch,
    mpsc,
    mutex::Mutex,
    rwlock::{RwLock, RwLockUpgradableReadGuard},
    semaphore::Semaphore,
};

/// What `runtime` calls. Returns the exit code.
fn run() -> u8 {
    let checks: [fn() -> Option<()>; 6] = [mutex, semaphore, rwlock, condvar, owned, blocks];
    for (number, check) in (1..).zip(checks) {
        if check().is_none() {
            return number;
        }
    }
    0
}

fn mutex() -> Option<()> {
    for mutex in [Mutex::new(1), Mutex::eventually_fair(1)] {
        let guard = now(mutex.lock())?;
        let mut second = pin!(mutex.lock());
        pending(second.as_mut())?;
        drop(guard);
        *ready(second.as_mut())? += 1;
        check(*mutex.try_lock()? == 2)?;
    }
    Some(())
}

fn semaphore() -> Option<()> {
    let semaphore = Semaphore::new(2);
    let one = now(semaphore.acquire(1))?;
    let mut two = pin!(semaphore.acquire(2));
    pending(two.as_mut())?;
    check(semaphore.try_acquire(1).is_none())?; // does not overtake
    drop(one);
    check(ready(two.as_mut())?.permits() == 2)?;
    semaphore.resize(5);
    check(semaphore.available_permits() == 5)
}

fn rwlock() -> Option<()> {
    let lock = RwLock::new(1);
    let mut reader = now(lock.upgradable_read())?;
    let other = now(lock.read())?;
    {
        let mut upgrade = pin!(RwLockUpgradableReadGuard::upgrade(&mut reader));
        pending(upgrade.as_mut())?;
        drop(other);
        *ready(upgrade.as_mut())? += 1;
    }
    check(*reader == 2)?;
    drop(reader);
    check(*now(lock.write())?.downgrade() == 2)
}

fn condvar() -> Option<()> {
    let (value, changed) = (Mutex::new(0), Condvar::new());
    let guard = now(value.lock())?;
    let mut wait = pin!(changed.wait_while(guard, |value| *value == 0));
    pending(wait.as_mut())?;
    *now(value.lock())? = 1;
    pending(wait.as_mut())?;
    changed.notify_one();
    check(*ready(wait.as_mut())? == 1)
}

fn owned() -> Option<()> {
    let mutex = Arc::new(Mutex::new(1));
    // A wait that is dropped while it is in line, and after the lock was handed to it.
    for handed_over in [false, true] {
        let mut guard = Some(now(mutex.clone().lock_owned())?);
        let mut wait = Box::pin(mutex.clone().lock_owned());
        pending(wait.as_mut())?;
        if handed_over {
            guard = None;
        }
        drop(wait);
        check(mutex.try_lock().is_some() == handed_over)?;
        drop(guard);
        check(mutex.try_lock().is_some())?;
    }
    check(Arc::strong_count(&mutex) == 1)
}

fn blocks() -> Option<()> {
    let (stop, mutex) = (Latch::new(1), Mutex::new(0));
    let (sender, mut receiver) = mpsc::unbounded();
    let mut actor = pin!(async {
        let mut sum = 0;
        mea::select_loop! {
            control () = stop.wait() => break,
            keep twice = async { *mutex.lock().await * 2 } => {
                sum += twice;
                // The next one of these needs the lock as well.
                *mutex.lock().await = 0;
                core::future::pending::<()>().await;
            }
            Ok(n) = receiver.recv() => sum += n,
            else => break,
        }
        sum
    });
    let guard = now(mutex.lock())?;
    sender.send(3).ok()?;
    pending(actor.as_mut())?;
    drop(guard);
    stop.count_down();
    check(ready(actor.as_mut())? == 3)?;
    let both = now(async { mea::join!(mutex.lock(), stop.wait()) })?;
    check(*both.0 == 0)
}

fn check(holds: bool) -> Option<()> {
    holds.then_some(())
}

fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

fn pending<F: Future>(future: Pin<&mut F>) -> Option<()> {
    check(poll(future).is_pending())
}

fn ready<F: Future>(future: Pin<&mut F>) -> Option<F::Output> {
    match poll(future) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

fn now<F: IntoFuture>(future: F) -> Option<F::Output> {
    ready(pin!(future.into_future()))
}
