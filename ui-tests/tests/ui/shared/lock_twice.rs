#[mea::shared]
struct Bank {
    #[lock(mutex)]
    #[lock(rwlock)]
    accounts: u32,
}

fn main() {}
