//! `lock_order!` says the contrary of a struct.
#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

mea::lock_order! {
    BankJournal => BankAccounts;
}

fn main() {}
