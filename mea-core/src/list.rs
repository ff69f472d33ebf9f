//! F1: the intrusive list under every wait queue. All link surgery of the crate is here.
//!
//! A circular, doubly linked list with ONE word in its owner: the tail is the head's `prev`.
//!
//! ```text
//!            +----------- prev ------------+
//!            v                             |
//!   head -> [A] -next-> [B] -next-> [C] ---+   (C.next = A)
//! ```
//!
//! An empty list has no use for that word, so it can carry a number there instead ("spare"). Beside it
//! is a flag that means nothing to the list. It is all packed to 9 bytes of alignment 1, which is what
//! lets the whole permit engine, with its debt, fit in 24 bytes.
//!
//! # Safety
//!
//! The list never owns a node. Whoever links one promises (see [`List::push_back`]) that it stays
//! valid and unmoved until it is unlinked, and that from now on its links are reached only through
//! the list, that is, under the lock that guards the list. So:
//!
//! 1. Every pointer reachable from `head` is a valid, linked node of this list.
//! 2. The links of a linked node are initialised, and touched only with `&mut List` in hand.
#![allow(unsafe_code)]

use core::{mem::MaybeUninit, ptr};

use crate::sync::UnsafeCell;

/// What a waiter embeds to be linked.
pub(crate) struct Node<T> {
    /// Uninitialised until the node is linked for the first time: a wait that is over at once
    /// does not pay for it.
    links: UnsafeCell<MaybeUninit<Links<T>>>,
    item: T,
}

struct Links<T> {
    prev: *const Node<T>,
    next: *const Node<T>,
}

impl<T> Node<T> {
    #[inline(always)]
    pub(crate) fn new(item: T) -> Self {
        Self {
            links: UnsafeCell::new(MaybeUninit::uninit()),
            item,
        }
    }

    #[inline(always)]
    pub(crate) fn item(&self) -> &T {
        &self.item
    }

    /// Marks, for loom, that the owner has the node for itself again. Loom notices that memory was
    /// given up too early only when a cell in it is touched.
    #[inline(always)]
    pub(crate) fn assert_unshared(&self) {
        if cfg!(loom) {
            self.links.with_mut(|_| ());
        }
    }

    /// # Safety
    ///
    /// The node is linked in a list, and the caller has that list by `&mut`.
    #[inline]
    unsafe fn links<R>(&self, f: impl FnOnce(&mut Links<T>) -> R) -> R {
        // SAFETY: initialised and ours for the moment, by invariant 2; `f` cannot come back here
        // for the same node, see the callers.
        self.links
            .with_mut(|links| f(unsafe { (*links).assume_init_mut() }))
    }
}

/// The list; see the module. Packed: read its fields by value.
#[repr(C, packed)]
pub(crate) struct List<T> {
    /// The first node if there is one, otherwise the spare number as an address.
    head: *const Node<T>,
    /// [`LINKED`] and [`FLAG`].
    bits: u8,
}

/// There is a node.
const LINKED: u8 = 1;
/// The flag is set.
const FLAG: u8 = 2;

// SAFETY: a list is an address. Its nodes are reached by whoever holds the list by `&mut`, which
// their owners agreed to when they linked them, see `push_back`.
unsafe impl<T> Send for List<T> {}

impl<T> List<T> {
    /// An empty list that carries `spare`.
    pub(crate) const fn new(spare: usize) -> Self {
        Self {
            head: ptr::without_provenance(spare),
            bits: 0,
        }
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.bits & LINKED == 0
    }

    /// The flag that the list carries.
    #[inline]
    pub(crate) fn flag(&self) -> bool {
        self.bits & FLAG != 0
    }

    #[inline]
    pub(crate) fn set_flag(&mut self, flag: bool) {
        self.bits = (self.bits & LINKED) | (u8::from(flag) * FLAG);
    }

    /// The number that an empty list carries; 0 if the list is not empty.
    #[inline]
    pub(crate) fn spare(&self) -> usize {
        if self.is_empty() { self.head.addr() } else { 0 }
    }

    /// # Panics
    ///
    /// In debug builds, if the list is not empty.
    #[inline]
    pub(crate) fn set_spare(&mut self, spare: usize) {
        debug_assert!(self.is_empty(), "only an empty list carries a number");
        self.head = ptr::without_provenance(spare);
    }

    /// The list whose first node is `head`; null for the empty list without a number.
    ///
    /// # Safety
    ///
    /// `head` is what [`into_head`](Self::into_head) of this list returned, and it has not been
    /// changed since.
    #[inline]
    pub(crate) unsafe fn from_head(head: *const Node<T>) -> Self {
        Self {
            head,
            bits: u8::from(!head.is_null()) * LINKED,
        }
    }

    /// The list as one word, where neither a number nor a flag is carried.
    #[inline]
    pub(crate) fn into_head(self) -> *const Node<T> {
        debug_assert!(
            !self.is_empty() || self.head.is_null(),
            "a number would be lost"
        );
        debug_assert!(!self.flag(), "a flag would be lost");
        self.head
    }

    /// An empty list that carries the head of another one in place of a number.
    #[inline]
    pub(crate) fn set_spare_head(&mut self, head: *const Node<T>) {
        debug_assert!(self.is_empty(), "only an empty list carries anything");
        self.head = head;
    }

    /// What [`set_spare_head`](Self::set_spare_head) was given; the list carries nothing then.
    #[inline]
    pub(crate) fn take_spare_head(&mut self) -> *const Node<T> {
        debug_assert!(self.is_empty(), "only an empty list carries anything");
        let head = self.head;
        self.head = ptr::null();
        head
    }

    /// The first node. Valid until the list is next changed.
    #[inline]
    pub(crate) fn front(&self) -> Option<*const Node<T>> {
        (!self.is_empty()).then_some(self.head)
    }

    #[inline]
    pub(crate) fn is_front(&self, node: *const Node<T>) -> bool {
        !self.is_empty() && ptr::eq(self.head, node)
    }

    /// Is there exactly one node?
    #[inline]
    pub(crate) fn is_single(&mut self) -> bool {
        // SAFETY: the head is a linked node of this list, which we have by `&mut`.
        !self.is_empty() && unsafe { (*self.head).links(|l| ptr::eq(l.next, self.head)) }
    }

    /// Links `node` as the last. The spare number must be 0.
    ///
    /// # Safety
    ///
    /// `node` is not linked, and stays valid at its address until [`unlink`](Self::unlink); until
    /// then its owner leaves its links alone, and its item may be reached from any thread that has
    /// this list by `&mut`.
    #[inline]
    pub(crate) unsafe fn push_back(&mut self, node: *const Node<T>) {
        debug_assert_eq!(self.spare(), 0, "the number of an empty list would be lost");
        if self.is_empty() {
            // SAFETY: valid and ours alone until it is linked.
            unsafe { &*node }.links.with_mut(|links| unsafe {
                (*links).write(Links {
                    prev: node,
                    next: node,
                });
            });
            self.head = node;
            self.bits |= LINKED;
            return;
        }
        let head = self.head;
        // SAFETY: head and tail are linked nodes of this list (invariant 1), and we have it by
        // `&mut`; `node` is valid and ours alone until it is linked. The three cells are those of
        // different nodes, or of one node (head = tail) one after the other.
        unsafe {
            let tail = (*head).links(|l| l.prev);
            (*node).links.with_mut(|links| {
                (*links).write(Links {
                    prev: tail,
                    next: head,
                });
            });
            (*tail).links(|l| l.next = node);
            (*head).links(|l| l.prev = node);
        }
    }

    /// Links `node` as the first.
    ///
    /// # Safety
    ///
    /// As [`push_back`](Self::push_back).
    #[inline]
    pub(crate) unsafe fn push_front(&mut self, node: *const Node<T>) {
        // In a circle the place before the first is the place after the last.
        // SAFETY: by the caller's promise.
        unsafe { self.push_back(node) };
        self.head = node;
    }

    /// Takes `node` out; an empty list carries the number 0.
    ///
    /// # Safety
    ///
    /// `node` is linked in this list.
    #[inline]
    pub(crate) unsafe fn unlink(&mut self, node: *const Node<T>) {
        // SAFETY: `node` and its neighbours are linked nodes of this list, which we have by `&mut`.
        unsafe {
            let (prev, next) = (*node).links(|l| (l.prev, l.next));
            if ptr::eq(next, node) {
                self.head = ptr::null();
                self.bits &= !LINKED;
                return;
            }
            (*prev).links(|l| l.next = next);
            (*next).links(|l| l.prev = prev);
            if ptr::eq(self.head, node) {
                self.head = next;
            }
        }
    }

    /// Takes nodes out from the front for as long as `take` returns `true`. Of those it is the last
    /// access: for what their owners were promised they are unlinked from then on, and they may be gone
    /// when `take` returns, before the list is mended.
    ///
    /// # Safety
    ///
    /// `take` leaves the links of the nodes alone. If it panics, or returns `false`, the node stays.
    #[inline]
    pub(crate) unsafe fn take_front_while(&mut self, mut take: impl FnMut(*const Node<T>) -> bool) {
        let Some(first) = self.front() else {
            return;
        };
        // SAFETY: by invariant 1. A node that was taken is not reached again: we go on from `next`, which
        // was read before, and what still refers to it, the `prev` of the first that stays and the `next`
        // of the last, is overwritten in the end, by `Mend`. Nobody sees the list before, as we have it by
        // `&mut`.
        unsafe {
            let last = (*first).links(|l| l.prev);
            let mut mend = Mend {
                list: self,
                last,
                stays: first,
            };
            loop {
                let node = mend.stays;
                let next = (*node).links(|l| l.next);
                if !take(node) {
                    return;
                }
                if ptr::eq(node, last) {
                    mend.stays = ptr::null();
                    return;
                }
                mend.stays = next;
            }
        }
    }
}

/// Mends a list of which the nodes at the front were taken, however that ends.
struct Mend<'a, T> {
    list: &'a mut List<T>,
    last: *const Node<T>,
    /// The first that was not taken; null if there is none.
    stays: *const Node<T>,
}

impl<T> Drop for Mend<'_, T> {
    #[inline]
    fn drop(&mut self) {
        let (last, stays) = (self.last, self.stays);
        if stays.is_null() {
            self.list.head = ptr::null();
            self.list.bits &= !LINKED;
        } else {
            // SAFETY: `stays` was not taken, so neither was the last one, and both are linked nodes of this
            // list (invariant 1), which we have by `&mut`. If none was taken, this changes nothing.
            unsafe {
                (*stays).links(|l| l.prev = last);
                (*last).links(|l| l.next = stays);
            }
            self.list.head = stays;
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use std::{
        collections::VecDeque,
        panic::{AssertUnwindSafe, catch_unwind},
        vec::Vec,
    };

    use proptest::prelude::*;

    use super::*;

    fn contents(list: &mut List<usize>, want: usize) -> Vec<usize> {
        let Some(head) = list.front() else {
            return Vec::new();
        };
        let (mut forth, mut back) = (Vec::new(), Vec::new());
        let (mut f, mut b) = (head, head);
        // SAFETY: linked nodes of `list`, which we have by `&mut`.
        unsafe {
            for _ in 0..want {
                forth.push(*(*f).item());
                f = (*f).links(|l| l.next);
                b = (*b).links(|l| l.prev);
                back.push(*(*b).item());
            }
        }
        assert!(ptr::eq(f, head) && ptr::eq(b, head), "the circle closes");
        back.reverse();
        assert_eq!(forth, back, "both directions agree");
        forth
    }

    proptest! {
        /// Random pushes at both ends, unlinks anywhere and walks from the front, against a `VecDeque`.
        #[test]
        fn behaves_like_a_deque(ops in prop::collection::vec((0..4u8, any::<prop::sample::Index>()), 1..60)) {
            let nodes: Vec<_> = (0..ops.len()).map(Node::new).collect();
            let (mut list, mut model) = (List::new(0), VecDeque::new());
            list.set_flag(true);
            for (i, (op, at)) in ops.iter().enumerate() {
                match op {
                    // SAFETY: not linked before (each index is pushed once); `nodes` outlives `list`.
                    0 => unsafe { list.push_back(&nodes[i]); model.push_back(i) },
                    // SAFETY: as above.
                    1 => unsafe { list.push_front(&nodes[i]); model.push_front(i) },
                    2 => {
                        let want = at.index(model.len() + 1);
                        let mut gone = Vec::new();
                        // SAFETY: it leaves the links alone, and panics before it takes.
                        let walk = AssertUnwindSafe(|| unsafe {
                            list.take_front_while(|node| {
                                let more = gone.len() < want;
                                assert!(more || i % 2 == 0, "one way to end a walk");
                                if more {
                                    gone.push(*(*node).item());
                                }
                                more
                            });
                        });
                        let panicked = catch_unwind(walk).is_err();
                        prop_assert_eq!(panicked, i % 2 == 1 && want < model.len());
                        prop_assert_eq!(gone, model.drain(..want).collect::<Vec<_>>());
                    }
                    _ if !model.is_empty() => {
                        let gone = model.remove(at.index(model.len())).unwrap();
                        // SAFETY: in the model, so linked.
                        unsafe { list.unlink(&nodes[gone]) };
                    }
                    _ => {}
                }
                prop_assert_eq!(contents(&mut list, model.len()), Vec::from(model.clone()));
                prop_assert_eq!(list.is_empty(), model.is_empty());
                prop_assert_eq!(list.is_single(), model.len() == 1);
                prop_assert_eq!(list.spare(), 0);
                prop_assert!(list.flag(), "it is left alone");
            }
        }
    }

    #[test]
    fn an_empty_list_carries_a_number() {
        let mut list = List::<()>::new(0);
        assert_eq!(list.spare(), 0);
        list.set_spare(usize::MAX);
        assert_eq!(
            (list.spare(), list.is_empty(), list.front()),
            (usize::MAX, true, None)
        );
        list.set_flag(true);
        assert_eq!((list.flag(), list.spare()), (true, usize::MAX));
        list.set_flag(false);
        assert_eq!((list.flag(), list.spare()), (false, usize::MAX));
        assert_eq!(
            (size_of::<List<()>>(), align_of::<List<()>>()),
            (size_of::<usize>() + 1, 1)
        );
    }
}
