//! What waits for several things at once, by macros.

use std::{future::ready as immediately, pin::pin};

use mea::{latch::Latch, mpsc, mutex::Mutex};

use crate::{Step, nonblocking, now, pending, ready};

pub(super) const PATHS: &[Step] = &[
    ("select!: one arm is ready, the other one waits", || {
        let (mutex, latch) = (Mutex::new(1), Latch::new(1));
        nonblocking(|| {
            for _ in 0..100 {
                assert_eq!(
                    now(async {
                        mea::select! {
                            guard = mutex.lock() => *guard,
                            () = latch.wait() => 2,
                        }
                    }),
                    1
                );
            }
        });
    }),
    (
        "select_loop!: with a kept arm that waits for the lock",
        || {
            let (stop, mutex) = (Latch::new(1), Mutex::new(2));
            let (sender, mut receiver) = mpsc::unbounded();
            sender.send(3).unwrap();
            nonblocking(|| {
                let mut sum = pin!(async {
                    let mut sum = 0;
                    mea::select_loop! {
                        control () = stop.wait() => break 0,
                        keep twice = async { *mutex.lock().await * 2 } => break sum + twice,
                        Ok(n) = receiver.recv() => sum += n,
                        else => break 0,
                    }
                });
                let guard = now(mutex.lock());
                pending(sum.as_mut());
                drop(guard);
                assert_eq!(ready(sum), 7);
            });
        },
    ),
    ("join!, try_join! and race!", || {
        let (mutex, latch) = (Mutex::new(1), Latch::new(1));
        nonblocking(|| {
            latch.count_down();
            now(async {
                drop(mea::join!(mutex.lock(), latch.wait()));
                let both = mea::try_join!(immediately(Ok::<_, ()>(1)), immediately(Ok(2)));
                assert_eq!(both, Ok((1, 2)));
                mea::race!(latch.wait(), std::future::pending());
            });
        });
    }),
    (
        "timeout: a future that is ready, and one that is late",
        || {
            nonblocking(|| {
                let never = std::future::pending::<()>;
                assert_eq!(now(mea::timeout(immediately(1), never())), Ok(1));
                assert!(now(mea::timeout(never(), immediately(()))).is_err());
            });
        },
    ),
];
