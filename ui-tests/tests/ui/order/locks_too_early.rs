//! One of several locks comes before what is held.
use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(rwlock)]
    rates: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn audit(bank: &Bank, held: &mut Held<BankRates>) {
    let (locked, _) = bank.locks().journal().accounts().lock_after(held).await;
    drop(locked);
}

fn main() {}
