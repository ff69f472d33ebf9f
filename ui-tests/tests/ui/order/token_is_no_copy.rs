//! A token is neither made nor copied.
use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

fn make() -> Held<BankAccounts> {
    Held(std::marker::PhantomData)
}

fn copy(held: &mut Held<BankAccounts>) -> (Held<BankAccounts>, Held<BankAccounts>) {
    (*held, held.clone())
}

fn main() {}
