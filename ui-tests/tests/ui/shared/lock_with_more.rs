#[mea::shared]
struct Bank {
    #[lock(mutex = 3)]
    accounts: u32,
    #[lock(once(schema))]
    schema: u32,
    #[lock(mutex, rwlock)]
    rates: u32,
}

fn main() {}
