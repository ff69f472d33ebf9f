//! What a branch of `Held::join` has locked is released when the branch ends: a branch that is done and
//! has a late lock would be in the way while the other one waits for an early one.
use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn both(bank: &Bank) {
    let mut held = Held::nothing();
    let ((journal, _), (accounts, _)) = held
        .join(
            |held| bank.journal().lock_after(held),
            |held| bank.accounts().lock_after(held),
        )
        .await;
    drop((journal, accounts));
}

fn main() {}
