//! Of the example `bank`: the token from before the accounts were locked.
#![allow(dead_code)]

#[path = "../../../../examples/bank/bank.rs"]
mod bank;
#[path = "../../../../examples/bank/interest.rs"]
mod interest;
#[path = "../../../../examples/bank/money.rs"]
mod money;

use bank::Bank;
use mea::order::Held;

async fn bonus(bank: &Bank) {
    let held = &mut Held::nothing();
    let (mut accounts, after_accounts) = bank.accounts().lock_after(held).await;
    let paid = interest::pay(bank, held).await;
    accounts.transfer(0, 1, paid.sum).unwrap();
    drop((accounts, after_accounts));
}

fn main() {}
