#[mea::shared(after(UsersTable))]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
}

#[mea::shared(after(BankAccounts))]
struct Users {
    #[lock(mutex)]
    table: u32,
}

fn main() {}
