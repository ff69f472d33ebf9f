//! The programs. `n` is how many rounds a task has.

mod actor;
mod bank;
mod broadcast;
mod events;
mod locks;
mod once;
mod permits;
mod pipeline;
mod requests;
mod rounds;
mod scopes;
mod swaps;

use std::pin::Pin;

use crate::Runtime;

/// A program that was begun.
pub type Running = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A program with its name.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// What it is called.
    pub name: &'static str,
    /// Begins it, with so many rounds a task.
    pub begin: fn(usize) -> Running,
}

/// All there are, on `R`.
pub fn all<R: Runtime>() -> Vec<Scenario> {
    macro_rules! scenarios {
        ($($module:ident::$name:ident)*) => {
            vec![$(Scenario {
                name: concat!(stringify!($module), "::", stringify!($name)),
                begin: |n| Box::pin($module::$name::<R>(n)),
            }),*]
        };
    }
    scenarios! {
        locks::mutex
        locks::eventually_fair
        locks::condvar
        locks::rwlock
        permits::semaphore
        permits::resized
        permits::fair_share
        pipeline::drained
        pipeline::closed
        broadcast::overflow
        broadcast::bounded
        requests::answered
        requests::watched
        rounds::barrier
        rounds::latch_and_waitgroup
        events::token
        events::door
        once::cell
        once::map
        once::flights
        scopes::tree
        swaps::boxes
        bank::transfers
        actor::turns
    }
}
