//! The second lock of a function comes before the first.
use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn transfer(bank: &Bank) {
    let mut held = Held::nothing();
    let (journal, held) = bank.journal().lock_after(&mut held).await;
    let (accounts, _) = bank.accounts().lock_after(held).await;
    drop((journal, accounts));
}

fn main() {}
