//! The wait group against a plain model: a number of handles, and those who wait.

use std::{
    boxed::Box,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    string::String,
    sync::atomic::Ordering::Relaxed,
    vec::Vec,
};

use proptest::prelude::*;

use super::{
    Wait, WaitGroup,
    handles::{Handles, MOST},
};
use crate::wake::tests::Wakes;

#[derive(Clone, Debug)]
enum Op {
    Clone(prop::sample::Index),
    Drop(prop::sample::Index),
    /// Awaits a handle: makes a wait, and polls it.
    Await(prop::sample::Index),
    CloneWait(prop::sample::Index),
    PollWait(prop::sample::Index),
    DropWait(prop::sample::Index),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<prop::sample::Index>;
    let op = prop_oneof![
        3 => at().prop_map(Op::Clone),
        3 => at().prop_map(Op::Drop),
        2 => at().prop_map(Op::Await),
        1 => at().prop_map(Op::CloneWait),
        3 => at().prop_map(Op::PollWait),
        2 => at().prop_map(Op::DropWait),
    ];
    prop::collection::vec(op, 1..60)
}

/// What the model knows of a wait.
struct Waiting {
    wait: Pin<Box<Wait>>,
    wakes: Wakes,
    in_line: bool,
    done: bool,
}

impl Waiting {
    fn new(wait: Wait) -> Self {
        Self {
            wait: Box::pin(wait),
            wakes: Wakes::default(),
            in_line: false,
            done: false,
        }
    }

    fn poll(&mut self, handles: usize) {
        if self.done {
            return;
        }
        self.done = self.wakes.poll(self.wait.as_mut()).is_ready();
        assert_eq!(self.done, handles == 0);
        self.in_line |= !self.done;
    }
}

fn run(ops: Vec<Op>) {
    let mut handles = Vec::from([WaitGroup::new()]);
    let mut waits = Vec::<Waiting>::new();
    for op in ops {
        match op {
            Op::Clone(_) | Op::Drop(_) | Op::Await(_) if handles.is_empty() => {}
            Op::Clone(at) => handles.push(at.get(&handles).clone()),
            Op::Drop(at) => drop(handles.swap_remove(at.index(handles.len()))),
            Op::Await(at) => {
                let handle = handles.swap_remove(at.index(handles.len()));
                let mut wait = Waiting::new(handle.into_future());
                wait.poll(handles.len());
                waits.push(wait);
            }
            Op::CloneWait(_) | Op::PollWait(_) | Op::DropWait(_) if waits.is_empty() => {}
            Op::CloneWait(at) => {
                let wait = Wait::clone(&at.get(&waits).wait);
                waits.push(Waiting::new(wait));
            }
            Op::PollWait(at) => {
                let at = at.index(waits.len());
                waits[at].poll(handles.len());
            }
            Op::DropWait(at) => drop(waits.swap_remove(at.index(waits.len()))),
        }
        for handle in &handles {
            assert_eq!(handle.len(), handles.len());
        }
        for wait in &waits {
            // Woken once, by the last handle, if it was in line then.
            let woken = wait.in_line && handles.is_empty();
            assert_eq!(wait.wakes.count(), usize::from(woken));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn behaves_like_the_model(ops in ops()) {
        run(ops);
    }
}

/// As if so many handles had been forgotten.
fn set(group: &WaitGroup, handles: usize) -> &Handles {
    let rules = group.handle.handles();
    rules.0.store(2 * handles, Relaxed);
    rules
}

#[test]
fn too_many_handles_panic_and_change_nothing() {
    let group = WaitGroup::new();
    let count = set(&group, MOST - 1);
    let last = group.clone();
    for _ in 0..3 {
        let panicked = catch_unwind(AssertUnwindSafe(|| group.clone()));
        let message = panicked.unwrap_err().downcast::<String>().unwrap();
        assert!(message.contains("cannot have more than"), "{message}");
        assert_eq!(group.len(), MOST);
    }
    drop(last);
    assert_eq!(group.len(), MOST - 1);
    let again = group.clone();
    drop(again);
    // All but these were forgotten; now they are not any more.
    set(&group, 1);
    assert_eq!(count.len(), 1);
}
