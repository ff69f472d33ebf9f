//! A token is that of one task: another one begins with nothing.
use std::{sync::Arc, thread};

use mea::order::Held;

fn spawn<F: Future + Send + 'static>(future: F) {
    drop(thread::spawn(|| mea::blocking::block_on(async { drop(future.await) })));
}

#[mea::shared]
struct Bank {
    #[lock(mutex)]
    accounts: u32,
    #[lock(mutex)]
    journal: u32,
}

async fn transfer(bank: Arc<Bank>, held: &mut Held<BankAccounts>) {
    spawn(async move {
        *bank.journal().lock_after(held).await.0 += 1;
    });
}

fn main() {}
