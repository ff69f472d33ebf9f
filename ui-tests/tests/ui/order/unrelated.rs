//! Two structs without a declared order.
use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
}

#[mea::shared]
struct Users {
    #[lock(rwlock)]
    names: u32,
}

async fn bank_first(bank: &Bank, users: &Users) {
    let mut held = Held::nothing();
    let (accounts, held) = bank.accounts().lock_after(&mut held).await;
    let (names, _) = users.names().read_after(held).await;
    drop((accounts, names));
}

async fn users_first(bank: &Bank, users: &Users) {
    let mut held = Held::nothing();
    let (names, held) = users.names().read_after(&mut held).await;
    let (accounts, _) = bank.accounts().lock_after(held).await;
    drop((accounts, names));
}

fn main() {}
