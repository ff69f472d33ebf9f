//! A bank, whose parts are behind locks of their own, under the load of thousands of tasks, with an
//! auditor who looks at all of them at once. `cargo run --release --example bank` runs it, and
//! `-- --help` describes the options.
//!
//! ```text
//!   held by      uploads ==> schema ==> rates ==> accounts ==> ledger      the declared order
//!
//!   transfers                                        x            x        thousands of tasks
//!   interest                              x          x            x
//!   statements      x          x                     x
//!   treasurer                             x
//!   auditor                               x          x            x        by `.locks()`
//! ```
//!
//! Begin with `bank`, the struct: `#[shared]` makes the locks, in the order of its fields. A function that
//! locks something says by its parameter `held` what its caller may hold, and the compiler checks both.
//! So no two tasks wait for each other for ever, however the tasks are timed.
//!
//! | where | what | why it |
//! |---|---|---|
//! | `bank` | `#[shared]` | a lock for each part, and an order of them |
//! | `bank` | `mutex(ledger)` | two fields that are always changed together, behind one lock |
//! | `transfer`, `interest` | `lock_after`, `read_after` | one lock after another, in an order that is checked |
//! | `transfer` | `Held<impl LockBefore<..>>` | a function that locks, for callers that hold something already |
//! | `statement` | `semaphore`, `acquire_after` | few upload at a time, and a permit is held like a lock |
//! | `statement` | `once`, `get_or_init_after` | made once, by one who locks for that in turn |
//! | `audit` | `.locks()` | all that is named, in the declared order: one look at the whole |
//! | `treasurer` | `with_mut_after` | a closure under a lock: no guard leaves it |
//! | `main` | `into_parts` | the values, when nobody locks any more |
//!
//! # What does not compile
//!
//! The `// error:` is what the compiler says. Each is a program in `ui-tests/tests/ui/bank`.
//!
//! ```text
//! // The ledger, and then the accounts: one who does the contrary would wait, and be waited for.
//! let (mut ledger, held) = bank.ledger().lock_after(held).await;
//! let (mut accounts, _) = bank.accounts().lock_after(held).await;
//! // error: lock order violation: `BankAccounts` is locked while `BankLedger` is held
//!
//! // A call, under the lock of the accounts, of what locks the rates: the same over two functions.
//! let (mut accounts, held) = bank.accounts().lock_after(held).await;
//! let paid = interest::pay(bank, held).await;
//! // error: lock order violation: `BankRates` is locked while `BankAccounts` is held
//!
//! // With the token from before, which does not know of the accounts.
//! let (mut accounts, after_accounts) = bank.accounts().lock_after(held).await;
//! let paid = interest::pay(bank, held).await;
//! // error: cannot borrow `*held` as mutable more than once at a time
//! ```

mod args;
mod audit;
mod bank;
mod interest;
mod load;
mod money;
mod output;
mod random;
mod statement;
mod stop;
mod summary;
mod transfer;
mod treasurer;

use std::{error::Error, process::exit, sync::Arc};

use clap::Parser;
use mea::{join, shutdown};
use tokio::task::JoinSet;

use self::{args::Args, audit::Auditor, bank::Bank, load::Load, summary::Summary};

/// The exit status if something failed, or an audit found something wrong.
const FAILED: i32 = 1;
/// The exit status after a second Ctrl-C, as shells have it: 128 and the number of the signal.
const KILLED: i32 = 130;

#[tokio::main]
async fn main() {
    let args = Args::parse();
    let summary = run(&args).await;
    let summary = summary.unwrap_or_else(|error| fail(&error.to_string()));
    if let Err(error) = output::print(&summary) {
        fail(&error.to_string());
    }
    if !summary.findings.is_empty() {
        fail(&summary.findings.join("; "));
    }
}

fn fail(error: &str) -> ! {
    output::note(format_args!("error: {error}"));
    exit(FAILED)
}

/// Opens the bank, lets everybody in until the transfers have ended, and looks at what is left.
async fn run(args: &Args) -> Result<Summary, Box<dyn Error>> {
    let bank = Arc::new(Bank::open(args.accounts));
    let mut auditor = Auditor::of(&bank).await;
    let (stop, recv) = shutdown::new_pair();
    let stop_recv = recv.into_watch();
    let (close, recv) = shutdown::new_pair();
    let closed = recv.into_watch();
    stop::listen(stop);

    let mut tasks = JoinSet::new();
    for number in 0..args.tasks {
        let load = Load::new(args, number, stop_recv.clone());
        tasks.spawn(load.run(bank.clone()));
    }
    let audits = tokio::spawn({
        let (bank, closed, period) = (bank.clone(), closed.clone(), args.audit);
        async move {
            auditor.run(&bank, period, &closed).await;
            auditor
        }
    });
    let treasurer = tokio::spawn(treasurer::run(bank.clone(), args.interest, closed));

    let begin = tokio::time::Instant::now();
    let loads = tasks.join_all().await;
    let took = begin.elapsed();
    close.shutdown();
    let (auditor, paid) = join!(audits, treasurer);
    let (mut auditor, paid) = (auditor?, paid?);

    // All tasks have ended, and nobody else has the bank.
    let bank = Arc::into_inner(bank).ok_or("somebody still has the bank")?;
    auditor.last(bank.into_parts());
    let why = stop_recv.reason();
    Ok(Summary {
        why: why.map_or("the end of the transfers".to_owned(), |why| why.to_string()),
        took,
        load: loads.into_iter().sum(),
        paid,
        audits: auditor.audits,
        findings: auditor.findings,
    })
}
