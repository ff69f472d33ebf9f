//! A struct that comes after the other one, which comes after it.
#[mea::shared(after(UsersNames))]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
}

#[mea::shared(after(BankAccounts))]
struct Users {
    #[lock(rwlock)]
    names: u32,
}

fn main() {}
