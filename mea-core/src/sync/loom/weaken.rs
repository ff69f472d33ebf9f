//! Mutants of the memory orderings: one of them is weaker than it is written, and a loom test has to notice.
//!
//! `.ci/run orderings` asks for them by two variables of the environment:
//!
//! - `ORDERINGS_SEEN=file`: each ordering that is used is noted down in the file, once, with its place in
//!   the source: `mea-core/src/event/flag.rs:48:59 0 Release`. The number is its place among the arguments.
//! - `WEAKEN="mea-core/src/event/flag.rs:48:59 0 Relaxed"`: the ordering at this place is that one.

use core::panic::Location;
use std::{
    collections::BTreeSet,
    env,
    fs::{File, OpenOptions},
    io::Write,
    string::String,
    sync::{Mutex, OnceLock},
};

use super::super::Ordering::{self, Acquire, Relaxed, Release};

/// File, line, column, and the number of the argument.
type Place<F = &'static str> = (F, u32, u32, usize);

enum Plan {
    AsWritten,
    /// To be noted down, if they were not.
    Note(Mutex<(File, BTreeSet<Place>)>),
    Weaken(Place<String>, Ordering),
}

impl Plan {
    fn new() -> Self {
        if let Ok(path) = env::var("ORDERINGS_SEEN") {
            let file = OpenOptions::new().append(true).create(true).open(path);
            let file = file.expect("orderings can be noted down");
            return Self::Note(Mutex::new((file, BTreeSet::new())));
        }
        let Ok(weaken) = env::var("WEAKEN") else {
            return Self::AsWritten;
        };
        Self::weaken(&weaken)
            .unwrap_or_else(|| panic!("this is no place with an ordering: {weaken}"))
    }

    fn weaken(what: &str) -> Option<Self> {
        let mut parts = what.split([':', ' ']);
        let place = (
            parts.next()?.into(),
            parts.next()?.parse().ok()?,
            parts.next()?.parse().ok()?,
            parts.next()?.parse().ok()?,
        );
        let order = match parts.next()? {
            "Relaxed" => Relaxed,
            "Acquire" => Acquire,
            "Release" => Release,
            _ => return None,
        };
        Some(Self::Weaken(place, order))
    }
}

/// The ordering that is the argument `number` of an operation of the caller.
#[track_caller]
pub(super) fn weaker(order: Ordering, number: usize) -> Ordering {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    let at = Location::caller();
    let place = (at.file(), at.line(), at.column(), number);
    match PLAN.get_or_init(Plan::new) {
        Plan::AsWritten => {}
        Plan::Note(seen) => {
            let (file, seen) = &mut *seen.lock().expect("nobody panics there");
            if seen.insert(place) {
                writeln!(file, "{at} {number} {order:?}").expect("orderings can be noted down");
            }
        }
        Plan::Weaken(which, to) => {
            if (&*which.0, which.1, which.2, which.3) == place {
                return *to;
            }
        }
    }
    order
}
