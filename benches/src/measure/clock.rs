//! The clock of the thread, and futures that are ready.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use cpu_time::ThreadTime;

/// Nanoseconds of the thread's processor time for each of the `times` operations that `work` does.
pub fn thread_ns(times: u64, work: impl FnOnce()) -> f64 {
    let begin = ThreadTime::now();
    work();
    begin.elapsed().as_nanos() as f64 / times as f64
}

/// The output of a future that need not wait.
#[inline(always)]
pub fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it would wait"),
    }
}
