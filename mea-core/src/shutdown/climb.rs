//! The way up: who joins a scope or leaves it, and what its ancestors hear of that.
//!
//! A scope in which somebody lives counts as one of the living of its parent. Only the first who
//! joins and the last who leaves have to go there; the others are done with one step in one word.
//!
//! The order is what makes it right: who joins an empty scope has joined its parent before, and the
//! last who leaves tells the parent after. So at no moment does the parent look empty while somebody
//! lives below. If two join an empty scope at once, both join the parent, and the one that turns out
//! not to be the first leaves it again.

use alloc::vec::Vec;

use super::{
    census::{Admission, Left, Refusal},
    scope::Scope,
};

impl Scope {
    /// One more who lives here.
    ///
    /// # Errors
    ///
    /// The scope that is closed: this one, or one above it. Nothing changed then.
    #[track_caller]
    pub(super) fn join(&self, admission: Admission) -> Result<(), &Self> {
        // From here upwards, those in which nobody lives.
        let mut empty = Vec::new();
        let mut scope = self;
        loop {
            let census = scope.0.census();
            let Some(parent) = scope.0.parent() else {
                census.join(admission).map_err(|()| scope)?;
                break;
            };
            match census.join_others(admission) {
                Ok(()) => break,
                Err(Refusal::Closed) => return Err(scope),
                Err(Refusal::Empty) => {
                    empty.push(scope);
                    scope = parent;
                }
            }
        }
        // And down again: for each, one lives in its parent by now.
        while let Some(scope) = empty.pop() {
            match scope.0.census().join(admission) {
                Ok(true) => {}
                // Somebody else came first, and lives in the parent for it.
                Ok(false) => leave(scope.0.parent()),
                Err(()) => {
                    leave(scope.0.parent());
                    return Err(scope);
                }
            }
        }
        Ok(())
    }

    /// One less.
    pub(super) fn leave(&self) {
        leave(Some(self));
    }
}

fn leave(scope: Option<&Scope>) {
    let mut climb = Climb(scope);
    climb.run();
}

/// One leaves this scope. If it was the last, one leaves its parent, and so on.
struct Climb<'a>(Option<&'a Scope>);

impl Climb<'_> {
    fn run(&mut self) {
        while let Some(scope) = self.0.take() {
            if let Left::Nobody { waited } = scope.0.census().leave() {
                self.0 = scope.0.parent();
                if waited {
                    scope.0.nobody_is_left();
                }
            }
        }
    }
}

impl Drop for Climb<'_> {
    /// Goes on when a waker panicked.
    fn drop(&mut self) {
        self.run();
    }
}
