//! Types of the user's with the names that parameters of what is written would like to have.
use std::collections::BTreeMap;

#[derive(Debug, Default)]
struct Accounts;
#[derive(Debug, Default)]
struct Before;
#[derive(Debug, Default)]
struct Mode;

#[mea::shared]
#[derive(Debug, Default)]
struct Bank<'a, Rates> {
    #[lock(mutex)]
    accounts: Accounts,
    #[lock(rwlock)]
    rates: BTreeMap<u32, Rates>,
    #[lock(mutex(ledger))]
    before: Before,
    #[lock(mutex(ledger))]
    mode: Mode,
    #[lock(mutex)]
    r#type: &'a str,
    shown: u32,
    f: u32,
    owner: u32,
    shared: u32,
    group: u32,
    invariant: u32,
}

fn main() {
    let bank = Bank::<'_, u8>::default();
    let text = format!("{bank:?}");
    assert!(text.contains("accounts: Accounts"), "{text}");
    assert!(text.contains("type: \"\""), "{text}");
    let locks = bank.locks().r#type().accounts().rates_mut().ledger();
    let locked = mea::blocking::block_on(locks.lock());
    assert_eq!(*locked.r#type, "");
}
