//! A rwlock: writers are alone, those in line come in their order, and whoever is free to go on was woken.
#![no_main]

use std::{cell::Cell, rc::Rc, sync::Arc, task::Poll};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use mea::rwlock::{OwnedRwLockUpgradableReadGuard, RwLock};
use mea_fuzz::{Task, pick};

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Kind {
    Read,
    Write,
    /// Writes, and then reads.
    Downgrade,
    /// Reads, with the right to upgrade, which it uses after its first step.
    Upgrade,
}

#[derive(Arbitrary, Debug)]
enum Op {
    Begin(Kind),
    TryRead,
    TryWrite,
    Poll(u8),
    /// Lets one that is in go on: to what comes next, or out.
    Step(u8),
    Cancel(u8),
}

/// What a task is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Waiting,
    Reading,
    Writing,
}

/// What is known of a task, by itself.
struct Seen {
    state: Cell<State>,
    go_on: Cell<bool>,
}

/// Takes part until it is told to go on. (It is polled then.)
async fn take_part(seen: &Seen, state: State) {
    seen.state.set(state);
    std::future::poll_fn(|_| match seen.go_on.take() {
        true => Poll::Ready(()),
        false => Poll::Pending,
    })
    .await;
    seen.state.set(State::Waiting);
}

async fn run(lock: Arc<RwLock<u32>>, kind: Kind, seen: Rc<Seen>) {
    match kind {
        Kind::Read => {
            let _guard = lock.read_owned().await;
            take_part(&seen, State::Reading).await;
        }
        Kind::Write => {
            let mut guard = lock.write_owned().await;
            *guard += 1;
            take_part(&seen, State::Writing).await;
        }
        Kind::Downgrade => {
            let mut guard = lock.write_owned().await;
            *guard += 1;
            take_part(&seen, State::Writing).await;
            let _guard = guard.downgrade();
            take_part(&seen, State::Reading).await;
        }
        Kind::Upgrade => {
            let mut guard = lock.upgradable_read_owned().await;
            take_part(&seen, State::Reading).await;
            let before = *guard;
            // It still reads while it waits.
            seen.state.set(State::Reading);
            let mut guard = OwnedRwLockUpgradableReadGuard::upgrade(&mut guard).await;
            assert_eq!(*guard, before, "somebody has written meanwhile");
            *guard += 1;
            take_part(&seen, State::Writing).await;
        }
    }
}

struct World {
    lock: Arc<RwLock<u32>>,
    tasks: Vec<(Task<()>, Rc<Seen>)>,
}

impl World {
    fn poll(&mut self, at: usize) {
        if self.tasks[at].0.poll().is_some() {
            self.tasks.remove(at);
        }
    }

    fn count(&self, state: State) -> usize {
        let is = |task: &&(Task<()>, Rc<Seen>)| task.1.state.get() == state;
        self.tasks.iter().filter(is).count()
    }

    fn step(&mut self, op: Op) {
        match op {
            Op::Begin(kind) => {
                let seen = Rc::new(Seen {
                    state: Cell::new(State::Waiting),
                    go_on: Cell::new(false),
                });
                let task = Task::new(run(self.lock.clone(), kind, seen.clone()));
                self.tasks.push((task, seen));
                self.poll(self.tasks.len() - 1);
            }
            Op::TryRead => {
                let guard = self.lock.try_read();
                assert!(guard.is_none() || self.count(State::Writing) == 0);
            }
            Op::TryWrite => {
                let free = self.count(State::Writing) + self.count(State::Reading) == 0;
                let guard = self.lock.try_write();
                assert!(guard.is_none() || free);
                assert!(guard.is_some() || !self.tasks.is_empty());
            }
            Op::Poll(at) => {
                let Some(at) = pick(at, self.tasks.len()) else {
                    return;
                };
                self.poll(at);
            }
            Op::Step(at) => {
                let Some(at) = pick(at, self.tasks.len()) else {
                    return;
                };
                if self.tasks[at].1.state.get() != State::Waiting {
                    self.tasks[at].1.go_on.set(true);
                    self.poll(at);
                }
            }
            Op::Cancel(at) => {
                let Some(at) = pick(at, self.tasks.len()) else {
                    return;
                };
                drop(self.tasks.remove(at));
            }
        }
        let (readers, writers) = (self.count(State::Reading), self.count(State::Writing));
        assert!(writers <= 1, "{writers} writers");
        assert!(
            writers == 0 || readers == 0,
            "{readers} readers beside a writer"
        );
    }

    /// Only wake-ups, and who is in, move anything now: all come to their end.
    fn finish(&mut self) {
        let mut steps = 10 * self.tasks.len() * self.tasks.len();
        while !self.tasks.is_empty() {
            let goes_on = |(task, seen): &(Task<()>, Rc<Seen>)| {
                task.is_woken() || seen.state.get() != State::Waiting
            };
            let next = self.tasks.iter().position(goes_on);
            let at = next.expect("somebody waits who was not woken");
            // An upgrade waits for the other readers: they come first.
            let last = self.tasks.remove(at);
            last.1.go_on.set(true);
            self.tasks.push(last);
            self.poll(self.tasks.len() - 1);
            steps = steps.checked_sub(1).expect("they come to their end");
        }
        assert!(self.lock.try_write().is_some());
        assert_eq!(Arc::strong_count(&self.lock), 1);
    }
}

fuzz_target!(|ops: Vec<Op>| {
    let mut world = World {
        lock: Arc::new(RwLock::new(0)),
        tasks: Vec::new(),
    };
    for op in ops {
        world.step(op);
    }
    world.finish();
});
