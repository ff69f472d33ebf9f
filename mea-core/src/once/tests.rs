//! The cell against the model.

use std::boxed::Box;

use proptest::prelude::*;

use super::{
    OnceCell,
    model::{Call, Key, Kind, Real, Work, ops, run},
};

impl Real for OnceCell<u32> {
    fn call(&self, _: Key, work: Work) -> Call<'_> {
        let call = self.get_or_try_init(|| work.begin());
        Box::pin(async move { call.await.copied() })
    }

    fn get(&self, key: Key) -> Option<u32> {
        (key == 0).then(|| self.get().copied()).flatten()
    }

    fn discard(&self, _: Key) {}

    fn len(&self) -> Option<usize> {
        None
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn behaves_like_the_model(ops in ops()) {
        run(Kind::Cell, &OnceCell::new(), ops);
    }

    /// One after the other, as a plain `Option` would.
    #[test]
    fn without_waiting_it_is_an_option(ops in prop::collection::vec((0..6_u8, any::<u32>()), 0..20)) {
        let (mut cell, mut option) = (OnceCell::new(), None);
        for (op, n) in ops {
            match op {
                0 => prop_assert_eq!(now(cell.get_or_init(async || n)), option.get_or_insert(n)),
                1 => {
                    let expected = option.as_ref().copied().ok_or(n);
                    let found: Result<&u32, u32> = now(cell.get_or_try_init(async || Err(n)));
                    prop_assert_eq!(found.copied(), expected);
                }
                2 => {
                    let found = now(cell.set(n));
                    prop_assert_eq!(found, if option.is_some() { Err(n) } else { Ok(()) });
                    option.get_or_insert(n);
                }
                3 => prop_assert_eq!(cell.take(), option.take()),
                4 => prop_assert_eq!(now(cell.get_mut_or_init(async || n)), option.get_or_insert(n)),
                _ => cell = cell.clone(),
            }
            prop_assert_eq!(cell.get(), option.as_ref());
            prop_assert_eq!(cell.get_mut(), option.as_mut());
            prop_assert_eq!(&cell, &option.map_or_else(OnceCell::new, OnceCell::from));
        }
        prop_assert_eq!(cell.into_inner(), option);
    }
}

fn now<F: core::future::Future>(future: F) -> F::Output {
    let mut future = core::pin::pin!(future);
    let mut cx = core::task::Context::from_waker(core::task::Waker::noop());
    match future.as_mut().poll(&mut cx) {
        core::task::Poll::Ready(output) => output,
        core::task::Poll::Pending => panic!("waits, but should be ready"),
    }
}

/// A right of another cell does not fill this one.
#[test]
#[should_panic(expected = "right.raw()")]
fn a_right_is_of_its_cell() {
    let (a, b) = (OnceCell::<u32>::new(), OnceCell::new());
    let mut claim = Box::pin(super::raw::Claim::new(a.raw()));
    let mut cx = core::task::Context::from_waker(core::task::Waker::noop());
    let core::task::Poll::Ready(Some(right)) = claim.as_mut().poll(&mut cx) else {
        unreachable!();
    };
    b.fill(right, 1);
}
