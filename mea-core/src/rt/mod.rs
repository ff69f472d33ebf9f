//! What the code that the macros write refers to. Not public: it may change in any release.
//!
//! The core library by absolute names, so that the code does not depend on what its surroundings
//! import or shadow; and what would be the same in every expansion, written once.
//!
//! | | |
//! |---|---|
//! | `arms` | several pinned futures as one, and the future that polls them |
//! | `mask` | which of them are not polled |
//! | `start` | where a fair block begins to poll |
//! | `probe` | what is asked of a future that may lose |
//! | `together` | an arm that waits for two things |
//! | `keep` | futures that live across the turns of a loop |
//! | `exits` | how a handler leaves a loop that runs in a block of its own |
//! | `handler` | what a handler of an actor may return |
//! | `join` | futures that are all waited for |
//! | `terminated` | whether a future says that it is over |
//! | `cancel_safe` | what a function that may be dropped half-way is wrapped in |

mod arms;
mod cancel_safe;
mod exits;
mod handler;
mod join;
mod keep;
mod mask;
mod probe;
mod start;
mod terminated;
mod together;

pub use core::{
    convert::Infallible,
    future::{Future, IntoFuture, pending},
    ops::ControlFlow,
    option::Option::{self, None, Some},
    panic,
    pin::Pin,
    result::Result::{self, Err, Ok},
    task::Poll,
    unreachable,
};

pub use self::{
    arms::{Both, Wait, wait},
    cancel_safe::{Argument, ByValue, Checked, Kept, awaited, checked},
    exits::{FromResidual, Try},
    handler::HandlerOutput,
    join::{
        All, AllOk, Join, JoinKind, JoinTree, MaybeDone, Order, Tried, all_ok, join_in_order,
        join_in_turn, joined, try_joined,
    },
    keep::{Begin, Drive, Keep, KeptTree, Slot, Take, Turn, drive},
    mask::Mask,
    probe::{Polled, Probe, ProbeOwned, Safe, poll},
    start::{rotate, seed, start},
    terminated::{NotFused, Terminated},
    together::{LeftAlone, Together, left_alone, together},
};

/// The panic of a block that has nothing to wait for.
#[cold]
#[track_caller]
pub fn all_disabled(block: &str, arms: &[&str]) -> ! {
    panic!(
        "every arm of `{block}` is disabled and there is no `else`; its arms are `{}`",
        Arms(arms),
    )
}

struct Arms<'a>(&'a [&'a str]);

impl core::fmt::Display for Arms<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        for (i, arm) in self.0.iter().enumerate() {
            let separator = if i == 0 { "" } else { "`, `" };
            write!(f, "{separator}{arm}")?;
        }
        Ok(())
    }
}
