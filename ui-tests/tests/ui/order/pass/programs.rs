//! What the order allows: the same programs as those that it refuses, put right.
#![forbid(unsafe_code)]
#![deny(warnings)]

use mea::order::{Held, LockBefore, Nothing};

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(rwlock)]
    rates: u32,
    #[lock(mutex)]
    journal: u32,
}

mea::lock_order! {
    pub enum Config, Users, Sessions, Log;
    Config => Users => Log;
    Config => Sessions => Log;
    // An order of two structs, declared by neither.
    BankJournal => cache::CacheHot;
    BankAccounts => cache::CacheHot;
}

mod cache {
    #[mea::shared(unordered)]
    pub(crate) struct Cache {
        #[lock(mutex)]
        pub(crate) hot: u32,
        #[lock(mutex)]
        pub(crate) cold: u32,
    }
}

async fn log(bank: &Bank, held: &mut Held<impl LockBefore<BankJournal>>) {
    *bank.journal().lock_after(held).await.0 += 1;
}

/// In order, by one function and by two; what is released can be taken again.
async fn transfer(bank: &Bank, held: &mut Held<impl LockBefore<BankAccounts>>) {
    {
        let (mut accounts, held) = bank.accounts().lock_after(held).await;
        *accounts += 1;
        log(bank, held).await;
        log(bank, held).await;
    }
    let (accounts, held) = bank.accounts().lock_after(held).await;
    drop(accounts);
    let (rates, held) = bank.rates().read_after(held).await;
    log(bank, held).await;
    drop(rates);
}

/// A bound on one lock is enough for all that come after it.
async fn forward<L: LockBefore<BankAccounts> + LockBefore<BankJournal>>(
    bank: &Bank,
    held: &mut Held<L>,
) {
    log(bank, held).await;
    transfer(bank, held).await;
}

async fn branches(bank: &Bank, held: &mut Held<Nothing>) {
    held.join(
        async |held| log(bank, held).await,
        async |held| {
            held.join(
                async |held| transfer(bank, held).await,
                async |held| transfer(bank, held).await,
            )
            .await
        },
    )
    .await;
}

async fn several(bank: &Bank, cache: &cache::Cache, held: &mut Held<Nothing>) {
    let (locked, held) = bank.locks().rates_mut().accounts().lock_after(held).await;
    let BankLocked { accounts, mut rates, .. } = locked;
    *rates += *accounts;
    log(bank, held).await;
    let (mut journal, held) = bank.journal().lock_after(held).await;
    *journal += *cache.hot().lock_after(held).await.0;
}

fn graph(held: &mut Held<Nothing>) -> &mut Held<Log> {
    held.skip_to::<Config>().skip_to::<Users>();
    held.skip_to::<Config>().skip_to::<Sessions>().skip_to()
}

fn main() {
    mea::blocking::block_on(async {
        let (bank, cache) = (Bank::new(0, 0, 0), cache::Cache::new(0, 0));
        let mut held = Held::nothing();
        transfer(&bank, &mut held).await;
        forward(&bank, &mut held).await;
        branches(&bank, &mut held).await;
        several(&bank, &cache, &mut held).await;
        graph(&mut held);
        assert_eq!(*cache.cold().lock().await, 0);
        let parts = bank.into_parts();
        assert_eq!((parts.accounts, parts.rates), (4, 4));
        assert_eq!(parts.journal, 15);
    });
}
