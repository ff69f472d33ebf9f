//! The bank: what is shared, and behind which locks.

use mea::shared;

use crate::money::{Account, Accounts, Cents};

/// What each customer begins with.
const BEGINNING: Cents = Cents(100_000);

/// The order of the fields is that in which a task takes their locks.
#[shared]
#[derive(Debug)]
pub(crate) struct Bank {
    /// Permits to upload a statement.
    #[lock(semaphore = 8)]
    pub(crate) uploads: (),
    /// How a statement is laid out.
    #[lock(once)]
    pub(crate) schema: Schema,
    /// What is paid, by balance.
    #[lock(rwlock)]
    pub(crate) rates: Rates,
    #[lock(mutex)]
    pub(crate) accounts: Accounts,
    /// The entries since the last audit.
    #[lock(mutex(ledger))]
    pub(crate) journal: Vec<Entry>,
    /// The number of the last entry: of those in the journal, and of those that were taken out of it.
    #[lock(mutex(ledger))]
    pub(crate) last_id: u64,
    /// All the money there is. It never changes, so there is no lock.
    pub(crate) total: Cents,
}

/// The widths of the columns of a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schema {
    pub(crate) account: usize,
    pub(crate) balance: usize,
}

/// Who has at least so much gets so many millionths of it.
#[derive(Clone, Debug)]
pub(crate) struct Rates(pub(crate) [(Cents, u64); 3]);

/// Money that was moved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) id: u64,
    pub(crate) from: Account,
    pub(crate) to: Account,
    pub(crate) sum: Cents,
}

impl Bank {
    pub(crate) fn open(customers: u32) -> Self {
        let house = Cents(BEGINNING.0 * u64::from(customers));
        let accounts = Accounts::open(house, customers, BEGINNING);
        let total = accounts.total();
        let rates = Rates([(Cents(0), 10), (Cents(50_000), 20), (Cents(200_000), 30)]);
        Self::new(rates, accounts, Vec::new(), 0, total)
    }
}

impl BankLedgerData {
    /// Writes that the money was moved.
    pub(crate) fn enter(&mut self, from: Account, to: Account, sum: Cents) {
        self.last_id += 1;
        let id = self.last_id;
        self.journal.push(Entry { id, from, to, sum });
    }
}

impl Rates {
    /// More for everybody, or less.
    pub(crate) fn change(&mut self, up: bool) {
        for (_, millionths) in &mut self.0 {
            *millionths = if up { *millionths + 5 } else { *millionths - 5 };
        }
    }

    /// Whether who has more gets a higher rate.
    pub(crate) fn rise(&self) -> bool {
        self.0.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1)
    }

    /// The interest for a day.
    pub(crate) fn interest(&self, balance: Cents) -> Cents {
        let tier = self.0.iter().rev().find(|(least, _)| balance >= *least);
        Cents(tier.map_or(0, |(_, millionths)| balance.0 * millionths / 1_000_000))
    }
}
