//! Of the example `bank`: the ledger, and then the accounts.
#![allow(dead_code)]

#[path = "../../../../examples/bank/bank.rs"]
mod bank;
#[path = "../../../../examples/bank/interest.rs"]
mod interest;
#[path = "../../../../examples/bank/money.rs"]
mod money;

use bank::{Bank, BankLedger};
use mea::order::{Held, LockBefore};

async fn correct(bank: &Bank, held: &mut Held<impl LockBefore<BankLedger>>) {
    let (mut ledger, held) = bank.ledger().lock_after(held).await;
    let (mut accounts, _) = bank.accounts().lock_after(held).await;
    accounts.transfer(1, 2, money::Cents(1)).unwrap();
    ledger.enter(1, 2, money::Cents(1));
}

fn main() {}
