//! What is awaited must be cancel-safe itself.
use mea::mpsc::BoundedSender;

#[mea::cancel_safe]
async fn send(tx: &BoundedSender<u32>) {
    let _ = tx.send(1).await;
}

#[mea::cancel_safe]
async fn nested() -> u32 {
    async { 1 }.await
}

async fn read() -> u32 {
    1
}

#[mea::cancel_safe]
async fn calls() -> u32 {
    println!("{}", read().await);
    2
}

fn main() {}
