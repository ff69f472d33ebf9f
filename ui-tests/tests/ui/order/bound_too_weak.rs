//! A function asks its callers for less than what it locks.
use mea::order::{Held, LockBefore};

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn deposit(bank: &Bank, held: &mut Held<impl LockBefore<BankJournal>>) {
    *bank.accounts().lock_after(held).await.0 += 1;
}

fn main() {}
