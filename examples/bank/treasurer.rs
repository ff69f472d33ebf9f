//! The treasurer, who says how much interest is paid, and when.

use std::{sync::Arc, time::Duration};

use mea::{order::Held, select, shutdown::ShutdownWatch};
use tokio::time::sleep;

use crate::{
    bank::{Bank, Rates},
    interest::{self, Paid},
};

/// Pays interest each day, at rates that go up and down, until the bank closes.
pub(crate) async fn run(bank: Arc<Bank>, day: Duration, closed: ShutdownWatch) -> Paid {
    let mut paid = Paid::default();
    let mut held = Held::nothing();
    loop {
        select! {
            biased;
            () = closed.is_shutdown() => return paid,
            () = sleep(day) => {}
        }
        let change = |rates: &mut Rates| rates.change(paid.days % 2 == 0);
        bank.rates().with_mut_after(&mut held, change).await;
        paid += interest::pay(&bank, &mut held).await;
    }
}
