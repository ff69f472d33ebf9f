//! `#[shared]` and `lock_order!`.

#[allow(unused_imports)]
use crate::names::*;
use crate::reexported;

/// Locks of every kind.
#[reexported::shared(crate = crate::reexported::mea)]
pub struct Bank<U: ::core::marker::Send> {
    #[lock(mutex)]
    accounts: U,
    #[lock(rwlock)]
    rates: u32,
    #[lock(mutex(ledger))]
    value: u32,
    #[lock(mutex(ledger))]
    outcome: u32,
    #[lock(semaphore = 8)]
    uploads: (),
    #[lock(once)]
    schema: u32,
    name: u32,
}

/// All of them.
pub async fn lock(bank: &Bank<u32>) -> u32 {
    let sum = *bank.accounts().lock().await + *bank.rates().read().await;
    sum + *bank.value().lock().await + *bank.outcome().lock().await + *bank.name()
}
