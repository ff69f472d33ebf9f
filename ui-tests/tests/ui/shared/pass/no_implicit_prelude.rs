//! What is written does not rely on what is in scope.
#![no_implicit_prelude]

#[::mea::shared]
#[derive(Debug, Default)]
struct Bank<T> {
    #[lock(mutex)]
    accounts: ::std::vec::Vec<T>,
    #[lock(rwlock)]
    rates: T,
    #[lock(mutex(ledger))]
    journal: T,
    #[lock(mutex(ledger))]
    last_id: u64,
    #[lock(semaphore = 8)]
    uploads: (),
    #[lock(once)]
    schema: T,
    name: T,
}

::mea::lock_order! {
    enum First, Second;
    First => Second;
}

#[allow(dead_code)]
mod core {}

fn main() {
    let bank = Bank::<u8>::new(::std::vec::Vec::new(), 1, 2, 3, 4);
    ::std::assert_eq!(*bank.name(), 4);
    let parts = bank.into_parts();
    ::std::assert_eq!((parts.rates, parts.last_id), (1, 3));
}
