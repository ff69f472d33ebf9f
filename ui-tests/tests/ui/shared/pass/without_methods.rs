//! Who has a `new` or a `Drop` of his own says so.

#[mea::shared(without(new, into_parts))]
#[derive(Debug, Default)]
struct Bank {
    #[lock(mutex)]
    accounts: Vec<i64>,
    #[lock(mutex(ledger))]
    journal: Vec<String>,
    #[lock(mutex(ledger))]
    last_id: u64,
    name: String,
}

impl Bank {
    fn new(name: &str) -> Self {
        Self {
            accounts: Vec::new().into(),
            ledger: BankLedgerData {
                journal: Vec::new(),
                last_id: 1,
            }
            .into(),
            name: name.into(),
        }
    }
}

impl Drop for Bank {
    fn drop(&mut self) {
        self.name.clear();
    }
}

fn main() {
    let bank = Bank::new("Mea");
    assert_eq!(*bank.last_id().try_lock().unwrap(), 1);
    assert_eq!(Bank::default().name(), "");
}
