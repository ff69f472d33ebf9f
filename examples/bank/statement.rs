//! Statements, of which few are uploaded at a time.

use std::time::Duration;

use mea::order::{Held, LockBefore};
use tokio::time::sleep;

use crate::{
    bank::{Bank, BankUploads, Schema},
    money::Account,
};

/// Uploads what is in the account. Returns how long the statement is.
pub(crate) async fn upload(
    bank: &Bank,
    held: &mut Held<impl LockBefore<BankUploads>>,
    account: Account,
    way: Duration,
) -> usize {
    let (_permit, held) = bank.uploads().acquire_after(held, 1).await;
    // Whoever comes first makes it, and locks the accounts for that: so it comes before them.
    let schema = bank.schema().get_or_init_after(held, async |held| {
        let (accounts, _) = bank.accounts().lock_after(held).await;
        Schema {
            account: accounts.len().to_string().len(),
            balance: accounts.total().to_string().len(),
        }
    });
    let Schema {
        account: left,
        balance: right,
    } = *schema.await;
    let balance = bank
        .accounts()
        .with_after(held, |accounts| accounts.balance(account));
    let line = format!("{account:<left$} {:>right$}", balance.await.to_string());
    // On its way: with the permit, and without a lock.
    if !way.is_zero() {
        sleep(way).await;
    }
    line.len()
}
