//! What handles and waits share, and when it is freed.
//!
//! ```text
//!   Handle  Handle  Handle        Member    Member        handles: 3
//!      +-------+-------+             |         |
//!              | one for all         |         |          members: 3
//!              +---------------------+---------+
//!                                    v
//!                                  Group
//! ```
//!
//! The handles together are one member, which the last of them takes away. So a handle is counted once,
//! and not a second time as something that keeps the memory.
//!
//! # Safety
//!
//! 1. A group is one allocation, with `members` members: each [`Member`], and one more for as long as
//!    there is a [`Handle`]. It is freed by the last member that goes. So who has a handle or a member may
//!    dereference its pointer.
//! 2. A member is made of another one, or by the owner of a handle. So whoever has the only one, and no
//!    handle beside it, has the group for itself.
//! 3. Whoever has given up a handle, and was not the last, does not reach for the group any more.
//! 4. Who leaves does so by one subtraction, and has nothing but a reference to that one atomic then, all of
//!    which is an `UnsafeCell`: so it claims nothing about the memory after the last access, and the group
//!    may be freed before the function has returned. References to the group are neither arguments of a
//!    function meanwhile nor used after it.
#![allow(unsafe_code)]

use alloc::boxed::Box;
use core::{
    mem::ManuallyDrop,
    panic::{RefUnwindSafe, UnwindSafe},
    ptr::NonNull,
};

use super::handles::{Handles, Removed};
use crate::{
    gate::{Gate, Generations},
    queue::{Home, Queue},
    sync::{
        AtomicUsize,
        Ordering::{AcqRel, Acquire, Relaxed},
        Tracked, UnsafeCell,
    },
};

/// Far from an overflow, whatever clones may come before the first panics.
const MOST_MEMBERS: usize = isize::MAX as usize;

struct Group {
    gate: Gate<Handles>,
    members: AtomicUsize,
    /// Touched by all who reach for the group, so that loom notices one that is freed too early.
    watched: UnsafeCell<()>,
    _tracked: Tracked,
}

/// Who is waited for.
pub(super) struct Handle(NonNull<Group>);

/// Who keeps the group, and is not waited for.
pub(crate) struct Member(NonNull<Group>);

const _: () = {
    const fn shared_by_threads<T: Send + Sync>() {}
    shared_by_threads::<Gate<Handles>>();
};

// SAFETY: of the group they reach the gate and a number, which may be shared between threads, as is
// checked above; whoever is last, on any thread, frees them.
unsafe impl Send for Handle {}
// SAFETY: as above.
unsafe impl Sync for Handle {}
// SAFETY: as above.
unsafe impl Send for Member {}
// SAFETY: as above.
unsafe impl Sync for Member {}

// No panic leaves a gate, or a number, in a state that others should not see.
impl UnwindSafe for Handle {}
impl RefUnwindSafe for Handle {}
impl UnwindSafe for Member {}
impl RefUnwindSafe for Member {}

impl Handle {
    /// The first handle of a new group.
    #[inline]
    pub(super) fn new() -> Self {
        Self(NonNull::from(Box::leak(Box::new(Group {
            gate: Gate::with_rules(Handles::one()),
            members: AtomicUsize::new(1),
            watched: UnsafeCell::new(()),
            _tracked: Tracked::new(),
        }))))
    }

    #[inline(always)]
    fn group(&self) -> &Group {
        // SAFETY: we are a handle (invariant 1).
        let group = unsafe { self.0.as_ref() };
        group.watched.with(|_| ());
        group
    }

    #[inline(always)]
    pub(super) fn handles(&self) -> &Handles {
        self.group().gate.rules()
    }

    /// Gives the handle up for a membership.
    #[inline]
    #[track_caller]
    pub(super) fn into_member(self) -> Member {
        if self.handles().is_only() {
            let this = ManuallyDrop::new(self);
            // SAFETY: a handle, which is not used or dropped again.
            if let Some(member) = unsafe { give_up(this.0) } {
                return member;
            }
            unreachable!("there was no other");
        }
        // Before the handle is given up, after which the group might be gone.
        let member = Member::another(self.group(), self.0);
        drop(self);
        member
    }
}

/// Gives a handle up. If it was the last one, all waits end, and the membership of the handles is
/// returned.
///
/// # Safety
///
/// The caller has a handle of the group, and does not use it any more.
#[inline]
unsafe fn give_up(group: NonNull<Group>) -> Option<Member> {
    // SAFETY: the caller's handle keeps it.
    unsafe { (*group.as_ptr()).watched.with(|_| ()) };
    // SAFETY: the caller's handle keeps it until `remove` subtracts; after that invariants 3 and 4 hold:
    // `remove` has a reference to the word alone, and does not look at it again.
    match unsafe { (*group.as_ptr()).gate.rules().remove() } {
        Removed::Other => None,
        Removed::Last { waited } => {
            // From here on the membership of the handles is ours; a waker that panics drops it.
            let member = Member(group);
            if waited {
                member.gate().notify_all();
            }
            Some(member)
        }
    }
}

impl Clone for Handle {
    /// # Panics
    ///
    /// If there are too many. Nothing changes in that case.
    #[inline]
    #[track_caller]
    fn clone(&self) -> Self {
        self.handles().add();
        Self(self.0)
    }
}

impl Drop for Handle {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: this is the end of `self`.
        drop(unsafe { give_up(self.0) });
    }
}

impl Member {
    /// One more of those of a group, to which `this` points.
    ///
    /// # Panics
    ///
    /// If there are too many. Nothing changes in that case.
    #[inline]
    #[track_caller]
    fn another(group: &Group, this: NonNull<Group>) -> Self {
        // Relaxed: who asks keeps the number from zero.
        if group.members.fetch_add(1, Relaxed) >= MOST_MEMBERS {
            group.members.fetch_sub(1, Relaxed);
            too_many();
        }
        Self(this)
    }

    #[inline(always)]
    fn group(&self) -> &Group {
        // SAFETY: we are a member (invariant 1).
        let group = unsafe { self.0.as_ref() };
        group.watched.with(|_| ());
        group
    }

    #[inline(always)]
    pub(super) fn gate(&self) -> &Gate<Handles> {
        &self.group().gate
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn too_many() -> ! {
    panic!("a wait group cannot have more than {MOST_MEMBERS} waits");
}

impl Clone for Member {
    /// # Panics
    ///
    /// If there are too many. Nothing changes in that case.
    #[inline]
    #[track_caller]
    fn clone(&self) -> Self {
        Self::another(self.group(), self.0)
    }
}

impl Drop for Member {
    #[inline]
    fn drop(&mut self) {
        let members = &self.group().members;
        // Acquire: what the others did happens before the group is freed. Members have left with Release;
        // a handle has, too, and the last one, which acquired that, left as a member after it.
        // If we are the only one there will be no other (invariant 2), and nobody needs to be told.
        if members.load(Acquire) != 1 && members.fetch_sub(1, AcqRel) != 1 {
            return;
        }
        // SAFETY: from a box, by `Handle::new`. We are the last member, so nobody else reaches for it
        // (invariants 1 and 3), and what they did happens before this.
        let group = unsafe { Box::from_raw(self.0.as_ptr()) };
        group.watched.with_mut(|_| ());
    }
}

// SAFETY: the group is not moved while it has a member, and a move of the pointer says nothing about
// other pointers to it.
unsafe impl Home for Member {
    type Engine = Generations<Handles>;

    #[inline(always)]
    fn queue(&self) -> &Queue<Generations<Handles>> {
        self.gate()
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use std::{
        future::IntoFuture,
        panic::{AssertUnwindSafe, catch_unwind},
        string::String,
    };

    use super::*;
    use crate::waitgroup::WaitGroup;

    /// As if so many had been forgotten.
    #[test]
    fn too_many_waits_panic_and_change_nothing() {
        let handle = WaitGroup::new();
        let wait = handle.clone().into_future();
        let member = wait.member().clone();
        let members = &member.group().members;
        let real = members.load(Relaxed);
        members.store(MOST_MEMBERS, Relaxed);
        for _ in 0..3 {
            let panicked = catch_unwind(AssertUnwindSafe(|| wait.clone()));
            let message = panicked.unwrap_err().downcast::<String>().unwrap();
            assert!(message.contains("cannot have more than"), "{message}");
            assert_eq!(members.load(Relaxed), MOST_MEMBERS);
        }
        // A handle that is awaited is one member more, too, and does not get lost.
        let awaited = handle.clone();
        let panicked = catch_unwind(AssertUnwindSafe(|| awaited.into_future()));
        assert!(panicked.is_err());
        assert_eq!(handle.len(), 1);
        assert_eq!(members.load(Relaxed), MOST_MEMBERS);
        members.store(real, Relaxed);
    }
}
