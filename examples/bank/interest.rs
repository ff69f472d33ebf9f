//! Interest.

use std::ops::AddAssign;

use mea::order::{Held, LockBefore};

use crate::{
    bank::{Bank, BankRates},
    money::{Cents, HOUSE},
};

/// What was paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paid {
    pub(crate) days: u64,
    pub(crate) sum: Cents,
}

/// Pays each customer the interest for a day: reads the rates, and writes accounts and ledger.
pub(crate) async fn pay(bank: &Bank, held: &mut Held<impl LockBefore<BankRates>>) -> Paid {
    let (rates, held) = bank.rates().read_after(held).await;
    let (mut accounts, held) = bank.accounts().lock_after(held).await;
    let due: Vec<_> = accounts
        .customers()
        .map(|(account, balance)| (account, rates.interest(balance)))
        .filter(|(_, interest)| *interest > Cents(0))
        .collect();
    // The accounts stay locked, and the rates need not.
    drop(rates);
    let (mut ledger, _) = bank.ledger().lock_after(held).await;
    let mut paid = Paid {
        days: 1,
        sum: Cents(0),
    };
    for (account, interest) in due {
        if accounts.transfer(HOUSE, account, interest).is_ok() {
            ledger.enter(HOUSE, account, interest);
            paid.sum.0 += interest.0;
        }
    }
    paid
}

impl AddAssign for Paid {
    fn add_assign(&mut self, other: Self) {
        self.days += other.days;
        self.sum.0 += other.sum.0;
    }
}
