#[mea::shared]
struct Bank {
    #[lock(Mutex)]
    accounts: u32,
    #[lock(rwlok)]
    rates: u32,
    #[lock(permits = 8)]
    uploads: (),
    #[lock(atomic)]
    total: u32,
}

async fn the_accessors_are_there(bank: &Bank) {
    *bank.accounts().lock().await = *bank.rates().read().await;
    bank.uploads().acquire(1).await;
}

fn main() {}
