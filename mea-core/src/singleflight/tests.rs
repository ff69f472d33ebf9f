//! The group against the model.

use std::{
    boxed::Box,
    hash::{BuildHasherDefault, DefaultHasher},
};

use proptest::prelude::*;

use super::Group;
use crate::once::model::{Call, Key, Kind, Real, Work, ops, run};

type Hashers = BuildHasherDefault<DefaultHasher>;

impl Real for Group<Key, u32, Hashers> {
    fn call(&self, key: Key, work: Work) -> Call<'_> {
        Box::pin(self.try_work(key, || work.begin()))
    }

    fn get(&self, _: Key) -> Option<u32> {
        None
    }

    fn discard(&self, key: Key) {
        self.forget(&key);
    }

    fn len(&self) -> Option<usize> {
        Some(self.len())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn behaves_like_the_model(ops in ops()) {
        run(Kind::Group, &Group::with_hasher(Hashers::new()), ops);
    }
}
