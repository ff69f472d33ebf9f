//! The boxes against a plain model, with values that count how many of them live.

use std::{boxed::Box, sync::Arc, vec::Vec};

use proptest::prelude::*;

use super::{AtomicBox, AtomicOptionBox};

/// A value that the model knows by its number; the `Arc` counts those that live.
#[derive(Clone, Debug)]
struct Value(u32, #[allow(dead_code)] Arc<()>);

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

#[derive(Clone, Debug)]
enum Op {
    Swap(Option<u32>),
    Store(Option<u32>),
    SwapMut(Option<u32>),
    Take,
    GetMut(u32),
    Rebuild,
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let value = || prop::option::weighted(0.7, any::<u32>());
    prop::collection::vec(
        prop_oneof![
            value().prop_map(Op::Swap),
            value().prop_map(Op::Store),
            value().prop_map(Op::SwapMut),
            Just(Op::Take),
            any::<u32>().prop_map(Op::GetMut),
            Just(Op::Rebuild),
        ],
        1..60,
    )
}

proptest! {
    #[test]
    fn an_option_box_behaves_like_an_option(ops in ops()) {
        let lives = Arc::new(());
        let boxed = |n: Option<u32>| n.map(|n| Box::new(Value(n, lives.clone())));
        let number = |value: Option<Box<Value>>| value.map(|value| value.0);
        let mut atomic = AtomicOptionBox::none();
        let mut model = None::<u32>;
        for op in ops {
            match op {
                Op::Swap(n) => {
                    prop_assert_eq!(number(atomic.swap(boxed(n))), model);
                    model = n;
                }
                Op::Store(n) => {
                    atomic.store(boxed(n));
                    model = n;
                }
                Op::SwapMut(n) => {
                    let mut other = boxed(n);
                    atomic.swap_mut(&mut other);
                    prop_assert_eq!(number(other), model);
                    model = n;
                }
                Op::Take => prop_assert_eq!(number(atomic.take()), model.take()),
                Op::GetMut(n) => {
                    let value = atomic.get_mut();
                    prop_assert_eq!(value.as_ref().map(|value| value.0), model);
                    if let Some(value) = value {
                        value.0 = n;
                        model = Some(n);
                    }
                }
                Op::Rebuild => {
                    let value = atomic.into_inner();
                    prop_assert_eq!(value.as_ref().map(|value| value.0), model);
                    atomic = AtomicOptionBox::new(value);
                }
            }
            prop_assert_eq!(Arc::strong_count(&lives), 1 + usize::from(model.is_some()));
        }
        drop(atomic);
        prop_assert_eq!(Arc::strong_count(&lives), 1);
    }

    #[test]
    fn a_box_behaves_like_a_box(ops in ops()) {
        let lives = Arc::new(());
        let boxed = |n: Option<u32>| Box::new(Value(n.unwrap_or(0), lives.clone()));
        let mut atomic = AtomicBox::new(boxed(None));
        let mut model = 0;
        for op in ops {
            match op {
                Op::Swap(n) => {
                    prop_assert_eq!(atomic.swap(boxed(n)).0, model);
                    model = n.unwrap_or(0);
                }
                Op::Store(n) => {
                    atomic.store(boxed(n));
                    model = n.unwrap_or(0);
                }
                Op::SwapMut(n) => {
                    let mut other = boxed(n);
                    atomic.swap_mut(&mut other);
                    prop_assert_eq!(other.0, model);
                    model = n.unwrap_or(0);
                }
                Op::Take => {}
                Op::GetMut(n) => {
                    let value = atomic.get_mut();
                    prop_assert_eq!(value.0, model);
                    value.0 = n;
                    model = n;
                }
                Op::Rebuild => {
                    let value = atomic.into_inner();
                    prop_assert_eq!(value.0, model);
                    atomic = AtomicBox::new(value);
                }
            }
            prop_assert_eq!(Arc::strong_count(&lives), 2);
        }
        drop(atomic);
        prop_assert_eq!(Arc::strong_count(&lives), 1);
    }
}
