//! A branch of a join cannot return a guard, which it would hold while the other one waits.

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
    let guards = held.join(
        async |held| bank.journal().lock_after(held).await.0,
        async |held| *bank.accounts().lock_after(held).await.0,
    );
    guards.await;
}

fn main() {}
