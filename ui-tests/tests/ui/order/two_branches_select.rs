//! One token in two arms of `select!`.
use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn first(bank: &Bank, held: &mut Held<mea::order::Nothing>) {
    mea::select! {
        _ = bank.journal().lock_after(held) => {}
        _ = bank.accounts().lock_after(held) => {}
    }
}

fn main() {}
