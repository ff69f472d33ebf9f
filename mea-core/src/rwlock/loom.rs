//! The rwlock under loom: readers beside readers, writers alone, and the ways between. Taking and
//! giving back load before they exchange, so two threads pass a [`Crossing`]; not beside an upgrade,
//! which has too many interleavings already.

use core::num::NonZeroUsize;
use std::{
    boxed::Box,
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::Arc,
    task::{Context, Wake},
    vec::Vec,
};

use super::{RwLock, RwLockUpgradableReadGuard};
use crate::sync::model::{
    Crossing, Watched, block_on, bounded, exhaustive, poll, poll_and_drop, spawn,
};

fn rwlock() -> Arc<RwLock<Watched>> {
    Arc::new(RwLock::new(Watched::new(0)))
}

#[test]
fn read_against_write() {
    exhaustive(|| {
        let a = rwlock();
        let b = a.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            let writer = there.around(|| block_on(b.write()));
            writer.bump();
            drop(writer);
            there.pass();
        });
        let reader = here.around(|| block_on(a.read()));
        let seen = reader.read();
        drop(reader);
        here.pass();
        t.join().unwrap();
        assert!(seen <= 1);
        assert_eq!(a.try_write().unwrap().bump(), 2);
    });
}

#[test]
fn cancelled_writer_against_reader() {
    exhaustive(|| {
        let a = rwlock();
        let b = a.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            if let Some(writer) = there.around(|| poll_and_drop(b.write())) {
                writer.bump();
                drop(writer);
                there.pass();
            }
        });
        let reader = here.around(|| block_on(a.read()));
        reader.read();
        drop(reader);
        here.pass();
        t.join().unwrap();
        assert!(a.try_write().is_some());
    });
}

/// Who gave up its place in line while the writer left, and reads after that, sees what was written.
#[test]
fn writer_leaves_while_somebody_gives_up() {
    exhaustive(|| {
        let a = rwlock();
        let b = a.clone();
        let writer = a.try_write().unwrap();
        let t = spawn(move || {
            drop(poll_and_drop(b.read()));
            block_on(b.read()).read();
        });
        writer.bump();
        drop(writer);
        t.join().unwrap();
        assert!(a.try_write().is_some());
    });
}

/// Nobody writes between the writer and the reader it becomes.
#[test]
fn downgrade_against_write_and_read() {
    bounded(2, || {
        let a = rwlock();
        let (b, c) = (a.clone(), a.clone());
        let writer = a.try_write().unwrap();
        let t = spawn(move || {
            block_on(b.write()).bump();
        });
        let u = spawn(move || {
            block_on(c.read_owned()).read();
        });
        let written = writer.bump();
        let reader = writer.downgrade();
        assert_eq!(reader.read(), written);
        drop(reader);
        t.join().unwrap();
        u.join().unwrap();
        assert!(a.try_write().is_some());
    });
}

/// Nobody writes between the upgradable reader and the writer it becomes.
#[test]
fn upgrade_against_write() {
    exhaustive(|| {
        let a = rwlock();
        let b = a.clone();
        let t = spawn(move || {
            block_on(b.write()).bump();
        });
        let mut reader = block_on(a.upgradable_read());
        let seen = reader.read();
        let writer = block_on(RwLockUpgradableReadGuard::upgrade(&mut reader));
        assert_eq!(writer.bump(), seen + 1);
        drop(writer);
        assert_eq!(reader.read(), seen + 1);
        drop(reader);
        t.join().unwrap();
        assert!(a.try_write().is_some());
    });
}

/// A cancelled upgrade leaves the guard, and lets others in again.
#[test]
fn cancelled_upgrade_against_read() {
    exhaustive(|| {
        let a = rwlock();
        let b = a.clone();
        let t = spawn(move || {
            block_on(b.read()).read();
        });
        let mut reader = block_on(a.upgradable_read());
        drop(poll_and_drop(RwLockUpgradableReadGuard::upgrade(
            &mut reader,
        )));
        reader.read();
        drop(reader);
        t.join().unwrap();
        assert!(a.try_write().is_some());
    });
}

/// Two that want the right to upgrade, a reader beside them, and a cancel in either phase.
#[test]
fn upgradable_readers_take_turns() {
    bounded(2, || {
        let a = rwlock();
        let (b, c) = (a.clone(), a.clone());
        let t = spawn(move || {
            let mut reader = block_on(b.upgradable_read_owned());
            let writer = block_on(super::OwnedRwLockUpgradableReadGuard::upgrade(&mut reader));
            writer.bump();
        });
        let u = spawn(move || {
            if let Some(reader) = poll_and_drop(c.upgradable_read()) {
                reader.read();
            }
        });
        let mut reader = block_on(a.upgradable_read());
        block_on(RwLockUpgradableReadGuard::upgrade(&mut reader)).bump();
        drop(reader);
        t.join().unwrap();
        u.join().unwrap();
        let mut last = a.try_upgradable_read().unwrap();
        let writer = RwLockUpgradableReadGuard::try_upgrade(&mut last).unwrap();
        assert_eq!(writer.bump(), 3);
    });
}

/// The readers in front of a writer leave at the same time; one of them lets it in.
#[test]
fn last_of_two_readers_lets_the_writer_in() {
    bounded(3, || {
        let a = rwlock();
        let b = a.clone();
        let (one, two) = (a.clone().try_read_owned(), a.clone().try_read_owned());
        let t = spawn(move || {
            one.unwrap().read();
        });
        let u = spawn(move || {
            block_on(b.write()).bump();
        });
        two.unwrap().read();
        t.join().unwrap();
        u.join().unwrap();
        assert_eq!(a.try_write().unwrap().bump(), 2);
    });
}

/// Room for one: a reader waits for another one, while a writer comes and goes.
#[test]
fn reader_waits_for_room() {
    bounded(3, || {
        let a = Arc::new(RwLock::with_max_readers(Watched::new(0), NonZeroUsize::MIN));
        let (b, c) = (a.clone(), a.clone());
        let reader = a.clone().try_read_owned().unwrap();
        let t = spawn(move || {
            block_on(b.read()).read();
        });
        let u = spawn(move || {
            if let Some(writer) = poll_and_drop(c.write()) {
                writer.bump();
            }
        });
        reader.read();
        drop(reader);
        t.join().unwrap();
        u.join().unwrap();
        assert!(a.try_write().is_some());
    });
}

/// Two leave at once, where there was no room for a third; both places can be had again.
#[test]
fn two_leave_where_there_was_no_room() {
    bounded(3, || {
        let most = NonZeroUsize::new(2).unwrap();
        let a = Arc::new(RwLock::with_max_readers(Watched::new(0), most));
        let (one, two) = (a.clone().try_read_owned(), a.clone().try_read_owned());
        let mut waits: Vec<_> = (0..2).map(|_| Box::pin(a.clone().read_owned())).collect();
        for wait in &mut waits {
            assert!(poll(wait.as_mut()).is_none());
        }
        let t = spawn(move || drop(one));
        drop(two);
        t.join().unwrap();
        for wait in waits {
            block_on(wait).read();
        }
        assert!(a.try_write().is_some());
    });
}

/// More readers behind a writer than a batch of wake-ups has room for; one of them gives up.
#[test]
fn writer_lets_in_many_readers() {
    bounded(2, || {
        let a = rwlock();
        let writer = a.clone().try_write_owned().unwrap();
        let mut waits: Vec<_> = (0..5).map(|_| Box::pin(a.clone().read_owned())).collect();
        for wait in &mut waits {
            assert!(poll(wait.as_mut()).is_none());
        }
        let mut last = Box::pin(a.clone().write_owned());
        assert!(poll(last.as_mut()).is_none());
        let gone = waits.pop();
        let next = waits.remove(0);
        let t = spawn(move || {
            drop(gone);
            block_on(next).read();
        });
        writer.bump();
        drop(writer);
        for wait in waits {
            block_on(wait).read();
        }
        t.join().unwrap();
        block_on(last).bump();
        assert!(a.try_write().is_some());
    });
}

/// An upgrade is given up while the last other reader leaves, before a writer and a reader in line.
#[test]
fn cancelled_upgrade_against_the_last_reader() {
    bounded(3, || {
        let a = rwlock();
        let other = a.clone().try_read_owned().unwrap();
        let mut reader = a.try_upgradable_read().unwrap();
        let mut upgrade = Box::pin(RwLockUpgradableReadGuard::upgrade(&mut reader));
        assert!(poll(upgrade.as_mut()).is_none());
        let mut behind = Box::pin(a.clone().read_owned());
        assert!(poll(behind.as_mut()).is_none());
        let t = spawn(move || {
            other.read();
            drop(other);
        });
        drop(upgrade);
        reader.read();
        block_on(behind).read();
        drop(reader);
        t.join().unwrap();
        assert!(a.try_write().is_some());
        assert!(a.try_upgradable_read().is_some());
    });
}

/// The line of those who want the right, parked behind those who want the lock, while both change.
#[test]
fn the_right_is_passed_on_while_the_line_changes() {
    bounded(2, || {
        let a = rwlock();
        let first = a.clone().try_upgradable_read_owned().unwrap();
        let mut writer = Box::pin(a.clone().write_owned());
        let mut second = Box::pin(a.clone().upgradable_read_owned());
        let mut third = Box::pin(a.clone().upgradable_read_owned());
        assert!(poll(writer.as_mut()).is_none());
        assert!(poll(second.as_mut()).is_none());
        assert!(poll(third.as_mut()).is_none());
        let t = spawn(move || drop(writer));
        let u = spawn(move || drop(second));
        first.read();
        drop(first);
        block_on(third).read();
        t.join().unwrap();
        u.join().unwrap();
        assert!(a.try_write().is_some());
        assert!(a.try_upgradable_read().is_some());
    });
}

/// The right is asked for while it is given back.
#[test]
fn the_right_is_wanted_while_it_is_given_back() {
    exhaustive(|| {
        let a = rwlock();
        let first = a.clone().try_upgradable_read_owned().unwrap();
        let b = a.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            let reader = there.around(|| block_on(b.upgradable_read()));
            reader.read();
        });
        here.around(|| drop(first));
        t.join().unwrap();
        assert!(a.try_upgradable_read().is_some());
        assert!(a.try_write().is_some());
    });
}

/// An upgradable reader that leaves lets the writer in, also if the right goes from hand to hand meanwhile,
/// and who gets it has a waker that panics.
#[test]
fn a_writer_is_let_in_beside_a_right_whose_waker_panics() {
    struct Panics;
    impl Wake for Panics {
        fn wake(self: Arc<Self>) {
            // Without the hook, which would write a line each time.
            resume_unwind(Box::new("wake"));
        }
    }

    bounded(3, || {
        let a = rwlock();
        let first = a.clone().try_upgradable_read_owned().unwrap();
        let mut writer = Box::pin(a.clone().write_owned());
        assert!(poll(writer.as_mut()).is_none());
        let b = a.clone();
        let t = spawn(move || {
            let mut second = Box::pin(b.clone().upgradable_read_owned());
            let mut third = Box::pin(b.upgradable_read_owned());
            let second_waits = poll(second.as_mut()).is_none();
            let waker = Arc::new(Panics).into();
            let third_waits = third
                .as_mut()
                .poll(&mut Context::from_waker(&waker))
                .is_pending();
            assert!(second_waits && third_waits, "behind the writer");
            let _ = catch_unwind(AssertUnwindSafe(|| drop(second)));
            third
        });
        let _ = catch_unwind(AssertUnwindSafe(|| drop(first)));
        let third = t.join().unwrap();
        poll(writer.as_mut()).expect("let in").bump();
        drop(third);
        assert!(a.try_write().is_some());
    });
}
