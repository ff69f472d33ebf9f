//! What was not named is not locked.
#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn audit(bank: &Bank) {
    let mut locked = bank.locks().accounts().lock().await;
    *locked.accounts += 1;
    *locked.journal += 1;
}

fn main() {}
