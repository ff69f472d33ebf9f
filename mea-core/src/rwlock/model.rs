//! The lock against a plain model: who is in, who is in line, who waits for the right to upgrade, who is
//! woken. Tasks read, write, downgrade, and read with the right to upgrade, of which they make use.

use core::{
    cell::Cell,
    future::{Future, poll_fn},
    pin::Pin,
    task::Poll,
};
use std::{boxed::Box, collections::VecDeque, num::NonZeroUsize, rc::Rc, sync::Arc, vec::Vec};

use proptest::prelude::*;

use super::{OwnedRwLockUpgradableReadGuard, OwnedRwLockWriteGuard, RwLock};
use crate::wake::tests::Wakes;

/// How many may read.
const MOST: usize = 3;

#[derive(Clone, Copy, Debug)]
enum Kind {
    Read,
    Write,
    /// Writes, and then reads.
    Downgrade,
    /// Reads, writes, and reads again.
    Upgrade,
}

#[derive(Clone, Debug)]
enum Op {
    /// Makes a task and polls it.
    Begin(Kind),
    /// Takes the lock at once, and gives it up again.
    Try(Kind),
    Poll(prop::sample::Index),
    /// Lets one that is in go on: to what comes next, or out.
    Step(prop::sample::Index),
    Drop(prop::sample::Index),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<prop::sample::Index>;
    let kind = || {
        prop_oneof![
            3 => Just(Kind::Read),
            2 => Just(Kind::Write),
            1 => Just(Kind::Downgrade),
            3 => Just(Kind::Upgrade),
        ]
    };
    let op = prop_oneof![
        4 => kind().prop_map(Op::Begin),
        1 => kind().prop_map(Op::Try),
        3 => at().prop_map(Op::Poll),
        5 => at().prop_map(Op::Step),
        2 => at().prop_map(Op::Drop),
    ];
    prop::collection::vec(op, 1..120)
}

/// Where a task is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    /// It waits for the right to upgrade.
    WaitsForRight,
    /// It has that, and has not seen it.
    HasRight,
    /// In line, or let in without having seen it.
    InLine(Access),
    LetIn(Access),
    In(Access),
    Done,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Access {
    Read,
    /// After having written.
    ReadAgain,
    Write,
    /// Reads, and has the right to upgrade.
    Upgradable,
    Upgraded,
    /// It has upgraded before.
    UpgradableAgain,
}

impl Access {
    fn writes(self) -> bool {
        matches!(self, Self::Write | Self::Upgraded)
    }
}

#[derive(Default)]
struct Model {
    readers: usize,
    is_written: bool,
    is_right_taken: bool,
    line: VecDeque<usize>,
    wait_for_right: VecDeque<usize>,
    states: Vec<State>,
    wakes: Vec<usize>,
}

impl Model {
    fn admits(&self, access: Access) -> bool {
        !self.is_written
            && match access {
                Access::Write => self.readers == 0,
                Access::Upgraded => self.readers == 1,
                _ => self.readers < MOST,
            }
    }

    fn let_in(&mut self, access: Access) {
        match access.writes() {
            true => self.is_written = true,
            false => self.readers += 1,
        }
    }

    /// Lets in all that are admitted, in their order.
    fn settle(&mut self) {
        while let Some(&first) = self.line.front() {
            let State::InLine(access) = self.states[first] else {
                panic!("{first} is not in line")
            };
            if !self.admits(access) {
                return;
            }
            self.line.pop_front();
            self.let_in(access);
            self.states[first] = State::LetIn(access);
            self.wakes[first] += 1;
        }
    }

    fn pass_right(&mut self) {
        self.is_right_taken = false;
        if let Some(first) = self.wait_for_right.pop_front() {
            self.is_right_taken = true;
            self.states[first] = State::HasRight;
            self.wakes[first] += 1;
        }
    }

    /// Gives up what somebody has been let in for.
    fn leave(&mut self, access: Access) {
        match access {
            Access::Read | Access::ReadAgain => self.readers -= 1,
            Access::Write => self.is_written = false,
            Access::Upgraded => {
                self.is_written = false;
                self.readers -= 1;
            }
            Access::Upgradable | Access::UpgradableAgain => self.readers -= 1,
        }
        self.settle();
        if !matches!(access, Access::Read | Access::ReadAgain | Access::Write) {
            self.pass_right();
        }
    }

    fn wait_or_enter(&mut self, at: usize, access: Access) {
        let is_first = access == Access::Upgraded;
        self.states[at] = if (is_first || self.line.is_empty()) && self.admits(access) {
            self.let_in(access);
            State::In(access)
        } else {
            match is_first {
                true => self.line.push_front(at),
                false => self.line.push_back(at),
            }
            State::InLine(access)
        };
    }

    fn begin(&mut self, kind: Kind) {
        let at = self.states.len();
        self.states.push(State::WaitsForRight);
        self.wakes.push(0);
        match kind {
            Kind::Read => self.wait_or_enter(at, Access::Read),
            Kind::Write | Kind::Downgrade => self.wait_or_enter(at, Access::Write),
            Kind::Upgrade if self.is_right_taken => self.wait_for_right.push_back(at),
            Kind::Upgrade => {
                self.is_right_taken = true;
                self.wait_or_enter(at, Access::Upgradable);
            }
        }
    }

    fn poll(&mut self, at: usize) {
        match self.states[at] {
            State::HasRight => self.wait_or_enter(at, Access::Upgradable),
            State::LetIn(access) => self.states[at] = State::In(access),
            _ => {}
        }
    }

    /// One that is in goes on.
    fn step(&mut self, at: usize, kind: Kind) {
        let State::In(access) = self.states[at] else {
            return;
        };
        match (kind, access) {
            (Kind::Downgrade, Access::Write) => {
                self.is_written = false;
                self.readers += 1;
                self.states[at] = State::In(Access::ReadAgain);
                self.settle();
            }
            (_, Access::Upgradable) => self.wait_or_enter(at, Access::Upgraded),
            (_, Access::Upgraded) => {
                self.is_written = false;
                self.states[at] = State::In(Access::UpgradableAgain);
                self.settle();
            }
            _ => {
                self.states[at] = State::Done;
                self.leave(access);
            }
        }
    }

    fn drop(&mut self, at: usize) {
        let state = core::mem::replace(&mut self.states[at], State::Done);
        match state {
            State::WaitsForRight => self.wait_for_right.retain(|other| *other != at),
            State::HasRight => self.pass_right(),
            State::InLine(access) => {
                self.line.retain(|other| *other != at);
                self.settle();
                match access {
                    Access::Upgradable => self.pass_right(),
                    // It reads all the while.
                    Access::Upgraded => self.leave(Access::Upgradable),
                    _ => {}
                }
            }
            State::LetIn(access) | State::In(access) => self.leave(access),
            State::Done => {}
        }
    }

    fn may(&self, kind: Kind) -> bool {
        self.line.is_empty()
            && match kind {
                Kind::Read => self.admits(Access::Read),
                Kind::Write | Kind::Downgrade => self.admits(Access::Write),
                Kind::Upgrade => !self.is_right_taken && self.admits(Access::Upgradable),
            }
    }
}

/// What a task says of itself.
#[derive(Default)]
struct Seen {
    is_in: Cell<Option<Access>>,
    goes_on: Cell<bool>,
}

impl Seen {
    /// Stays until it is told to go on.
    async fn stay(&self, access: Access) {
        self.is_in.set(Some(access));
        poll_fn(|_| match self.goes_on.take() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        })
        .await;
        self.is_in.set(None);
    }
}

async fn take_part(lock: Arc<RwLock<u32>>, kind: Kind, seen: Rc<Seen>) {
    match kind {
        Kind::Read => {
            let _guard = lock.read_owned().await;
            seen.stay(Access::Read).await;
        }
        Kind::Write => {
            let mut guard = lock.write_owned().await;
            *guard += 1;
            seen.stay(Access::Write).await;
        }
        Kind::Downgrade => {
            let mut guard = lock.write_owned().await;
            *guard += 1;
            seen.stay(Access::Write).await;
            let _guard = OwnedRwLockWriteGuard::downgrade(guard);
            seen.stay(Access::ReadAgain).await;
        }
        Kind::Upgrade => {
            let mut guard = lock.upgradable_read_owned().await;
            seen.stay(Access::Upgradable).await;
            {
                let mut guard = OwnedRwLockUpgradableReadGuard::upgrade(&mut guard).await;
                *guard += 1;
                seen.stay(Access::Upgraded).await;
            }
            seen.stay(Access::UpgradableAgain).await;
        }
    }
}

struct Task {
    future: Pin<Box<dyn Future<Output = ()>>>,
    kind: Kind,
    seen: Rc<Seen>,
    wakes: Wakes,
}

impl Task {
    fn begin(lock: &Arc<RwLock<u32>>, kind: Kind) -> Self {
        let seen = Rc::<Seen>::default();
        Self {
            future: Box::pin(take_part(lock.clone(), kind, seen.clone())),
            kind,
            seen,
            wakes: Wakes::default(),
        }
    }

    fn poll(&mut self) -> bool {
        self.wakes.poll(self.future.as_mut()).is_ready()
    }
}

fn check(tasks: &[Task], model: &Model) {
    for (at, task) in tasks.iter().enumerate() {
        let is_in = match model.states[at] {
            State::In(access) => Some(access),
            _ => None,
        };
        assert_eq!(
            task.seen.is_in.get(),
            is_in,
            "{at} is {:?}",
            model.states[at]
        );
        assert_eq!(task.wakes.count(), model.wakes[at], "wake-ups of {at}");
    }
}

fn try_for(lock: &Arc<RwLock<u32>>, kind: Kind) -> bool {
    match kind {
        Kind::Read => lock.try_read().is_some(),
        Kind::Write | Kind::Downgrade => lock.try_write().is_some(),
        Kind::Upgrade => lock.try_upgradable_read().is_some(),
    }
}

fn run(ops: Vec<Op>) {
    let lock = Arc::new(RwLock::with_max_readers(
        0,
        NonZeroUsize::new(MOST).unwrap(),
    ));
    let (mut model, mut tasks) = (Model::default(), Vec::<Task>::new());
    for op in ops {
        let at = match &op {
            Op::Poll(at) | Op::Step(at) | Op::Drop(at) if !tasks.is_empty() => {
                at.index(tasks.len())
            }
            Op::Poll(_) | Op::Step(_) | Op::Drop(_) => continue,
            Op::Begin(_) | Op::Try(_) => tasks.len(),
        };
        match op {
            Op::Begin(kind) => {
                tasks.push(Task::begin(&lock, kind));
                tasks[at].poll();
                model.begin(kind);
            }
            Op::Try(kind) => assert_eq!(try_for(&lock, kind), model.may(kind), "{kind:?}"),
            Op::Poll(_) if model.states[at] == State::Done => {}
            Op::Poll(_) => {
                assert!(!tasks[at].poll());
                model.poll(at);
            }
            Op::Step(_) => {
                if let State::In(_) = model.states[at] {
                    let kind = tasks[at].kind;
                    model.step(at, kind);
                    tasks[at].seen.goes_on.set(true);
                    assert_eq!(tasks[at].poll(), model.states[at] == State::Done);
                }
            }
            Op::Drop(_) => {
                if model.states[at] != State::Done {
                    tasks[at].future = Box::pin(core::future::pending());
                    tasks[at].seen.is_in.set(None);
                    model.drop(at);
                }
            }
        }
        check(&tasks, &model);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn it_behaves_like_the_model(ops in ops()) {
        run(ops);
    }
}
