//! What a struct may look like: generics, visibility, attributes, places.

use std::{collections::HashMap, fmt::Debug, hash::Hash, sync::Arc};

use mea::order::{Held, LockBefore};

use crate::support::now;

#[test]
fn lifetimes_types_constants_and_where_clauses() {
    #[mea::shared]
    #[derive(Debug, Default)]
    struct Cache<'a, K, V = u8, const N: usize = 2>
    where
        K: Eq + Hash,
        V: Clone,
    {
        #[lock(rwlock)]
        entries: HashMap<K, V>,
        #[lock(mutex(last))]
        key: Option<K>,
        #[lock(mutex(last))]
        value: Option<(V, &'a str)>,
        #[lock(once)]
        sizes: [usize; N],
        name: &'a str,
    }

    async fn insert<'a, K: Eq + Hash + Clone, V: Clone, const N: usize>(
        cache: &Cache<'a, K, V, N>,
        held: &mut Held<impl LockBefore<CacheEntries>>,
        (key, value): (K, V),
    ) {
        let (mut entries, held) = cache.entries().write_after(held).await;
        entries.insert(key.clone(), value.clone());
        let (mut last, _) = cache.last().lock_after(held).await;
        last.key = Some(key);
        last.value = Some((value, cache.name()));
    }

    let text = String::from("x");
    let cache: Cache<'_, &str> = Cache::new(HashMap::new(), None, None, &text);
    now(insert(&cache, &mut Held::nothing(), ("a", 1)));
    assert_eq!(now(cache.sizes().get_or_init(async || [1, 2])), &[1, 2]);
    let all = now(cache.locks().last().entries().lock());
    assert_eq!((all.last.key, all.entries.len()), (Some("a"), 1));
    drop(all);
    let parts = cache.into_parts();
    assert_eq!((parts.value, parts.entries["a"]), (Some((1, "x")), 1));
    assert!(format!("{:?}", Cache::<'_, u8, u8, 0>::default()).contains("entries: {}"));
}

#[test]
fn owned_forms_of_a_generic_struct() {
    #[mea::shared]
    struct Pair<A: Clone, B> {
        #[lock(mutex)]
        first: A,
        #[lock(rwlock(rest))]
        second: Vec<B>,
        #[lock(rwlock(rest))]
        third: Option<A>,
    }
    let pair = Arc::new(Pair::new(1, vec!["a"], None));
    *now(pair.third_arc().write()) = Some(*now(pair.first_arc().lock()));
    assert_eq!(now(pair.rest().read()).third, Some(1));
    assert_eq!(*now(pair.second_arc().read()), ["a"]);
}

mod bank {
    #![deny(missing_docs)]

    /// What others see of it.
    #[mea::shared]
    pub(super) struct Bank {
        /// All.
        #[lock(mutex)]
        pub(super) accounts: u32,
        #[lock(mutex)]
        journal: u32,
        pub(super) name: &'static str,
        secret: u32,
    }

    impl Bank {
        pub(super) fn log(&self) -> u32 {
            *self.journal().try_lock().unwrap() += self.secret();
            *self.journal().try_lock().unwrap()
        }
    }
}

#[test]
fn accessors_are_as_visible_as_the_fields() {
    // That those of the other fields cannot be called is tested in `ui-tests`.
    let bank = bank::Bank::new(1, 2, "x", 3);
    let mut held = Held::nothing();
    // Levels are as visible as the struct, since they are in the signatures of functions.
    let held: &mut Held<bank::BankJournal> = held.skip_to::<bank::BankAccounts>().skip_to();
    assert_eq!(format!("{held:?}"), "Held { .. }");
    let locked = now(bank.locks().accounts().lock());
    assert_eq!((*locked.accounts, *bank.name()), (1, "x"));
    drop(locked);
    assert_eq!(bank.log(), 5);
    assert_eq!(bank.into_parts().accounts, 1);
}

#[test]
fn attributes_go_where_they_belong() {
    #[mea::shared]
    #[derive(Clone)]
    #[repr(C)]
    #[cfg_attr(all(), must_use)]
    struct Plain {
        first: u8,
        second: u64,
        #[cfg(any())]
        gone: Gone,
    }
    // Another derive and the layout are kept.
    let plain = Plain::new(1, 2).clone();
    assert_eq!((*plain.first(), *plain.second()), (1, 2));
    assert_eq!(size_of::<Plain>(), align_of::<u64>() + size_of::<u64>());
}

#[test]
fn raw_names_and_names_of_ours() {
    #[mea::shared]
    #[derive(Debug, Default)]
    struct r#Match {
        #[lock(mutex)]
        r#type: u32,
        #[lock(rwlock(r#loop))]
        r#fn: u32,
        #[lock(rwlock(r#loop))]
        guard: u32,
        #[lock(mutex)]
        held: u32,
        future: u32,
    }
    let it = r#Match::default();
    *now(it.r#type().lock()) += 1;
    *now(it.r#fn().write()) += 1;
    let all = now(it.locks().held().r#loop_mut().r#type().lock());
    assert_eq!((*all.r#type, all.r#loop.r#fn, *all.held), (1, 1, 0));
    drop(all);
    let mut held = Held::nothing();
    let (_loop, _) = now(it.guard().read_after(held.skip_to::<MatchType>()));
    assert_eq!(it.future(), &0);
}

#[test]
fn in_a_function_that_is_generic_itself() {
    fn sum<T: Copy + Into<u64> + Debug>(values: [T; 2]) -> u64 {
        #[mea::shared]
        struct Both<U> {
            #[lock(mutex)]
            first: U,
            #[lock(mutex)]
            second: U,
        }
        let both = Both::new(values[0], values[1]);
        let locked = now(both.locks().second().first().lock());
        (*locked.first).into() + (*locked.second).into()
    }
    assert_eq!(sum([1_u8, 2]) + sum([3_u32, 4]), 10);
}

#[test]
fn no_field_at_all_and_no_lock() {
    #[mea::shared]
    #[derive(Debug, Default)]
    struct Empty {}
    assert_eq!(format!("{:?}", Empty::new()), "Empty");
    let EmptyParts {} = Empty::default().into_parts();

    #[mea::shared]
    struct Single {
        plain: u8,
    }
    assert_eq!(*Single::new(1).plain(), 1);
}

#[test]
fn values_that_are_not_send() {
    use std::{cell::Cell, rc::Rc};
    #[mea::shared]
    struct Local {
        #[lock(mutex)]
        count: Rc<Cell<u32>>,
        #[lock(rwlock)]
        other: Cell<u32>,
    }
    let local = Local::new(Rc::default(), Cell::new(1));
    now(local.count().lock()).set(now(local.other().read()).get());
    assert_eq!(now(local.count().lock()).get(), 1);
}
