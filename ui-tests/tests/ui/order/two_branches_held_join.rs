//! In a branch of `Held::join` there is the token of that branch, not the one before.
use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn outer_token(bank: &Bank) {
    let mut held = Held::nothing();
    held.join(
        async |_| *bank.journal().lock_after(&mut held).await.0 += 1,
        async |held| *bank.accounts().lock_after(held).await.0 += 1,
    )
    .await;
}

async fn wrong_order(bank: &Bank, held: &mut Held<BankAccounts>) {
    held.join(
        async |held| *bank.journal().lock_after(held).await.0 += 1,
        async |held| *bank.accounts().lock_after(held).await.0 += 1,
    )
    .await;
}

fn main() {}
