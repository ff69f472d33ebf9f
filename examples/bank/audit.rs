//! The auditor, with books of their own, which are held against those of the bank.

use std::{mem, time::Duration};

use mea::{select, shutdown::ShutdownWatch};
use tokio::time::sleep;

use crate::{
    bank::{Bank, BankLocked, BankParts, Entry},
    money::{Accounts, Cents},
    output,
};

pub(crate) struct Auditor {
    /// What should be in the accounts, by the entries.
    books: Accounts,
    /// The number of the last entry.
    last_id: u64,
    total: Cents,
    pub(crate) audits: u64,
    /// What is wrong.
    pub(crate) findings: Vec<String>,
}

impl Auditor {
    /// The auditor of a bank that has just been opened.
    pub(crate) async fn of(bank: &Bank) -> Self {
        Self {
            books: bank.accounts().with(|accounts| accounts.clone()).await,
            last_id: 0,
            total: *bank.total(),
            audits: 0,
            findings: Vec::new(),
        }
    }

    /// Audits from time to time, until the bank closes.
    pub(crate) async fn run(&mut self, bank: &Bank, period: Duration, closed: &ShutdownWatch) {
        loop {
            select! {
                biased;
                () = closed.is_shutdown() => return,
                () = sleep(period) => self.audit(bank).await,
            }
        }
    }

    /// Looks at the whole bank as it is at one moment, and takes the entries away.
    async fn audit(&mut self, bank: &Bank) {
        // As an auditor would name them. They are taken in the order of declaration.
        let locks = bank.locks().ledger().accounts().rates();
        let BankLocked {
            accounts,
            rates,
            mut ledger,
            ..
        } = locks.lock().await;
        let (last_id, entries) = (ledger.last_id, mem::take(&mut ledger.journal));
        self.check(&accounts, &entries, last_id);
        if !rates.rise() {
            self.find("the rates do not rise with the balance".to_owned());
        }
        drop((accounts, rates, ledger));

        let (total, count) = (self.total, self.books.len());
        let (audits, entries) = (self.audits, entries.len());
        let line =
            format!("audit {audits:>4}  {entries:>8} entries  {total} in {count} accounts\n");
        // If nobody listens there, that is no reason to end.
        let _ = output::print(line);
    }

    /// Looks at what is left when the bank has closed.
    pub(crate) fn last(&mut self, bank: BankParts) {
        self.check(&bank.accounts, &bank.journal, bank.last_id);
    }

    fn check(&mut self, accounts: &Accounts, entries: &[Entry], last_id: u64) {
        self.audits += 1;
        for entry in entries {
            self.last_id += 1;
            if entry.id != self.last_id {
                self.find(format!("entry {} is number {}", entry.id, self.last_id));
            }
            let moved = self.books.transfer(entry.from, entry.to, entry.sum);
            if moved.is_err() {
                self.find(format!("entry {} moves what was not there", entry.id));
            }
        }
        if last_id != self.last_id {
            self.find(format!(
                "{last_id} entries were made, {} are there",
                self.last_id
            ));
        }
        if accounts.total() != self.total {
            self.find(format!("{} became {}", self.total, accounts.total()));
        }
        if *accounts != self.books {
            self.find("the accounts are not what the journal says".to_owned());
        }
    }

    fn find(&mut self, what: String) {
        self.findings.push(format!("audit {}: {what}", self.audits));
    }
}
