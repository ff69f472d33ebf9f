//! An owned guard may go anywhere, so there is no token for it.
use std::sync::Arc;

use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn owned(bank: &Arc<Bank>, held: &mut Held<BankAccounts>) {
    let (journal, _) = bank.journal_arc().lock_after(held).await;
    drop(journal);
}

fn main() {}
