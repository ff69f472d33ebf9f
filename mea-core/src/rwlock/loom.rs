//! The rwlock under loom: readers beside readers, writers alone, and the ways between. Taking and
//! giving back load before they exchange, so two threads pass a [`Crossing`]; not beside an upgrade,
//! which has too many interleavings already.

use std::sync::Arc;

use super::{RwLock, RwLockUpgradableReadGuard};
use crate::sync::model::{Crossing, Watched, block_on, bounded, exhaustive, poll_and_drop, spawn};

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
