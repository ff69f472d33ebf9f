//! Several mistakes, all of which are reported; what uses the accessors adds none.

#[mea::shared(unorderd)]
struct Bank {
    #[lock(mutx)]
    accounts: u32,
    #[lock(rwlock)]
    #[lock(mutex)]
    rates: u32,
    #[lock(semaphore = )]
    uploads: u32,
    #[lock(mutex(ledger))]
    journal: u32,
    #[lock(rwlock(ledger))]
    last_id: u32,
    new: u32,
}

async fn what_is_there_works(bank: &Bank) {
    let ledger = bank.ledger().lock().await;
    let BankLocked { accounts, rates, .. } = bank.locks().rates().accounts().lock().await;
    let _ = ledger.journal + *accounts + *rates;
}

fn main() {}
