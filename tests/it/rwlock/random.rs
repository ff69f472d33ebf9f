//! Random sequences of everything that can be done to a rwlock, on one thread, against what must hold
//! after every step:
//!
//! - a writer or an upgraded reader is alone; there are no more readers than allowed, and no more than
//!   one that is upgradable;
//! - who is ready was woken, and who was not woken is not ready: no wake-up is lost, and none is in
//!   vain, but for those of upgradable reads, which wait twice;
//! - plain readers and writers are let through in the order of their first polls;
//! - in the end, when all guards are gone, all who wait are let through, and the lock is free.

use std::sync::Arc;

use mea::rwlock::{
    OwnedRwLockReadGuard, OwnedRwLockUpgradableReadGuard, OwnedRwLockWriteGuard, RwLock,
    RwLockUpgradedGuard,
};

use super::{assert_free, with_readers};
use crate::support::{BoxFuture, Rng, Task, Tied, TiedFuture};

enum Guard {
    Read(OwnedRwLockReadGuard<u64>),
    Upgradable(OwnedRwLockUpgradableReadGuard<u64>),
    Write(OwnedRwLockWriteGuard<u64>),
    Upgraded(Tied<RwLockUpgradedGuard<'static, u64>, OwnedRwLockUpgradableReadGuard<u64>>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Read,
    Write,
    Upgradable,
    Upgrade,
}

struct Wait {
    kind: Kind,
    /// The place among plain readers and writers, by the first poll.
    place: u64,
    task: Task<dyn Future<Output = Guard> + Send>,
}

struct World {
    lock: Arc<RwLock<u64>>,
    max: usize,
    guards: Vec<Guard>,
    waits: Vec<Wait>,
    places: u64,
    writes: u64,
    rng: Rng,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let max = [1, 2, 3, 4, usize::MAX][rng.below(5)];
        Self {
            lock: with_readers(max),
            max,
            guards: Vec::new(),
            waits: Vec::new(),
            places: 0,
            writes: 0,
            rng,
        }
    }

    fn check(&self) {
        let count = |f: fn(&Guard) -> bool| self.guards.iter().filter(|guard| f(guard)).count();
        let readers = count(|guard| matches!(guard, Guard::Read(_) | Guard::Upgradable(_)));
        let upgradable = count(|guard| matches!(guard, Guard::Upgradable(_) | Guard::Upgraded(_)));
        let writers = count(|guard| matches!(guard, Guard::Write(_) | Guard::Upgraded(_)));
        // An upgrade on its way has its guard inside.
        let upgrades = self
            .waits
            .iter()
            .filter(|wait| wait.kind == Kind::Upgrade)
            .count();
        assert!(writers <= 1 && (writers == 0 || readers + upgrades == 0));
        assert!(readers + upgrades <= self.max && upgradable + upgrades <= 1);
    }

    fn start(&mut self, kind: Kind) {
        let lock = self.lock.clone();
        let future: BoxFuture<Guard> = match kind {
            Kind::Read => Box::pin(async { Guard::Read(lock.read_owned().await) }),
            Kind::Write => Box::pin(async { Guard::Write(lock.write_owned().await) }),
            Kind::Upgradable => {
                Box::pin(async { Guard::Upgradable(lock.upgradable_read_owned().await) })
            }
            Kind::Upgrade => {
                let at = self
                    .guards
                    .iter()
                    .position(|g| matches!(g, Guard::Upgradable(_)));
                let Some(at) = at else { return };
                let Guard::Upgradable(guard) = self.guards.swap_remove(at) else {
                    unreachable!()
                };
                let upgrade = TiedFuture::new(guard, OwnedRwLockUpgradableReadGuard::upgrade);
                Box::pin(async { Guard::Upgraded(upgrade.await) })
            }
        };
        self.places += 1;
        let mut wait = Wait {
            kind,
            place: self.places,
            task: Task::boxed(future),
        };
        match wait.task.poll() {
            std::task::Poll::Ready(guard) => {
                // At the first poll nobody who waits is overtaken, but by an upgrade.
                let overtaken = |other: &Wait| {
                    matches!(other.kind, Kind::Read | Kind::Write) && !other.task.woken()
                };
                if matches!(kind, Kind::Read | Kind::Write) {
                    assert!(!self.waits.iter().any(overtaken));
                }
                self.got(guard);
            }
            std::task::Poll::Pending => self.waits.push(wait),
        }
    }

    fn got(&mut self, mut guard: Guard) {
        match &mut guard {
            Guard::Write(value) => {
                **value += 1;
                self.writes += 1;
            }
            Guard::Upgraded(tied) => {
                **tied.borrower() += 1;
                self.writes += 1;
            }
            Guard::Read(value) => assert_eq!(**value, self.writes),
            Guard::Upgradable(value) => assert_eq!(**value, self.writes),
        }
        self.guards.push(guard);
        self.check();
    }

    fn poll(&mut self, at: usize) {
        let wait = &mut self.waits[at];
        let (kind, place, woken) = (wait.kind, wait.place, wait.task.woken());
        match wait.task.poll() {
            std::task::Poll::Ready(guard) => {
                assert!(woken, "a {kind:?} was ready before it was woken");
                self.waits.swap_remove(at);
                if matches!(kind, Kind::Read | Kind::Write) {
                    let overtaken = self.waits.iter().find(|other| {
                        matches!(other.kind, Kind::Read | Kind::Write)
                            && other.place < place
                            && !other.task.woken()
                    });
                    assert!(overtaken.is_none(), "a {kind:?} has overtaken another one");
                }
                self.got(guard);
            }
            std::task::Poll::Pending => {
                assert!(
                    !woken || kind == Kind::Upgradable,
                    "a {kind:?} was woken in vain"
                );
            }
        }
    }

    fn convert(&mut self, at: usize) {
        let guard = match self.guards.swap_remove(at) {
            Guard::Write(guard) => Guard::Read(guard.downgrade()),
            Guard::Upgradable(guard) if self.rng.one_in(2) => {
                Guard::Read(OwnedRwLockUpgradableReadGuard::downgrade(guard))
            }
            Guard::Upgradable(mut guard) => {
                if let Some(mut up) = OwnedRwLockUpgradableReadGuard::try_upgrade(&mut guard) {
                    *up += 1;
                    self.writes += 1;
                }
                Guard::Upgradable(guard)
            }
            other => other,
        };
        self.guards.push(guard);
    }

    fn attempt(&mut self) {
        let lock = self.lock.clone();
        let guard = match self.rng.below(3) {
            0 => lock.try_read_owned().map(Guard::Read),
            1 => lock.try_write_owned().map(Guard::Write),
            _ => lock.try_upgradable_read_owned().map(Guard::Upgradable),
        };
        if let Some(guard) = guard {
            let waits = |wait: &Wait| matches!(wait.kind, Kind::Read | Kind::Write);
            let overtaken = |wait: &Wait| waits(wait) && !wait.task.woken();
            assert!(!self.waits.iter().any(overtaken), "a try has overtaken");
            self.got(guard);
        }
    }

    fn step(&mut self) {
        let kind = [Kind::Read, Kind::Write, Kind::Upgradable, Kind::Upgrade][self.rng.below(4)];
        match self.rng.below(10) {
            0 | 1 => self.start(kind),
            2 => self.attempt(),
            3..=5 if !self.waits.is_empty() => {
                let at = self.rng.below(self.waits.len());
                self.poll(at);
            }
            6 if !self.waits.is_empty() => {
                let at = self.rng.below(self.waits.len());
                drop(self.waits.swap_remove(at));
            }
            7 if !self.guards.is_empty() => {
                let at = self.rng.below(self.guards.len());
                self.convert(at);
            }
            8 | 9 if !self.guards.is_empty() => {
                let at = self.rng.below(self.guards.len());
                drop(self.guards.swap_remove(at));
            }
            _ => assert!(!format!("{:?}", self.lock).is_empty()),
        }
        self.check();
    }

    fn end(mut self) {
        while !self.waits.is_empty() || !self.guards.is_empty() {
            self.guards.clear();
            if self.waits.is_empty() {
                break;
            }
            let next = self.waits.iter().position(|wait| wait.task.woken());
            let next = next.expect("nobody holds the lock, and nobody is woken");
            self.poll(next);
        }
        assert_eq!(Arc::strong_count(&self.lock), 1);
        assert_free(&self.lock);
        assert_eq!(*self.lock.try_read().unwrap(), self.writes);
    }
}

#[test]
fn whatever_is_done_to_it_its_promises_hold() {
    let seeds = if cfg!(debug_assertions) {
        3_000
    } else {
        30_000
    };
    for seed in 0..seeds {
        let context = Context(seed);
        let mut world = World::new(seed);
        for _ in 0..60 {
            world.step();
        }
        world.end();
        std::mem::forget(context);
    }
}

/// Says which seed it was, when it goes down with a panic.
struct Context(u64);

impl Drop for Context {
    fn drop(&mut self) {
        eprintln!("the seed was {}", self.0);
    }
}
