//! The guards of `.locks()` borrow the token, like the guard of a single lock.
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

async fn token_is_dropped(bank: &Bank) {
    let mut held = Held::nothing();
    let (locked, _) = bank.locks().rates().journal().lock_after(&mut held).await;
    let (accounts, _) = bank.accounts().lock_after(&mut held).await;
    drop((locked, accounts));
}

async fn guards_are_taken_out(bank: &Bank) {
    let mut held = Held::nothing();
    let BankLocked { mut journal, .. } =
        bank.locks().rates().journal().lock_after(&mut held).await.0;
    let (accounts, _) = bank.accounts().lock_after(&mut held).await;
    *journal += *accounts;
}

async fn guards_leave_the_call(bank: &Bank) -> impl Sized {
    let mut held = Held::nothing();
    bank.locks().rates().journal().lock_after(&mut held).await.0
}

fn main() {}
