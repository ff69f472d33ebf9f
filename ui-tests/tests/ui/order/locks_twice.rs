//! A lock is named twice.
#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn audit(bank: &Bank) {
    let locked = bank.locks().journal().accounts().journal().lock().await;
    drop(locked);
}

fn main() {}
