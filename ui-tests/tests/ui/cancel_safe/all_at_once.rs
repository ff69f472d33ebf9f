//! Every mistake is reported, in one run.
use mea::{latch::Latch, mpsc::BoundedSender};

#[mea::cancel_safe(trus)]
async fn everything(open: &Latch, tx: &BoundedSender<u32>, jobs: &mut Vec<u32>, name: String) {
    for _ in 0..2 {
        open.wait().await;
    }
    let job = jobs.pop();
    let _ = tx.send(1).await;
    open.wait().await;
    println!("{name}: {job:?}");
    log_it!(name);
}

#[macro_export]
macro_rules! log_it {
    ($name:ident) => {
        drop($name)
    };
}

fn main() {}
