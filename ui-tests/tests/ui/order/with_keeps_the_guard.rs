//! Nothing leaves the closure of `with`.
#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn escape(bank: &Bank) -> u32 {
    let accounts = bank.accounts().with(|accounts| accounts).await;
    *accounts
}

fn main() {}
