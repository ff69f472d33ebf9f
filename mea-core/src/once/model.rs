//! A plain model of what is done once by key, and the random sequences that are run against it: for
//! a cell, which has one key, for the map, and for the group.

use std::{
    boxed::Box,
    cell::Cell,
    collections::{BTreeMap, VecDeque},
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    rc::Rc,
    task::Poll,
    vec::Vec,
};

use proptest::prelude::*;

use crate::wake::tests::Wakes;

pub(crate) type Key = u8;
type Output = Result<u32, u32>;
pub(crate) type Call<'a> = Pin<Box<dyn Future<Output = Output> + 'a>>;

/// What is tested.
pub(crate) trait Real {
    /// A call for `key` that brings `work`.
    fn call(&self, key: Key, work: Work) -> Call<'_>;
    /// The value that is kept for `key`.
    fn get(&self, key: Key) -> Option<u32>;
    /// Forgets `key`.
    fn discard(&self, key: Key);
    /// The number of keys; `None` if there is no such thing.
    fn len(&self) -> Option<usize>;
}

/// What it should do.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// One key, for ever.
    Cell,
    /// Values stay.
    Map,
    /// Values go when they are there.
    Group,
}

#[derive(Clone, Debug)]
pub(crate) enum Op {
    /// Makes a call and, maybe, polls it.
    Call(Key, bool),
    Poll(prop::sample::Index),
    Drop(prop::sample::Index),
    /// Decides how the work of a call will end, when it is polled.
    End(prop::sample::Index, End),
    Discard(Key),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum End {
    Ok(u32),
    Err(u32),
    Panic,
}

/// The work of a call: pending until its end is decided.
#[derive(Clone, Default)]
pub(crate) struct Work(Rc<Script>);

#[derive(Default)]
struct Script {
    end: Cell<Option<End>>,
    begun: Cell<bool>,
    dropped: Cell<bool>,
}

impl Work {
    pub(crate) fn begin(self) -> impl Future<Output = Output> {
        struct Dropped(Rc<Script>);
        impl Drop for Dropped {
            fn drop(&mut self) {
                self.0.dropped.set(true);
            }
        }

        assert!(!self.0.begun.replace(true), "begun once");
        let script = Dropped(self.0);
        core::future::poll_fn(move |_| match script.0.end.get() {
            None => Poll::Pending,
            Some(End::Ok(value)) => Poll::Ready(Ok(value)),
            Some(End::Err(error)) => Poll::Ready(Err(error)),
            Some(End::Panic) => panic!("the work panics"),
        })
    }

    fn is_under_way(&self) -> bool {
        self.0.begun.get() && !self.0.dropped.get()
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    New,
    InLine,
    /// Has the right, or may go; not polled since.
    Granted,
    Working,
    Over,
}

struct Caller<'a> {
    call: Option<Call<'a>>,
    work: Work,
    wakes: Wakes,
    key: Key,
    entry: usize,
    state: State,
}

#[derive(Default)]
struct Entry {
    value: Option<u32>,
    /// Who has the right.
    owner: Option<usize>,
    line: VecDeque<usize>,
    users: usize,
}

struct Model<'a> {
    kind: Kind,
    entries: Vec<Entry>,
    table: BTreeMap<Key, usize>,
    callers: Vec<Caller<'a>>,
}

#[derive(Debug, PartialEq)]
enum Polled {
    Pending,
    Ready(Output),
    Panicked,
}

impl Model<'_> {
    /// What polling caller `i` should do.
    fn poll(&mut self, i: usize) -> Polled {
        if self.callers[i].state == State::New {
            let next = self.entries.len();
            let entry = *self.table.entry(self.callers[i].key).or_insert(next);
            if entry == next {
                self.entries.push(Entry::default());
            }
            self.callers[i].entry = entry;
            let entry = &mut self.entries[entry];
            entry.users += 1;
            if entry.value.is_none() && entry.owner.is_some() {
                entry.line.push_back(i);
                self.callers[i].state = State::InLine;
                return Polled::Pending;
            }
            self.callers[i].state = State::Granted;
        }
        let entry = &mut self.entries[self.callers[i].entry];
        match self.callers[i].state {
            State::InLine => return Polled::Pending,
            State::Granted => {
                if let Some(value) = entry.value {
                    self.leave(i);
                    return Polled::Ready(Ok(value));
                }
                entry.owner = Some(i);
                self.callers[i].state = State::Working;
            }
            State::Working => {}
            State::New | State::Over => unreachable!(),
        }
        match self.callers[i].work.0.end.get() {
            None => Polled::Pending,
            Some(End::Ok(value)) => {
                let (at, key) = (self.callers[i].entry, self.callers[i].key);
                if self.kind == Kind::Group && self.table.get(&key) == Some(&at) {
                    self.table.remove(&key);
                }
                let entry = &mut self.entries[at];
                entry.value = Some(value);
                for next in entry.line.drain(..) {
                    self.callers[next].state = State::Granted;
                }
                self.leave(i);
                Polled::Ready(Ok(value))
            }
            Some(End::Err(error)) => {
                self.leave(i);
                Polled::Ready(Err(error))
            }
            Some(End::Panic) => {
                self.leave(i);
                Polled::Panicked
            }
        }
    }

    /// Caller `i` is done, or gone.
    fn leave(&mut self, i: usize) {
        let state = core::mem::replace(&mut self.callers[i].state, State::Over);
        if matches!(state, State::New | State::Over) {
            return;
        }
        let (at, key) = (self.callers[i].entry, self.callers[i].key);
        let entry = &mut self.entries[at];
        entry.line.retain(|other| *other != i);
        entry.users -= 1;
        if entry.owner == Some(i) && entry.value.is_none() {
            entry.owner = entry.line.pop_front();
            if let Some(next) = entry.owner {
                self.callers[next].state = State::Granted;
            }
        }
        let unwanted = entry.users == 0 && entry.value.is_none();
        if unwanted && self.kind != Kind::Cell && self.table.get(&key) == Some(&at) {
            self.table.remove(&key);
        }
    }

    fn check(&self, real: &impl Real) {
        if let Some(len) = real.len() {
            assert_eq!(len, self.table.len());
        }
        for key in 0..KEYS {
            let entry = self.table.get(&key).map(|at| &self.entries[*at]);
            let value = entry.and_then(|entry| entry.value);
            if self.kind != Kind::Group {
                assert_eq!(real.get(key), value);
            }
        }
        for (i, caller) in self.callers.iter().enumerate() {
            let woken = caller.wakes.count();
            match caller.state {
                State::New | State::InLine | State::Working => assert_eq!(woken, 0, "caller {i}"),
                State::Granted => assert_eq!(woken, 1, "caller {i}"),
                State::Over => {}
            }
            // At most one for each entry, since the model has one owner.
            let works = caller.state == State::Working;
            assert_eq!(caller.work.is_under_way(), works, "caller {i}");
        }
    }
}

/// Keys of a map; a cell has only the first.
const KEYS: Key = 3;

fn poll(caller: &mut Caller<'_>) -> Polled {
    let Caller {
        call: Some(call),
        wakes,
        ..
    } = caller
    else {
        unreachable!("over");
    };
    wakes.reset();
    match catch_unwind(AssertUnwindSafe(|| wakes.poll(call.as_mut()))) {
        Ok(Poll::Pending) => Polled::Pending,
        Ok(Poll::Ready(output)) => Polled::Ready(output),
        Err(_) => Polled::Panicked,
    }
}

/// Runs `ops` against `real` and the model.
pub(crate) fn run(kind: Kind, real: &impl Real, ops: Vec<Op>) {
    let mut model = Model {
        kind,
        entries: Vec::new(),
        table: BTreeMap::new(),
        callers: Vec::new(),
    };
    for op in ops {
        match op {
            Op::Call(key, polled) => {
                let key = if kind == Kind::Cell { 0 } else { key };
                let work = Work::default();
                model.callers.push(Caller {
                    call: Some(real.call(key, work.clone())),
                    work,
                    wakes: Wakes::default(),
                    key,
                    entry: 0,
                    state: State::New,
                });
                if polled {
                    poll_both(&mut model, |_| None);
                }
            }
            Op::Poll(at) => poll_both(&mut model, |n| Some(at.index(n))),
            Op::Drop(at) if !model.callers.is_empty() => {
                let i = at.index(model.callers.len());
                // The call first: the work is dropped with it.
                model.callers[i].call = None;
                model.leave(i);
            }
            Op::End(at, end) if !model.callers.is_empty() => {
                let i = at.index(model.callers.len());
                model.callers[i].work.0.end.set(Some(end));
            }
            Op::Discard(key) if kind != Kind::Cell => {
                real.discard(key);
                model.table.remove(&key);
            }
            Op::Drop(_) | Op::End(..) | Op::Discard(_) => {}
        }
        model.check(real);
    }
    for i in 0..model.callers.len() {
        model.callers[i].call = None;
        model.leave(i);
        model.check(real);
    }
}

/// Polls the caller that `which` says, or the last one.
fn poll_both(model: &mut Model<'_>, which: impl FnOnce(usize) -> Option<usize>) {
    let n = model.callers.len();
    if n == 0 {
        return;
    }
    let i = which(n).unwrap_or(n - 1);
    if model.callers[i].state == State::Over {
        return;
    }
    let found = poll(&mut model.callers[i]);
    let expected = model.poll(i);
    assert_eq!(found, expected, "caller {i}");
    if found != Polled::Pending {
        // Half of them are kept, to see that an end is an end before the call is dropped.
        let keep = i % 2 == 0;
        if !keep {
            model.callers[i].call = None;
        }
    }
}

/// Random sequences of operations.
pub(crate) fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<prop::sample::Index>;
    let end = prop_oneof![
        2 => any::<u32>().prop_map(End::Ok),
        1 => any::<u32>().prop_map(End::Err),
        1 => Just(End::Panic),
    ];
    prop::collection::vec(
        prop_oneof![
            6 => (0..KEYS, any::<bool>()).prop_map(|(key, polled)| Op::Call(key, polled)),
            8 => at().prop_map(Op::Poll),
            3 => at().prop_map(Op::Drop),
            3 => (at(), end).prop_map(|(at, end)| Op::End(at, end)),
            1 => (0..KEYS).prop_map(Op::Discard),
        ],
        1..80,
    )
}
