//! Who is found to violate the order, and who is not.

use alloc::{sync::Arc, task::Wake};
use core::task::Waker;
use std::{
    format,
    panic::{AssertUnwindSafe, catch_unwind},
    string::String,
    vec::Vec,
};

use super::{Record, Site, declare, on::remembers};
use crate::order::{Held, Level, LockAfter, Place};

/// A waker with an identity of its own.
struct Somebody(#[allow(dead_code)] u8);

impl Wake for Somebody {
    fn wake(self: Arc<Self>) {}
}

fn somebody() -> Waker {
    Arc::new(Somebody(0)).into()
}

macro_rules! levels {
    ($($Level:ident $(after $($Before:ident)*)?;)*) => {$(
        enum $Level {}
        impl Level for $Level {
            const LOCK: &'static str = stringify!($Level);
            const OWNER: &'static str = "tests";
            fn after(_name: &mut dyn FnMut(Place)) {
                $($(_name(Place::of::<$Before>());)*)?
            }
        }
    )*};
}

levels! {
    A;
    B after A;
    C after B;
    // On a side way from `A` to `C2`.
    Left after A;
    Right after A;
    C2 after Left Right;
    Unrelated;
    // What comes after what is declared below.
    Early;
    Late;
    Root;
    Stem after Root;
    Leaf;
    Own;
    Foreign;
    Both after Own;
}

impl LockAfter<A> for B {}

fn lock<L: Level>(waker: &Waker) -> Record {
    let mut site = Site::here();
    site.enter::<L>(waker);
    site.hold::<L>(waker)
}

fn violation<L: Level>(waker: &Waker) -> Option<String> {
    let mut site = Site::here();
    let panic = catch_unwind(AssertUnwindSafe(|| site.enter::<L>(waker))).err()?;
    Some(*panic.downcast().expect("a message"))
}

#[test]
fn a_later_lock_that_is_held_is_a_violation() {
    let task = somebody();
    let record = lock::<B>(&task);
    assert_eq!(violation::<C>(&task), None);
    let message = violation::<A>(&task).unwrap();
    for part in [
        "`A` of `tests` is locked at ",
        "`B` of `tests` is held, locked at ",
        "tests::A` comes before `",
    ] {
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(message.matches("check/tests.rs:").count(), 2, "{message}");
    drop(record);
    assert_eq!(violation::<A>(&task), None);
}

#[test]
fn what_follows_from_two_declarations_counts() {
    let task = somebody();
    let _record = lock::<C>(&task);
    assert!(violation::<A>(&task).is_some());
    let task = somebody();
    let _record = lock::<C2>(&task);
    for found in [
        violation::<A>(&task),
        violation::<Left>(&task),
        violation::<Right>(&task),
    ] {
        assert!(found.is_some());
    }
}

#[test]
fn what_is_not_declared_is_no_violation() {
    let task = somebody();
    let _record = lock::<Left>(&task);
    assert_eq!(violation::<Right>(&task), None);
    assert_eq!(violation::<Unrelated>(&task), None);
    assert_eq!(violation::<Left>(&task), None);
    assert_eq!(violation::<B>(&task), None);
}

#[test]
fn another_task_is_not_looked_at() {
    let (one, two) = (somebody(), somebody());
    let _record = lock::<B>(&one);
    assert_eq!(violation::<A>(&two), None);
}

#[test]
fn each_of_several_records_counts_until_it_is_dropped() {
    let task = somebody();
    let (one, two) = (lock::<B>(&task), lock::<C>(&task));
    let third = lock::<C>(&task);
    drop(two);
    drop(one);
    assert!(violation::<B>(&task).is_some());
    drop(third);
    assert_eq!(violation::<A>(&task), None);
}

#[test]
fn a_waker_of_nobody_is_not_checked() {
    let nobody = Waker::noop();
    let _record = lock::<B>(nobody);
    assert_eq!(violation::<A>(nobody), None);
}

#[test]
fn the_address_of_a_task_that_is_gone_is_not_reused_while_it_holds_a_lock() {
    let record = lock::<B>(&somebody());
    let others: Vec<_> = (0..64).map(|_| somebody()).collect();
    for other in &others {
        assert_eq!(violation::<A>(other), None);
    }
    drop(record);
}

#[test]
fn the_waker_goes_with_the_record() {
    let somebody = Arc::new(Somebody(0));
    let waker = Waker::from(somebody.clone());
    let record = lock::<A>(&waker);
    assert_eq!(Arc::strong_count(&somebody), 3);
    drop(record);
    assert_eq!(Arc::strong_count(&somebody), 2);
}

#[test]
fn an_order_that_a_token_has_passed_is_known() {
    let task = somebody();
    let record = lock::<Late>(&task);
    assert_eq!(violation::<Early>(&task), None);
    declare::<Early, Late>();
    assert!(violation::<Early>(&task).is_some());
    drop(record);
}

#[test]
fn what_comes_before_what_a_token_has_passed_is_known_too() {
    declare::<Stem, Leaf>();
    let task = somebody();
    let _record = lock::<Leaf>(&task);
    assert!(violation::<Root>(&task).is_some());
}

#[test]
fn what_a_token_has_passed_is_known_beside_what_the_level_says_itself() {
    declare::<Foreign, Both>();
    let task = somebody();
    let _record = lock::<Both>(&task);
    assert!(violation::<Foreign>(&task).is_some());
    assert!(violation::<Own>(&task).is_some());
}

#[test]
fn nothing_is_kept_of_a_task_that_holds_nothing() {
    let task = somebody();
    let records = [lock::<A>(&task), lock::<B>(&task)];
    assert!(remembers(&task));
    drop(records);
    assert!(!remembers(&task));
}

#[test]
fn a_site_is_asked_once() {
    let task = somebody();
    let mut site = Site::here();
    site.enter::<A>(&task);
    let _record = lock::<B>(&task);
    // The wait began before.
    site.enter::<A>(&task);
}

#[test]
fn a_token_has_no_size() {
    assert_eq!(size_of::<Held<A>>(), 0);
    let mut held = Held::<A>::conjure();
    let _: &mut Held<B> = held.skip_to();
    assert_eq!(format!("{held:?}"), "Held { .. }");
    held = Held::conjure();
    let _ = held;
}

mod branches {
    use core::{
        future::Future,
        pin::pin,
        task::{Context, Poll},
    };
    use std::cell::RefCell;

    use super::*;
    use crate::order::branch;

    /// Polls `future` once, as `task`.
    fn poll(future: impl Future<Output = ()>, task: &Waker) {
        let poll = pin!(future).poll(&mut Context::from_waker(task));
        assert_eq!(poll, Poll::Ready(()));
    }

    /// A future that calls `f` with the waker that it is polled with.
    fn with_waker(f: impl Fn(&Waker)) -> impl Future<Output = ()> {
        core::future::poll_fn(move |cx| {
            f(cx.waker());
            Poll::Ready(())
        })
    }

    #[test]
    fn see_what_the_task_holds_but_not_each_other() {
        let task = somebody();
        let records = RefCell::new(Vec::new());
        let one = branch(with_waker(|waker| {
            records.borrow_mut().push(lock::<C>(waker));
        }));
        let one = pin!(one);
        poll(one, &task);
        let two = branch(with_waker(|waker| {
            assert_eq!(violation::<A>(waker), None);
        }));
        poll(two, &task);
        let _record = lock::<B>(&task);
        let three = branch(branch(with_waker(|waker| {
            assert!(violation::<A>(waker).is_some());
            assert_eq!(violation::<C>(waker), None);
        })));
        poll(three, &task);
    }

    #[test]
    fn are_forgotten_when_they_are_gone() {
        let seen = RefCell::new(None);
        let future = branch(with_waker(|waker| {
            // A clone keeps the address from being given to somebody else.
            *seen.borrow_mut() = Some(waker.clone());
            assert!(remembers(waker));
        }));
        poll(future, &somebody());
        assert!(!remembers(&seen.take().unwrap()));
    }

    #[test]
    fn pass_wake_ups_on_to_the_task_that_polled_last() {
        struct Counter(std::sync::atomic::AtomicUsize);
        impl Wake for Counter {
            fn wake(self: Arc<Self>) {
                self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
        }
        let new = || Arc::new(Counter(0.into()));
        let count = |counter: &Counter| counter.0.load(std::sync::atomic::Ordering::Relaxed);
        let (first, second) = (new(), new());
        let wakers = RefCell::new(Vec::new());
        let mut branch = pin!(branch(core::future::poll_fn(|cx| {
            wakers.borrow_mut().push(cx.waker().clone());
            Poll::<()>::Pending
        })));
        for counter in [&first, &second] {
            let waker = Waker::from(counter.clone());
            let poll = branch.as_mut().poll(&mut Context::from_waker(&waker));
            assert_eq!(poll, Poll::Pending);
        }
        let mut wakers = wakers.borrow().clone();
        assert!(wakers[0].will_wake(&wakers[1]));
        wakers[0].wake_by_ref();
        wakers[1].wake_by_ref();
        assert_eq!((count(&first), count(&second)), (0, 1));
        let waker = Waker::from(second.clone());
        let _ = branch.as_mut().poll(&mut Context::from_waker(&waker));
        wakers[0].wake_by_ref();
        assert_eq!(count(&second), 2);
        let _ = branch.as_mut().poll(&mut Context::from_waker(&waker));
        wakers.swap_remove(0).wake();
        assert_eq!(count(&second), 3);
    }
}
