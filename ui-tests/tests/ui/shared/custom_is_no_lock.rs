#[mea::shared]
struct Bank {
    #[lock(custom = Vec)]
    accounts: u32,
}

async fn lock(bank: &Bank) {
    let _ = bank.accounts().lock().await;
}

fn main() {}
