//! `without` takes two names.

#[mea::shared(without(drop), without, without())]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
}

fn main() {}
