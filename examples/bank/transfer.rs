//! Money from one account to another.

use mea::order::{Held, LockBefore};

use crate::{
    bank::{Bank, BankAccounts, BankLedger},
    money::{Account, Cents, Refused},
};

/// Moves the money, if it is there. For a caller who holds nothing that comes after the accounts, nor
/// those themselves.
pub(crate) async fn transfer(
    bank: &Bank,
    held: &mut Held<impl LockBefore<BankAccounts>>,
    from: Account,
    to: Account,
    sum: Cents,
) -> Result<(), Refused> {
    let (mut accounts, held) = bank.accounts().lock_after(held).await;
    accounts.transfer(from, to, sum)?;
    // Under the lock: nobody sees that the money was moved, and no entry of it.
    enter(bank, held, from, to, sum).await;
    Ok(())
}

/// Writes into the journal, on behalf of one who has the accounts locked, or not.
async fn enter(
    bank: &Bank,
    held: &mut Held<impl LockBefore<BankLedger>>,
    from: Account,
    to: Account,
    sum: Cents,
) {
    let (mut ledger, _) = bank.ledger().lock_after(held).await;
    ledger.enter(from, to, sum);
}
