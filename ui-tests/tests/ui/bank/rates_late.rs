//! Of the example `bank`: under the lock of the accounts, a call of what locks the rates.
#![allow(dead_code)]

#[path = "../../../../examples/bank/bank.rs"]
mod bank;
#[path = "../../../../examples/bank/interest.rs"]
mod interest;
#[path = "../../../../examples/bank/money.rs"]
mod money;

use bank::{Bank, BankAccounts};
use mea::order::{Held, LockBefore};

async fn bonus(bank: &Bank, held: &mut Held<impl LockBefore<BankAccounts>>) {
    let (mut accounts, held) = bank.accounts().lock_after(held).await;
    let paid = interest::pay(bank, held).await;
    accounts.transfer(0, 1, paid.sum).unwrap();
}

fn main() {}
