//! A wrong order over two functions, neither of which is wrong by itself.
use mea::order::{Held, LockBefore};

#[mea::shared]
pub struct Bank {
    #[lock(mutex)]
    accounts: Vec<i64>,
    #[lock(mutex)]
    journal: Vec<String>,
}

async fn total(bank: &Bank, held: &mut Held<impl LockBefore<BankAccounts>>) -> i64 {
    let (accounts, _) = bank.accounts().lock_after(held).await;
    accounts.iter().sum()
}

async fn close_the_day(bank: &Bank, held: &mut Held<impl LockBefore<BankJournal>>) {
    let (mut journal, held) = bank.journal().lock_after(held).await;
    journal.push(format!("{} in all", total(bank, held).await));
}

fn main() {}
