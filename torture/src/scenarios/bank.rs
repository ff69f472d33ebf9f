//! Shared state behind locks in an order: money that moves, and auditors who see all of it.

use std::sync::Arc;

use mea::order::Held;

use crate::{
    Runtime,
    crew::{at_last, crew, maybe_yield},
};

const TASKS: usize = 6;
const TOTAL: i64 = 300;

#[mea::shared]
struct Bank {
    #[lock(rwlock)]
    fee: i64,
    #[lock(mutex)]
    alice: i64,
    #[lock(mutex)]
    bob: i64,
    /// How many transfers there were.
    #[lock(mutex)]
    journal: usize,
}

/// No money comes or goes, whoever looks, and whoever gives up.
pub(super) async fn transfers<R: Runtime>(n: usize) {
    let bank = Arc::new(Bank::new(0, TOTAL / 3, TOTAL - TOTAL / 3, 0));
    crew::<R, _>(TASKS, |_| {
        let bank = bank.clone();
        async move {
            for _ in 0..n {
                match R::below(4) {
                    0 => step_by_step::<R>(&bank).await,
                    1 => audit::<R>(&bank).await,
                    2 => at_once::<R>(&bank).await,
                    _ => {
                        *at_last!(R, bank.fee().write()) += 1;
                        bank.journal().with(|journal| *journal += 1).await;
                    }
                }
            }
        }
    })
    .await;
    let BankParts {
        alice,
        bob,
        journal,
        ..
    } = Arc::into_inner(bank).expect("all are done").into_parts();
    assert_eq!(alice + bob, TOTAL);
    assert_eq!(journal, TASKS * n);
}

/// One lock after the other.
async fn step_by_step<R: Runtime>(bank: &Bank) {
    let mut held = Held::nothing();
    let (mut alice, held) = bank.alice().lock_after(&mut held).await;
    *alice -= 1;
    maybe_yield::<R>().await;
    let (mut bob, held) = bank.bob().lock_after(held).await;
    *bob += 1;
    let (mut journal, _) = bank.journal().lock_after(held).await;
    *journal += 1;
}

/// All at once, in whatever order they are named.
async fn at_once<R: Runtime>(bank: &Bank) {
    let mut locked = at_last!(R, bank.locks().journal().bob().alice().lock());
    *locked.bob -= 1;
    maybe_yield::<R>().await;
    *locked.alice += 1;
    *locked.journal += 1;
}

async fn audit<R: Runtime>(bank: &Bank) {
    let mut locked = at_last!(R, bank.locks().alice().journal().bob().fee().lock());
    assert_eq!(*locked.alice + *locked.bob, TOTAL);
    *locked.journal += 1;
}
