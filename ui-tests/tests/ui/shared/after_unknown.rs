#[mea::shared(after(UsersTable))]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

fn main() {}
