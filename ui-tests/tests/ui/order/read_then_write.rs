//! A reader that becomes a writer by locking once more would wait for itself.
use mea::order::Held;

#[mea::shared]
struct Bank {
    #[lock(rwlock)]
    rates: Vec<f64>,
}

async fn upgradable(bank: &Bank) {
    let mut held = Held::nothing();
    let (rates, held) = bank.rates().upgradable_read_after(&mut held).await;
    if rates.is_empty() {
        let (mut rates, _) = bank.rates().write_after(held).await;
        rates.push(1.0);
    }
}

async fn read(bank: &Bank) {
    let mut held = Held::nothing();
    let (rates, held) = bank.rates().read_after(&mut held).await;
    let (again, _) = bank.rates().read_after(held).await;
    drop((rates, again));
}

fn main() {}
