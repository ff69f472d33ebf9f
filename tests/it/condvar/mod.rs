//! The condition variable: who is notified, and that no notification is lost. How its futures wait is
//! in `matrix`.

mod cancel;
mod many;
mod notify;
mod wait;
mod wait_while;

use mea::{
    condvar::{Condvar, Wait},
    mutex::{Mutex, MutexGuard},
};

use crate::support::{Task, leak};

/// A mutex and a condition variable, to borrow from for ever.
struct Pair {
    mutex: Mutex<u64>,
    condvar: Condvar,
}

type Waiting = Task<Wait<'static, MutexGuard<'static, u64>>>;

impl Pair {
    fn new() -> &'static Self {
        leak(Self {
            mutex: Mutex::new(0),
            condvar: Condvar::new(),
        })
    }

    /// One more that is in line.
    #[track_caller]
    fn wait(&'static self) -> Waiting {
        Task::waiting(self.condvar.wait(self.mutex.try_lock().unwrap()))
    }

    fn line(&'static self, n: usize) -> Vec<Waiting> {
        (0..n).map(|_| self.wait()).collect()
    }
}

fn woken(tasks: &[Waiting]) -> usize {
    tasks.iter().filter(|task| task.woken()).count()
}
