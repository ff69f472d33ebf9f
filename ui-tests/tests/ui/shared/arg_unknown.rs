//! Arguments that are none.

#[mea::shared(unorderd, before(Log), 3)]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
}

#[mea::shared(unordered crate = mea)]
struct Ledger {
    #[lock(mutex)]
    pages: u32,
}

fn main() {}
