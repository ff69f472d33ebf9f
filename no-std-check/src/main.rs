//! `mea` without its default features, in a program that has nothing but `core` and `alloc`: its own
//! entry point, allocator, panic handler and memory functions. That it links shows that nothing in
//! the library needs an operating system; that it exits with 0 shows that the primitives work there.
//!
//! The exit code is the number of the check that failed; 100 is a panic. For a machine without an operating
//! system it is linked and not run: there is nothing missing in it. As WebAssembly it is a function.
#![no_std]
#![no_main]

extern crate alloc;

mod arena;
#[cfg_attr(target_os = "none", path = "bare.rs")]
#[cfg_attr(target_family = "wasm", path = "wasm.rs")]
mod runtime;

use alloc::{boxed::Box, sync::Arc, task::Wake};
use core::{
    future::{Future, IntoFuture, ready as immediately},
    pin::{Pin, pin},
    sync::atomic::{AtomicU8, Ordering::Relaxed},
    task::{Context, Poll, Waker},
};

use mea::{
    condvar::Condvar,
    latch::Latch,
    mpsc,
    mutex::Mutex,
    oneshot,
    rwlock::{RwLock, RwLockUpgradableReadGuard},
    semaphore::Semaphore,
    shutdown,
};

/// What `runtime` calls. Returns the exit code.
fn run() -> u8 {
    let checks: [fn() -> Option<()>; 10] = [
        mutex, wakers, semaphore, rwlock, condvar, owned, channels, blocks, shared, stops,
    ];
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

/// Two tasks with a waker each: the lock is handed from one to the next, and who gets it is woken.
fn wakers() -> Option<()> {
    let mutex = Mutex::new(0);
    let (first, second) = (Arc::new(Bell::default()), Arc::new(Bell::default()));
    let guard = now(mutex.lock())?;
    let mut waits = [Box::pin(mutex.lock()), Box::pin(mutex.lock())];
    check(first.poll(waits[0].as_mut()).is_pending())?;
    check(second.poll(waits[1].as_mut()).is_pending())?;
    drop(guard);
    check((first.rung(), second.rung()) == (1, 0))?;
    check(second.poll(waits[1].as_mut()).is_pending())?; // not its turn
    let Poll::Ready(guard) = first.poll(waits[0].as_mut()) else {
        return None;
    };
    drop(guard);
    check((first.rung(), second.rung()) == (1, 1))?;
    let Poll::Ready(guard) = second.poll(waits[1].as_mut()) else {
        return None;
    };
    drop((guard, waits));
    check(Arc::strong_count(&first) + Arc::strong_count(&second) == 2)
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

fn channels() -> Option<()> {
    let (sender, mut receiver) = mpsc::bounded(1);
    now(sender.send(1))?.ok()?;
    check(sender.try_send(2).is_err())?;
    let mut third = pin!(sender.send(3));
    pending(third.as_mut())?; // until there is room
    check(now(receiver.recv())? == Ok(1))?;
    ready(third.as_mut())?.ok()?;
    check(now(receiver.recv())? == Ok(3))?;
    let (question, answer) = oneshot::channel();
    let mut answer = pin!(answer.into_future());
    pending(answer.as_mut())?;
    question.send(7).ok()?;
    check(ready(answer.as_mut())? == Ok(7))
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

/// Locks in a declared order, and a `select!` with a lock that is busy and a timer that is not.
fn shared() -> Option<()> {
    #[mea::shared]
    struct Device {
        #[lock(mutex)]
        queue: u8,
        #[lock(rwlock)]
        state: u8,
    }
    let device = Device::new(1, 2);
    let mut held = mea::order::Held::nothing();
    now(async {
        let (queue, held) = device.queue().lock_after(&mut held).await;
        let (mut state, _) = device.state().write_after(held).await;
        *state += *queue;
    })?;
    check(*now(device.state().read())? == 3)?;
    let busy = now(device.queue().lock())?;
    let first = now(async {
        mea::select! {
            biased;
            _ = device.queue().lock() => 1,
            () = immediately(()) => 2,
        }
    })?;
    check(first == 2)?;
    drop(busy);
    check(now(mea::timeout(immediately(1), core::future::pending::<()>()))? == Ok(1))
}

/// A scope that is shut down, and waited for.
fn stops() -> Option<()> {
    let (send, recv) = shutdown::new_pair();
    let bell = Arc::new(Bell::default());
    {
        let mut told = pin!(recv.is_shutdown());
        check(bell.poll(told.as_mut()).is_pending())?;
        send.shutdown_with("enough");
        check(bell.rung() == 1)?;
        ready(told.as_mut())?;
    }
    let mut end = pin!(send.await_shutdown());
    pending(end.as_mut())?;
    drop(recv);
    ready(end.as_mut())
}

/// A waker that counts.
#[derive(Default)]
struct Bell(AtomicU8);

impl Bell {
    fn rung(&self) -> u8 {
        self.0.load(Relaxed)
    }

    fn poll<F: Future>(self: &Arc<Self>, future: Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(&self.clone().into()))
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Relaxed);
    }
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
