#[mea::shared]
struct Bank {
    #[lock(mutex(ledger))]
    journal: Vec<String>,
    #[lock(rwlock(ledger))]
    last_id: u64,
}

fn main() {}
