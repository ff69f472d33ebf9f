#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(rwlock)]
    rates: u32,
    #[lock(mutex)]
    rates_mut: u32,
    #[lock(mutex)]
    lock: u32,
    accounts_arc: u32,
    new: u32,
}

fn main() {}
