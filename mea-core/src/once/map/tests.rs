//! The map against the model, with hashers that are good, bad and useless.

use std::{
    boxed::Box,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hasher},
};

use proptest::prelude::*;

use super::OnceMap;
use crate::once::model::{Call, Key, Kind, Real, Work, ops, run};

impl<S: BuildHasher> Real for OnceMap<Key, u32, S> {
    fn call(&self, key: Key, work: Work) -> Call<'_> {
        Box::pin(self.try_compute(key, || work.begin()))
    }

    fn get(&self, key: Key) -> Option<u32> {
        self.get(&key)
    }

    fn discard(&self, key: Key) {
        // As good as the other one, and says more.
        let value = Real::get(self, key);
        assert_eq!(self.remove(&key), value);
    }

    fn len(&self) -> Option<usize> {
        Some(self.len())
    }
}

/// Keys have one hash: all of them (`N` = 1), or some (2).
#[derive(Clone, Copy, Default)]
struct Collide<const N: u64>(u64);

impl<const N: u64> Hasher for Collide<N> {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().map(|b| u64::from(*b)).sum::<u64>() % N;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn behaves_like_the_model(ops in ops()) {
        run(Kind::Map, &OnceMap::with_hasher(BuildHasherDefault::<DefaultHasher>::new()), ops);
    }

    #[test]
    fn behaves_like_the_model_if_some_keys_have_one_hash(ops in ops()) {
        run(Kind::Map, &OnceMap::with_hasher(BuildHasherDefault::<Collide<2>>::new()), ops);
    }

    #[test]
    fn behaves_like_the_model_if_all_keys_have_one_hash(ops in ops()) {
        run(Kind::Map, &OnceMap::with_hasher(BuildHasherDefault::<Collide<1>>::new()), ops);
    }

    /// As a `HashMap` is made of them.
    #[test]
    fn collects(entries in prop::collection::vec((0..20_u8, any::<u32>()), 0..50)) {
        let map: OnceMap<u8, u32, BuildHasherDefault<Collide<3>>> = entries.iter().copied().collect();
        let model: std::collections::HashMap<_, _> = entries.into_iter().collect();
        prop_assert_eq!(map.len(), model.len());
        for key in 0..20 {
            prop_assert_eq!(map.get(&key), model.get(&key).copied());
        }
    }
}
