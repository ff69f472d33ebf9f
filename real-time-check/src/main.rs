//! Paths that neither allocate nor wait, each in a function that is marked as `nonblocking`:
//! RealtimeSanitizer ends the program if one of them calls the allocator, or a function of the C library
//! that may block, among them `syscall`, by which `std` waits on a futex, and `sched_yield`. It does not see
//! a loop that waits by looking again.
//!
//! Then come [`faults`], each in a process of its own, which it has to end: otherwise the program was built
//! without the sanitizer, or it does not see what it should.
#![feature(sanitize)]

mod faults;
mod paths;

use std::{
    env,
    future::IntoFuture,
    pin::{Pin, pin},
    process::ExitCode,
    task::{Context, Poll, Waker},
};

/// Something that is done: its name, and how it is prepared and done.
type Step = (&'static str, fn());

fn main() -> ExitCode {
    if let Some(name) = env::args().nth(1) {
        faults::commit(&name);
        return ExitCode::SUCCESS;
    }
    let mut count = 0;
    for (name, run) in paths::all() {
        // If it fails, this is the last line before the report.
        println!("{name}");
        run();
        count += 1;
    }
    match faults::unseen() {
        None => {
            println!("{count} paths neither allocate nor wait; what does is seen");
            ExitCode::SUCCESS
        }
        Some(name) => {
            println!("FAILED: the sanitizer does not see this: {name}");
            ExitCode::FAILURE
        }
    }
}

/// What `path` returns is dropped by the caller, who may free memory.
#[sanitize(realtime = "nonblocking")]
#[inline(never)]
fn nonblocking<R>(path: impl FnOnce() -> R) -> R {
    path()
}

fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Polls once, which is not enough.
#[track_caller]
fn pending<F: Future>(future: Pin<&mut F>) {
    assert!(poll(future).is_pending());
}

/// Polls once, which is enough.
#[track_caller]
fn ready<F: Future>(future: Pin<&mut F>) -> F::Output {
    match poll(future) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("waits"),
    }
}

#[track_caller]
fn now<F: IntoFuture>(future: F) -> F::Output {
    ready(pin!(future.into_future()))
}
