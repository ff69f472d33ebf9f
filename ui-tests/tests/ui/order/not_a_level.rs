//! What is no level has no place in the order.
use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn deposit(bank: &Bank, held: &mut Held<u32>) {
    *bank.accounts().lock_after(held).await.0 += 1;
}

fn main() {}
