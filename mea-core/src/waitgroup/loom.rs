//! The wait group under loom: the last handle against waits, clones and cancels. A wait
//! loads before it exchanges, so both sides pass a [`Crossing`].

use core::future::IntoFuture;
use std::{boxed::Box, sync::Arc, vec::Vec};

use super::{Wait, WaitGroup};
use crate::sync::model::{
    Crossing, Watched, block_on, bounded, exhaustive, poll, poll_and_drop, spawn,
};

/// No wait misses the last handle, and what was done before it went is seen after the wait.
#[test]
fn last_handle_against_wait() {
    exhaustive(|| {
        let group = WaitGroup::new();
        let done = Arc::new(Watched::new(0));
        let (handle, cell) = (group.clone(), done.clone());
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            cell.bump();
            there.around(|| drop(handle));
        });
        here.around(|| block_on(group.into_future()));
        assert_eq!(done.read(), 1);
        t.join().unwrap();
    });
}

/// What *every* owner did is seen, also by a wait that was in line and is woken by the last of them.
#[test]
fn two_handles_against_wait() {
    bounded(3, || {
        let group = WaitGroup::new();
        let done = Arc::new([Watched::new(0), Watched::new(0)]);
        let threads: Vec<_> = (0..2)
            .map(|i| {
                let (handle, cells) = (group.clone(), done.clone());
                spawn(move || {
                    cells[i].bump();
                    drop(handle);
                })
            })
            .collect();
        block_on(group.into_future());
        assert_eq!((done[0].read(), done[1].read()), (1, 1));
        for t in threads {
            t.join().unwrap();
        }
    });
}

/// Two await their handles at once: neither waits for the other.
#[test]
fn two_waits_against_each_other() {
    exhaustive(|| {
        let group = WaitGroup::new();
        let other = group.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || there.around(|| block_on(other.into_future())));
        here.around(|| block_on(group.into_future()));
        t.join().unwrap();
    });
}

#[test]
fn many_waits_end_at_once() {
    bounded(2, || {
        let group = WaitGroup::new();
        let wait = group.clone().into_future();
        let again = wait.clone();
        let [here, there, beyond] = Crossing::sides();
        let t = spawn(move || there.around(|| block_on(wait)));
        let u = spawn(move || beyond.around(|| block_on(again)));
        here.around(|| drop(group));
        t.join().unwrap();
        u.join().unwrap();
    });
}

/// A handle that is cloned and dropped meanwhile is waited for.
#[test]
fn clone_against_last_handle() {
    exhaustive(|| {
        let group = WaitGroup::new();
        let done = Arc::new(Watched::new(0));
        let (handle, cell) = (group.clone(), done.clone());
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            there.pass();
            let second = handle.clone();
            drop(handle);
            cell.bump();
            drop(second);
            there.pass();
        });
        here.around(|| block_on(group.into_future()));
        assert_eq!(done.read(), 1);
        t.join().unwrap();
    });
}

#[test]
fn cancel_against_last_handle() {
    exhaustive(|| {
        let group = WaitGroup::new();
        let mut waits: Vec<_> = (0..3)
            .map(|_| Box::pin(group.clone().into_future()))
            .collect();
        for wait in &mut waits {
            assert!(poll(wait.as_mut()).is_none());
        }
        let gone = waits.remove(1);
        let [here, there] = Crossing::sides();
        let t = spawn(move || there.around(|| drop(gone)));
        here.around(|| drop(group));
        t.join().unwrap();
        assert!(waits.iter_mut().all(|wait| poll(wait.as_mut()).is_some()));
        assert!(poll_and_drop(waits[0].as_ref().get_ref().clone()).is_some());
    });
}

/// A wait comes and goes while the last handle goes: the sign that it leaves hurts nobody.
#[test]
fn fleeting_wait_against_last_handle() {
    exhaustive(|| {
        let group = WaitGroup::new();
        let wait = group.clone().into_future();
        let other = wait.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || there.around(|| poll_and_drop(wait)));
        here.around(|| drop(group));
        assert!(poll_and_drop(other).is_some());
        t.join().unwrap();
    });
}

/// The sign that somebody waits is there already: a second wait does not set it again. It sees what
/// was done before the end all the same.
#[test]
fn second_wait_against_last_handle() {
    exhaustive(|| {
        let cell = Arc::new(Watched::new(0));
        let mine = cell.clone();
        let group = WaitGroup::new();
        let mut first = Box::pin(group.clone().into_future());
        assert!(poll(first.as_mut()).is_none());
        let second = Wait::clone(&first);
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            mine.bump();
            there.around(|| drop(group));
        });
        here.around(|| block_on(second));
        assert_eq!(cell.read(), 1);
        t.join().unwrap();
        assert!(poll(first.as_mut()).is_some());
    });
}

/// Whoever goes last, a handle, a wait that never began or one that did, frees what they share, after
/// all of the others are done with it.
#[test]
fn the_last_one_frees_the_group() {
    bounded(3, || {
        let group = WaitGroup::new();
        let handle = group.clone();
        let mut wait = Box::pin(group.clone().into_future());
        assert!(poll(wait.as_mut()).is_none());
        let [here, there, beyond] = Crossing::sides();
        let t = spawn(move || there.around(|| drop(handle)));
        let u = spawn(move || beyond.around(|| drop(wait)));
        here.around(|| drop(group.into_future()));
        t.join().unwrap();
        u.join().unwrap();
    });
}

/// Of two that give up their handles at once, one finds that it is the only one.
#[test]
fn the_only_handle_against_another() {
    exhaustive(|| {
        let group = WaitGroup::new();
        let handle = group.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || there.around(|| drop(handle)));
        here.around(|| drop(group.into_future()));
        t.join().unwrap();
    });
}
