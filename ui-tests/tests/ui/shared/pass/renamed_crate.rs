//! `crate = path` says where the crate is; `lock_order!` knows by itself.
mod dependencies {
    pub mod locks {
        pub use ::mea::*;
    }
}

mod mea {}

use dependencies::locks::order::Held;

dependencies::locks::lock_order! {
    enum First, Second;
    First => Second;
}

#[dependencies::locks::shared(crate = dependencies::locks, after(Second))]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(rwlock)]
    rates: u32,
}

fn main() {
    dependencies::locks::blocking::block_on(async {
        let bank = Bank::new(1, 2);
        let mut held = Held::nothing();
        let held = held.skip_to::<First>().skip_to::<Second>();
        let (locked, _) = bank.locks().rates().accounts().lock_after(held).await;
        assert_eq!((*locked.accounts, *locked.rates), (1, 2));
    });
}
