//! A semaphore against a plain model: what is free, and who is in line.
#![no_main]

use std::{collections::VecDeque, sync::Arc};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use mea::semaphore::{OwnedSemaphorePermit, Semaphore};
use mea_fuzz::{Task, pick};

#[derive(Arbitrary, Debug)]
enum Op {
    Acquire(u8),
    TryAcquire(u8),
    Poll(u8),
    Cancel(u8),
    Drop(u8),
    Split(u8, u8),
    Merge(u8, u8),
    ForgetPermit(u8),
    Release(u8),
    Forget(u8),
    ForgetExact(u8),
    Resize(u8),
}

/// Small numbers meet more often.
fn small(n: u8) -> usize {
    usize::from(n % 8)
}

struct Wait {
    id: usize,
    want: usize,
    task: Task<OwnedSemaphorePermit>,
    granted: bool,
}

struct World {
    semaphore: Arc<Semaphore>,
    waits: Vec<Wait>,
    permits: Vec<OwnedSemaphorePermit>,
    // The model.
    free: i64,
    size: usize,
    line: VecDeque<usize>,
    ids: usize,
}

impl World {
    fn grant(&mut self) {
        while let Some(id) = self.line.front() {
            let wait = self
                .waits
                .iter_mut()
                .find(|wait| wait.id == *id)
                .expect("in line");
            if self.free < wait.want as i64 {
                return;
            }
            self.free -= wait.want as i64;
            wait.granted = true;
            self.line.pop_front();
        }
    }

    fn give(&mut self, n: usize) {
        self.free += n as i64;
        self.grant();
    }

    fn is_free(&self, n: usize) -> bool {
        self.line.is_empty() && self.free >= n as i64
    }

    fn available(&self) -> usize {
        if self.line.is_empty() {
            self.free.max(0) as usize
        } else {
            0
        }
    }

    fn step(&mut self, op: Op) {
        match op {
            Op::Acquire(n) => {
                let want = small(n);
                let mut task = Task::new(self.semaphore.clone().acquire_owned(want));
                match task.poll() {
                    Some(permit) => {
                        assert!(self.is_free(want));
                        assert_eq!(permit.permits(), want);
                        self.free -= want as i64;
                        self.permits.push(permit);
                    }
                    None => {
                        assert!(!self.is_free(want));
                        let id = self.ids;
                        self.ids += 1;
                        self.line.push_back(id);
                        self.waits.push(Wait {
                            id,
                            want,
                            task,
                            granted: false,
                        });
                    }
                }
            }
            Op::TryAcquire(n) => {
                let want = small(n);
                let permit = self.semaphore.clone().try_acquire_owned(want);
                assert_eq!(permit.is_some(), self.is_free(want));
                if let Some(permit) = permit {
                    self.free -= want as i64;
                    self.permits.push(permit);
                }
            }
            Op::Poll(at) => {
                let Some(at) = pick(at, self.waits.len()) else {
                    return;
                };
                let wait = &mut self.waits[at];
                let permit = wait.task.poll();
                assert_eq!(permit.is_some(), wait.granted);
                if let Some(permit) = permit {
                    self.waits.swap_remove(at);
                    self.permits.push(permit);
                }
            }
            Op::Cancel(at) => {
                let Some(at) = pick(at, self.waits.len()) else {
                    return;
                };
                let Wait {
                    id,
                    want,
                    granted,
                    task,
                } = self.waits.swap_remove(at);
                self.line.retain(|other| *other != id);
                drop(task);
                self.give(if granted { want } else { 0 });
            }
            Op::Drop(at) => {
                let Some(at) = pick(at, self.permits.len()) else {
                    return;
                };
                let permit = self.permits.swap_remove(at);
                let n = permit.permits();
                drop(permit);
                self.give(n);
            }
            Op::Split(at, n) => {
                let Some(at) = pick(at, self.permits.len()) else {
                    return;
                };
                let all = self.permits[at].permits();
                let part = self.permits[at].split(small(n));
                assert_eq!(part.is_some(), small(n) <= all);
                self.permits.extend(part);
            }
            Op::Merge(a, b) => {
                let Some(a) = pick(a, self.permits.len()) else {
                    return;
                };
                let other = self.permits.swap_remove(a);
                match pick(b, self.permits.len()) {
                    Some(b) => self.permits[b].merge(other),
                    None => self.permits.push(other),
                }
            }
            Op::ForgetPermit(at) => {
                let Some(at) = pick(at, self.permits.len()) else {
                    return;
                };
                self.permits.swap_remove(at).forget();
            }
            Op::Release(n) => {
                self.semaphore.release(small(n));
                self.give(small(n));
            }
            Op::Forget(n) => {
                let some = small(n).min(self.available());
                assert_eq!(self.semaphore.forget(small(n)), some);
                self.free -= some as i64;
            }
            Op::ForgetExact(n) => {
                self.semaphore.forget_exact(small(n));
                self.free -= small(n) as i64;
            }
            Op::Resize(n) => {
                self.semaphore.resize(small(n));
                self.free -= self.size as i64;
                self.size = small(n);
                self.give(self.size);
            }
        }
    }

    fn check(&self) {
        assert_eq!(self.semaphore.available_permits(), self.available());
        for wait in &self.waits {
            // Who is granted is woken, and nobody else; a wake-up is not forgotten by a poll.
            assert!(wait.task.is_woken() == wait.granted);
        }
    }
}

fuzz_target!(|input: (u8, Vec<Op>)| {
    let (n, ops) = input;
    let mut world = World {
        semaphore: Arc::new(Semaphore::new(small(n))),
        waits: Vec::new(),
        permits: Vec::new(),
        free: small(n) as i64,
        size: small(n),
        line: VecDeque::new(),
        ids: 0,
    };
    for op in ops {
        world.step(op);
        world.check();
    }
});
