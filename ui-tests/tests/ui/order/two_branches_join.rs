//! One token in two branches of `join!`.
use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn both(bank: &Bank, held: &mut Held<mea::order::Nothing>) {
    mea::join!(
        bank.journal().with_after(held, |journal| *journal += 1),
        bank.accounts().with_after(held, |accounts| *accounts += 1),
    );
}

async fn both_blocks(bank: &Bank, mut held: Held<mea::order::Nothing>) {
    mea::join!(
        async { *bank.journal().lock_after(&mut held).await.0 += 1 },
        async { *bank.accounts().lock_after(&mut held).await.0 += 1 },
    );
}

fn main() {}
