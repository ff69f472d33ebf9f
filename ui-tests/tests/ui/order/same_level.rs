//! A lock after itself: the same one, and that of another bank.
use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn twice(bank: &Bank) {
    let mut held = Held::nothing();
    let (mut from, held) = bank.accounts().lock_after(&mut held).await;
    let (mut to, _) = bank.accounts().lock_after(held).await;
    *from -= 1;
    *to += 1;
}

async fn two_banks(bank: &Bank, other: &Bank) {
    let mut held = Held::nothing();
    let (mut from, held) = bank.accounts().lock_after(&mut held).await;
    let (mut to, _) = other.accounts().lock_after(held).await;
    *from -= 1;
    *to += 1;
}

fn main() {}
