//! A lock attribute that does not say which lock.

#[mea::shared]
struct Bank {
    #[lock]
    accounts: u32,
    #[lock()]
    rates: u32,
    #[lock = "mutex"]
    journal: u32,
    #[lock("mutex")]
    log: u32,
}

fn main() {}
