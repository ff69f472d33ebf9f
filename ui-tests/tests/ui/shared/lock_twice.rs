//! Two lock attributes on a field.

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    #[lock(rwlock)]
    accounts: u32,
}

fn main() {}
