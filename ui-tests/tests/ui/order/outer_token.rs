//! The token from before a lock is used while the guard lives, or the token that came with it.
use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn guard_lives(bank: &Bank) {
    let mut held = Held::nothing();
    let (journal, _) = bank.journal().lock_after(&mut held).await;
    let (accounts, _) = bank.accounts().lock_after(&mut held).await;
    drop((journal, accounts));
}

async fn token_lives(bank: &Bank) {
    let mut held = Held::nothing();
    let (_, inner) = bank.accounts().lock_after(&mut held).await;
    let (accounts, _) = bank.accounts().lock_after(&mut held).await;
    let (journal, _) = bank.journal().lock_after(inner).await;
    drop((journal, accounts));
}

async fn with(bank: &Bank) {
    let mut held = Held::nothing();
    let with = bank.journal().with_after(&mut held, |journal| *journal);
    *bank.accounts().lock_after(&mut held).await.0 += 1;
    with.await;
}

fn main() {}
