//! The places of a bounded channel under loom: those that were returned, and those who wait for them.

use core::task::Poll;
use std::{boxed::Box, sync::Arc};

use crate::{
    mpsc::{self, TrySendError},
    sync::model::{Crossing, Watched, block_on, bounded as at_most, exhaustive, poll, spawn},
    wake::tests::Wakes,
};

/// A channel of which all places were used and given back: none is in the word.
fn all_returned(capacity: usize) -> (mpsc::BoundedSender<usize>, mpsc::BoundedReceiver<usize>) {
    let (tx, mut rx) = mpsc::bounded(capacity);
    for n in 0..capacity {
        tx.try_send(n).unwrap();
    }
    for n in 0..capacity {
        assert_eq!(rx.try_recv(), Ok(n));
    }
    (tx, rx)
}

/// While one sender collects, the others find the places, too: there is room for both.
#[test]
fn returned_places_are_found_by_all() {
    at_most(3, || {
        let (tx, rx) = all_returned(2);
        let other = tx.clone();
        let t = spawn(move || other.try_send(1));
        assert_eq!(tx.try_send(2), Ok(()));
        t.join().unwrap().unwrap();
        assert_eq!((tx.available_capacity(), rx.len()), (0, 2));
        assert_eq!(tx.try_send(3), Err(TrySendError::Full(3)));
    });
}

/// No place is seen twice, and in the end none is missing.
#[test]
fn available_against_collecting_and_returning() {
    at_most(3, || {
        let (tx, mut rx) = all_returned(2);
        tx.try_send(1).unwrap();
        let other = tx.clone();
        let t = spawn(move || {
            other.try_send(2).unwrap();
            other
        });
        assert_eq!(rx.try_recv(), Ok(1));
        assert!((1..=2).contains(&tx.available_capacity()));
        t.join().unwrap();
        assert_eq!((tx.available_capacity(), rx.len()), (1, 1));
    });
}

/// A receiver that makes room, and never comes again, has done enough for who waits, whether that one
/// has got in line before or after.
#[test]
fn one_place_against_one_who_gets_in_line() {
    at_most(4, || {
        let (tx, mut rx) = mpsc::bounded(1);
        tx.try_send(1).unwrap();
        let t = spawn(move || block_on(tx.send(2)).unwrap());
        assert_eq!(rx.try_recv(), Ok(1));
        t.join().unwrap();
        assert_eq!(rx.try_recv(), Ok(2));
    });
}

/// As before, with one who is in line first and leaves, and somebody who only tries.
#[test]
fn one_place_against_waits_and_tries() {
    at_most(2, || {
        let (tx, mut rx) = mpsc::bounded(1);
        tx.try_send(1).unwrap();
        let waits = tx.clone();
        let mut leaves = Box::pin(tx.reserve());
        assert!(poll(leaves.as_mut()).is_none());
        let t = spawn(move || block_on(waits.send(2)).unwrap());
        assert_eq!(rx.try_recv(), Ok(1));
        drop(leaves);
        if tx.try_send(3).is_ok() {
            // It was before the one that waits.
            assert_eq!(rx.try_recv(), Ok(3));
        }
        t.join().unwrap();
        assert_eq!(rx.try_recv(), Ok(2));
        assert_eq!(tx.available_capacity(), 1);
    });
}

/// There is room all the time, and whoever tries finds it: the place in the word, or the one that was
/// returned before that went.
#[test]
fn a_place_is_found_that_was_returned_before_another_was_taken() {
    at_most(3, || {
        let (tx, mut rx) = mpsc::bounded(2);
        tx.try_send(1).unwrap();
        let other = tx.clone();
        let t = spawn(move || other.try_send(2));
        assert_eq!(rx.try_recv(), Ok(1));
        tx.try_send(3).unwrap();
        t.join().unwrap().unwrap();
        assert_eq!((tx.available_capacity(), rx.len()), (0, 2));
    });
}

/// The mark stays while somebody is in line: each of those who wait gets a place as it comes.
#[test]
fn places_against_two_in_line() {
    at_most(3, || {
        let (tx, mut rx) = mpsc::bounded(1);
        tx.try_send(1).unwrap();
        let mut first = Box::pin(tx.send(2));
        assert!(poll(first.as_mut()).is_none());
        let next = tx.clone();
        let t = spawn(move || block_on(next.send(3)).unwrap());
        assert_eq!(rx.try_recv(), Ok(1));
        assert_eq!(poll(first.as_mut()), Some(Ok(())));
        assert_eq!(rx.try_recv(), Ok(2));
        t.join().unwrap();
        assert_eq!(rx.try_recv(), Ok(3));
        assert_eq!(tx.available_capacity(), 1);
    });
}

/// Two get in line while a place is returned: it is for the first, and the next place for the second.
#[test]
fn one_place_against_two_who_get_in_line() {
    exhaustive(|| {
        let (tx, mut rx) = mpsc::bounded(1);
        tx.try_send(1).unwrap();
        let t = spawn(move || {
            assert_eq!(rx.try_recv(), Ok(1));
            rx
        });
        let [mut first, mut second] = [2, 3].map(|n| Box::pin(tx.send(n)));
        let wakes = Wakes::default();
        let is_sent = poll(first.as_mut()).is_some();
        assert!(wakes.poll(second.as_mut()).is_pending());
        let mut rx = t.join().unwrap();
        assert!(is_sent || poll(first.as_mut()).is_some());
        assert_eq!((rx.try_recv(), wakes.count()), (Ok(2), 1));
        assert_eq!(wakes.poll(second.as_mut()), Poll::Ready(Ok(())));
    });
}

/// Who gets a place sees what the receiver did before it made room, whether it tries or waits.
#[test]
fn a_place_comes_after_what_was_done_before() {
    for waits in [false, true] {
        at_most(4, move || {
            let (tx, mut rx) = mpsc::bounded(1);
            tx.try_send(1).unwrap();
            let done = Arc::new(Watched::new(0));
            let theirs = done.clone();
            let t = spawn(move || {
                if waits {
                    block_on(tx.send(2)).unwrap();
                } else if tx.try_send(2).is_err() {
                    return;
                }
                assert_eq!(theirs.read(), 1);
            });
            done.bump();
            assert_eq!(rx.try_recv(), Ok(1));
            t.join().unwrap();
        });
    }
}

/// A place is not counted twice, before it is taken and after it was returned.
#[test]
fn available_against_a_place_that_comes_back() {
    exhaustive(|| {
        let (tx, mut rx) = mpsc::bounded(1);
        let other = tx.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            other.try_send(1).unwrap();
            assert_eq!(rx.try_recv(), Ok(1));
            there.pass();
            rx
        });
        here.pass();
        assert!(tx.available_capacity() <= 1);
        drop(t.join().unwrap());
    });
}

/// Who waits is let go by places, when the channel is closed. They are not room for messages.
#[test]
fn available_against_close() {
    exhaustive(|| {
        let (tx, rx) = mpsc::bounded::<usize>(1);
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            drop(rx);
            there.pass();
        });
        here.pass();
        assert!(tx.available_capacity() <= 1);
        t.join().unwrap();
    });
}

/// Whoever waits for room hears that there will be none, though nobody receives any more.
#[test]
fn wait_for_room_against_close() {
    at_most(3, || {
        let (tx, mut rx) = mpsc::bounded(1);
        tx.try_send(1).unwrap();
        let t = spawn(move || assert!(block_on(tx.reserve()).is_err()));
        rx.close();
        t.join().unwrap();
    });
}
