//! Who lives in a scope, and whether it is closed: one word.
//!
//! ```text
//!   | the living .. | somebody has waited for their end | closed |
//! ```
//!
//! The living are the receivers of the scope, and each of its child scopes in which somebody lives.
//!
//! | event | the word | then |
//! |---|---|---|
//! | a receiver is cloned | `+ ONE` | |
//! | somebody joins | `+ ONE` | refused if `CLOSED`, in the same step |
//! | somebody leaves, and is not the last | `- ONE` | |
//! | somebody waits for the end | `\| WAITED` | under the lock; and looks again |
//! | the last one leaves | `- ONE` | to the lock, if `WAITED`; leaves the parent scope |
//! | shutdown | `\| CLOSED` | |
//! | the end was awaited, and is here | `\| CLOSED` | only if nobody lives, in the same step |
//!
//! So of a registration and an end, exactly one comes first: either the one who joined is waited for,
//! or it was refused.

use crate::sync::{
    AtomicUsize,
    Ordering::{AcqRel, Acquire, Relaxed, Release},
};

const CLOSED: usize = 1;
const WAITED: usize = 2;
const ONE: usize = 4;

/// Far from an overflow of the word, whatever clones may come before the first panics; and an `Arc`
/// that is cloned with each receiver does not get there before.
pub(super) const MOST: usize = isize::MAX as usize / ONE;

/// The word.
pub(super) struct Census(pub(super) AtomicUsize);

/// Who may join.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Admission {
    /// Nobody, once the scope is closed.
    IfOpen,
    /// Everybody: of a scope that is closed, too, there may be children.
    Always,
}

/// Why somebody may not join.
pub(super) enum Refusal {
    Closed,
    /// Nobody lives here, so the parent scope has to be asked first.
    Empty,
}

/// How somebody left.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    Others,
    /// The last one; if `waited`, somebody may be in line for that.
    Nobody {
        waited: bool,
    },
}

/// Whether a scope has come to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Somebody lives here.
    NotYet,
    /// Nobody does, and it was closed already.
    WasOver,
    /// Nobody does, and it is closed by this.
    Now,
}

impl Census {
    /// Of a scope in which one lives.
    pub(super) fn one() -> Self {
        Self(AtomicUsize::new(ONE))
    }

    pub(super) fn living(&self) -> usize {
        self.0.load(Relaxed) / ONE
    }

    /// Acquire: pairs with the Release of [`close`](Self::close).
    #[inline]
    pub(super) fn is_closed(&self) -> bool {
        self.0.load(Acquire) & CLOSED != 0
    }

    /// Closed and empty. Acquire: pairs with the Release of [`close`](Self::close) and of everybody who
    /// left.
    #[inline]
    pub(super) fn is_over(&self) -> bool {
        self.0.load(Acquire) & !WAITED == CLOSED
    }

    /// One more, for one who lives here.
    ///
    /// # Panics
    ///
    /// If there are [`MOST`] already; nothing changes then.
    #[inline]
    #[track_caller]
    pub(super) fn one_more(&self) {
        // Relaxed: the one who asks keeps the count from zero.
        if self.0.fetch_add(ONE, Relaxed) / ONE >= MOST {
            self.0.fetch_sub(ONE, Relaxed);
            too_many();
        }
    }

    /// One more, if somebody lives here already.
    ///
    /// # Panics
    ///
    /// As [`one_more`](Self::one_more).
    #[track_caller]
    pub(super) fn join_others(&self, admission: Admission) -> Result<(), Refusal> {
        self.join_if(|word| {
            if word & CLOSED != 0 && admission == Admission::IfOpen {
                Err(Refusal::Closed)
            } else if word < ONE {
                Err(Refusal::Empty)
            } else {
                Ok(())
            }
        })
    }

    /// One more. `Ok(true)`: the first. `Err`: it is closed.
    ///
    /// # Panics
    ///
    /// As [`one_more`](Self::one_more).
    #[track_caller]
    pub(super) fn join(&self, admission: Admission) -> Result<bool, ()> {
        self.join_if(|word| {
            if word & CLOSED != 0 && admission == Admission::IfOpen {
                Err(())
            } else {
                Ok(word < ONE)
            }
        })
    }

    #[inline]
    #[track_caller]
    fn join_if<T, E>(&self, may: impl Fn(usize) -> Result<T, E>) -> Result<T, E> {
        match self.try_join_if(may) {
            Ok(answer) => Ok(answer),
            Err(Some(refusal)) => Err(refusal),
            Err(None) => too_many(),
        }
    }

    /// `Err(None)`: there are [`MOST`]. (The caller panics: an operation on the word is to be at its own
    /// place for `.ci/orderings`, and not at that of a caller of ours.)
    #[inline]
    fn try_join_if<T, E>(&self, may: impl Fn(usize) -> Result<T, E>) -> Result<T, Option<E>> {
        let mut word = self.0.load(Acquire);
        loop {
            let answer = may(word).map_err(Some)?;
            if word / ONE >= MOST {
                return Err(None);
            }
            // Acquire: who is refused sees what led to the shutdown. Relaxed: who joins learns nothing.
            match self
                .0
                .compare_exchange_weak(word, word + ONE, Relaxed, Acquire)
            {
                Ok(_) => return Ok(answer),
                Err(now) => word = now,
            }
        }
    }

    /// One less.
    #[inline]
    pub(super) fn leave(&self) -> Left {
        // Release: what the one who leaves did happens before the end. Acquire: and so does what the
        // others did, since it is the last one that tells.
        let word = self.0.fetch_sub(ONE, AcqRel);
        if word >= 2 * ONE {
            Left::Others
        } else {
            Left::Nobody {
                waited: word & WAITED != 0,
            }
        }
    }

    /// Somebody is about to wait for the end, under the lock, and will look once more.
    #[inline]
    pub(super) fn await_end(&self) {
        // Relaxed: in one word with the count, so whoever leaves as the last after this sees it.
        self.0.fetch_or(WAITED, Relaxed);
    }

    /// `true`: it was open.
    pub(super) fn close(&self) -> bool {
        // Release: what was done before the shutdown is seen by those who see it.
        self.0.fetch_or(CLOSED, Release) & CLOSED == 0
    }

    /// Closes if nobody lives here.
    pub(super) fn close_if_empty(&self) -> Ending {
        // AcqRel: as `leave` and `close`. Relaxed: nothing follows from somebody's living here.
        let close = |word| (word < ONE).then_some(word | CLOSED);
        match self.0.fetch_update(AcqRel, Relaxed, close) {
            Ok(word) if word & CLOSED == 0 => Ending::Now,
            Ok(_) => Ending::WasOver,
            Err(_) => Ending::NotYet,
        }
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn too_many() -> ! {
    panic!("a scope cannot have more than {MOST} receivers and child scopes");
}
