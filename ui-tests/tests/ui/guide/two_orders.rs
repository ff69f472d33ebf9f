//! The deadlock of the chapter on the lock order, with tokens.
use mea::order::Held;

#[mea::shared]
pub struct Bank {
    #[lock(mutex)]
    accounts: Vec<i64>,
    #[lock(mutex)]
    journal: Vec<String>,
}

async fn transfer(bank: &Bank) {
    let mut held = Held::nothing();
    let (mut accounts, held) = bank.accounts().lock_after(&mut held).await;
    let (mut journal, _) = bank.journal().lock_after(held).await;
    accounts[0] -= 5;
    accounts[1] += 5;
    journal.push("5 from 0 to 1".to_owned());
}

async fn undo(bank: &Bank) {
    let mut held = Held::nothing();
    let (mut journal, held) = bank.journal().lock_after(&mut held).await;
    let (mut accounts, _) = bank.accounts().lock_after(held).await;
    journal.pop();
    accounts[1] -= 5;
    accounts[0] += 5;
}

fn main() {}
