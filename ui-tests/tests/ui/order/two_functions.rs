//! A function that locks the accounts is called with the journal in hand.
use mea::order::{Held, LockBefore};

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn deposit(bank: &Bank, held: &mut Held<impl LockBefore<BankAccounts>>) {
    *bank.accounts().lock_after(held).await.0 += 1;
}

async fn transfer(bank: &Bank, held: &mut Held<impl LockBefore<BankJournal>>) {
    let (mut journal, held) = bank.journal().lock_after(held).await;
    deposit(bank, held).await;
    *journal += 1;
}

fn main() {}
