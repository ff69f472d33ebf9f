//! Two fields of a group have one lock.
use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(mutex(ledger))]
    journal: u32,
    #[lock(mutex(ledger))]
    last_id: u32,
}

async fn both(bank: &Bank) {
    let mut held = Held::nothing();
    let (journal, held) = bank.journal().lock_after(&mut held).await;
    let (last_id, _) = bank.last_id().lock_after(held).await;
    drop((journal, last_id));
}

fn main() {}
