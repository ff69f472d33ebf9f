//! What is written has documentation where it is public, and no unsafe code. No lint that a strict user
//! turns on finds anything in it.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub)]
#![deny(missing_debug_implementations, unnameable_types, unused_qualifications)]
#![deny(rust_2018_idioms, single_use_lifetimes, unused_lifetimes)]

mea::lock_order! {
    /// Levels.
    pub enum First, Second;
    First => Second;
}

/// A bank.
#[mea::shared(after(Second))]
#[derive(Debug, Default)]
pub struct Bank {
    /// All accounts.
    #[lock(mutex)]
    accounts: Vec<i64>,
    #[lock(rwlock)]
    pub rates: Vec<f64>,
    #[lock(mutex(ledger))]
    journal: Vec<String>,
    #[lock(mutex(ledger))]
    last_id: u64,
    #[lock(semaphore = 8)]
    uploads: (),
    #[lock(once)]
    schema: String,
    /// The name.
    #[deprecated = "use `names`"]
    pub name: String,
}

mod private {
    // No accessor is used, and nobody is told.
    #[mea::shared(unordered)]
    #[derive(Debug)]
    pub(super) struct Cache<'a, K, V: Clone, const N: usize>
    where
        K: PartialEq,
    {
        #[lock(rwlock)]
        entries: Vec<(K, V)>,
        #[lock(mutex(last))]
        key: Option<K>,
        #[lock(mutex(last))]
        value: Option<V>,
        sizes: [usize; N],
        name: &'a str,
    }

    struct Secret;

    #[mea::shared]
    #[allow(missing_debug_implementations)]
    pub struct Secrets {
        #[lock(mutex)]
        first: Secret,
        #[lock(rwlock(rest))]
        second: Secret,
        #[lock(rwlock(rest))]
        third: Option<Secret>,
    }
}

fn main() {
    let bank = Bank::default();
    println!("{bank:?}");
    let cache = private::Cache::<'_, u8, u8, 1>::new(vec![], None, None, [1], "x");
    println!("{cache:?}");
}
