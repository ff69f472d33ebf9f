//! Timeouts under loom: the time is up while what was waited for comes. Nothing is lost, whoever is first.

use std::sync::Arc;

use super::{Elapsed, timeout};
use crate::{
    latch::Latch,
    mpsc,
    mutex::Mutex,
    sync::model::{Watched, block_on, exhaustive, spawn},
};

/// The lock that is handed over to somebody who gives up is handed on.
#[test]
fn a_lock_that_comes_when_the_time_is_up() {
    exhaustive(|| {
        let mutex = Arc::new(Mutex::new(Watched::new(0)));
        let time = Arc::new(Latch::new(1));
        let held = mutex.try_lock().unwrap();
        let t = spawn({
            let (mutex, time) = (mutex.clone(), time.clone());
            move || match block_on(timeout(mutex.lock(), time.wait())) {
                Ok(guard) => guard.bump(),
                Err(Elapsed) => 0,
            }
        });
        drop(held);
        time.count_down();
        let bumped = t.join().unwrap();
        assert_eq!(mutex.try_lock().unwrap().bump(), bumped + 1);
    });
}

/// Neither the end of the time nor what comes is missed, where one waker is with both.
#[test]
fn a_message_against_the_end_of_the_time() {
    exhaustive(|| {
        let (tx, mut rx) = mpsc::unbounded();
        let time = Arc::new(Latch::new(1));
        let t = spawn({
            let time = time.clone();
            move || time.count_down()
        });
        tx.send(7).unwrap();
        let received = block_on(timeout(rx.recv(), time.wait()));
        assert_eq!(
            received,
            Ok(Ok(7)),
            "a message that is there comes before the time"
        );
        assert_eq!(block_on(timeout(rx.recv(), time.wait())), Err(Elapsed));
        t.join().unwrap();
    });
}
