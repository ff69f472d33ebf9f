//! Each panic of the page `docs/panics.md` that a program can come to: its message, and the line that
//! it names, which is that of the caller.
//!
//! What takes more clones than there is time for is tested beside the count, in `mea-core`. Panics of
//! wakers, closures and destructors are with their primitives, and in the matrix.

use std::{
    cell::RefCell,
    hash::{BuildHasherDefault, DefaultHasher},
    panic::{self, Location},
    pin::Pin,
    sync::{Arc, Once},
};

use futures_util::Sink;
use mea::{admission::FairShare, broadcast, channel::SendSink, mpmc, mpsc, semaphore::Semaphore};

use crate::support::{Task, now, panics, poll_once};

thread_local! {
    /// Where the last panic of this thread was.
    static PLACE: RefCell<Option<(String, u32)>> = const { RefCell::new(None) };
}

/// The message of the panic of `f`, and its place.
fn panic_of<R>(f: impl FnOnce() -> R) -> (String, String, u32) {
    static NOTED: Once = Once::new();
    NOTED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let place = info.location().map(|l| (l.file().to_owned(), l.line()));
            PLACE.with(|last| last.replace(place));
            before(info);
        }));
    });
    let message = panics(f);
    let (file, line) = PLACE.with(RefCell::take).expect("a place");
    (message, file, line)
}

/// The panic of `f` has this message, and the line that `f` is written in.
#[track_caller]
fn is_here<R>(f: impl FnOnce() -> R, expected: &str) {
    let here = Location::caller();
    let (message, file, line) = panic_of(f);
    assert_eq!(message, expected);
    let begins = here.line();
    assert!(
        file == here.file() && (begins..begins + 8).contains(&line),
        "{message}: at {file}:{line}, not at {here}"
    );
}

const MAX: usize = usize::MAX;

#[test]
fn more_permits_than_can_be_counted() {
    let full = Semaphore::new(MAX);
    is_here(
        || full.release(2),
        "a semaphore cannot release 2 permits: it would have more than usize::MAX",
    );
    let held = full.try_acquire(3).unwrap();
    full.release(1);
    // Nobody calls a destructor, so the place is in it.
    let (message, ..) = panic_of(|| drop(held));
    assert_eq!(
        message,
        "a semaphore cannot release 3 permits: it would have more than usize::MAX"
    );
    let grown = Semaphore::new(2);
    grown.release(MAX - 4);
    is_here(
        || grown.resize(5),
        "a semaphore cannot be resized from 2 to 5 permits: it would have or owe more than usize::MAX",
    );
    assert_eq!(grown.available_permits(), MAX - 2);
}

#[test]
fn a_larger_debt_than_can_be_counted() {
    let semaphore = Semaphore::new(0);
    semaphore.forget_exact(MAX);
    is_here(
        || semaphore.forget_exact(1),
        "a semaphore cannot forget 1 permits: it would owe more than usize::MAX",
    );
}

#[test]
fn permits_that_do_not_go_together() {
    let (one, other) = (Semaphore::new(MAX), Semaphore::new(1));
    let (mut permit, foreign) = (one.try_acquire(1).unwrap(), other.try_acquire(1).unwrap());
    is_here(
        || permit.merge(foreign),
        "permits of two semaphores cannot be merged",
    );
    permit.merge(one.try_acquire(MAX - 1).unwrap());
    one.release(2);
    let more = one.try_acquire(2).unwrap();
    is_here(
        || permit.merge(more),
        &format!("permits cannot be merged: {MAX} and 2 are more than usize::MAX"),
    );
    permit.forget();

    let owned = Arc::new(Semaphore::new(1));
    let mut permit = owned.clone().try_acquire_owned(1).unwrap();
    let other = Arc::new(Semaphore::new(1)).try_acquire_owned(1).unwrap();
    is_here(
        || permit.merge(other),
        "permits of two semaphores cannot be merged",
    );
}

#[test]
fn channels_of_a_wrong_size() {
    for wrong in [0, MAX / 2 + 1, MAX] {
        let message =
            format!("a bounded channel has room for 1 to usize::MAX / 2 messages, not for {wrong}");
        is_here(|| mpsc::bounded::<u8>(wrong), &message);
        is_here(|| mpmc::bounded::<u8>(wrong), &message);
    }
    for wrong in [0, MAX] {
        let (message, file, _) = panic_of(|| broadcast::bounded::<u64>(wrong));
        let begin = "a broadcast channel has room for 1 to ";
        assert!(message.starts_with(begin), "{message}");
        let end = format!(" of these messages, not for {wrong}");
        assert!(message.ends_with(&end), "{message}");
        assert_eq!(file, file!());
        is_here(|| broadcast::overflow::channel::<u64>(wrong), &message);
    }
}

#[test]
fn a_slot_without_a_message() {
    let message = "`send_from` got a slot with no message in it";
    let (one, _rx) = mpsc::bounded::<u8>(1);
    let (many, _rx) = mpmc::bounded::<u8>(1);
    let (all, _rx) = broadcast::bounded::<u8>(1);
    is_here(|| drop(one.send_from(&mut None)), message);
    is_here(|| drop(many.send_from(&mut None)), message);
    is_here(|| drop(all.send_from(&mut None)), message);
}

#[test]
fn a_sink_that_is_not_ready() {
    let (tx, _rx) = mpsc::bounded(1);
    let mut sink: Pin<Box<SendSink<u8, mpsc::One>>> = Box::pin(tx.into_sink());
    is_here(
        || sink.as_mut().start_send(1),
        "`start_send` on a sink that is not ready: `poll_ready` comes before each message",
    );
}

#[test]
fn a_share_of_nothing() {
    let message = "a fair share has at least 1 permit, not 0";
    is_here(|| FairShare::<u8>::new(0), message);
    type Hasher = BuildHasherDefault<DefaultHasher>;
    is_here(
        || FairShare::<u8, Hasher>::with_hasher(0, Hasher::default()),
        message,
    );
}

#[test]
fn nothing_to_wait_for() {
    let off = false;
    is_here(
        || {
            now(async {
                mea::select! {
                    n = std::future::ready(1), if off => n,
                }
            })
        },
        "every arm of `select!` is disabled and there is no `else`; its arms are \
         `n = std::future::ready(1), if off`",
    );
}

/// The matrix asks all futures. A future that is borrowed is polled by `core`: no place of ours.
#[test]
fn a_future_that_is_over() {
    let semaphore = Semaphore::new(1);
    let mut over = Task::new(semaphore.acquire(1));
    drop(over.ready());
    let (message, file, _) = panic_of(|| poll_once(over.pinned()).is_ready());
    assert_eq!(
        message,
        "a future of `mea::semaphore` was polled again after it had completed"
    );
    assert!(file.contains("queue.rs"), "{file}");
    // Its queue is of the same kind as that of the semaphore.
    let (tx, rx) = mpmc::unbounded();
    tx.send(1).unwrap();
    let mut over = Task::new(rx.recv());
    over.ready().unwrap();
    assert_eq!(
        panics(|| over.poll().is_ready()),
        "a future of `mea::mpmc` was polled again after it had completed"
    );
}
