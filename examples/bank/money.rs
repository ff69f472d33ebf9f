//! Money, and who has how much of it.

use std::fmt;

/// An amount, exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cents(pub(crate) u64);

/// The number of an account.
pub(crate) type Account = u32;

/// The account of the bank itself, from which interest is paid.
pub(crate) const HOUSE: Account = 0;

/// The account has less than that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refused;

/// What is in the accounts. Money moves, and is neither made nor lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Accounts(Vec<Cents>);

impl Accounts {
    /// That of the house, and those of so many customers.
    pub(crate) fn open(house: Cents, customers: u32, each: Cents) -> Self {
        let mut balances = vec![house];
        balances.extend((0..customers).map(|_| each));
        Self(balances)
    }

    pub(crate) fn balance(&self, account: Account) -> Cents {
        self.0[account as usize]
    }

    /// The accounts of customers, with what is in them.
    pub(crate) fn customers(&self) -> impl Iterator<Item = (Account, Cents)> {
        (0..).zip(self.0.iter().copied()).skip(1)
    }

    pub(crate) fn transfer(
        &mut self,
        from: Account,
        to: Account,
        sum: Cents,
    ) -> Result<(), Refused> {
        let balance = &mut self.0[from as usize].0;
        *balance = balance.checked_sub(sum.0).ok_or(Refused)?;
        self.0[to as usize].0 += sum.0;
        Ok(())
    }

    /// All the money.
    pub(crate) fn total(&self) -> Cents {
        Cents(self.0.iter().map(|balance| balance.0).sum())
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}
