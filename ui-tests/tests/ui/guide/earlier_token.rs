//! Two tokens at hand, and the wrong one taken.
use mea::order::Held;

#[mea::shared]
pub struct Bank {
    #[lock(mutex)]
    accounts: Vec<i64>,
    #[lock(mutex)]
    journal: Vec<String>,
}

async fn undo(bank: &Bank) {
    let mut nothing = Held::nothing();
    let (mut journal, after_journal) = bank.journal().lock_after(&mut nothing).await;
    let (mut accounts, _) = bank.accounts().lock_after(&mut nothing).await;
    journal.pop();
    accounts[1] -= 5;
    drop((journal, after_journal));
}

fn main() {}
