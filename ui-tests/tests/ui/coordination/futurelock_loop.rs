//! In a loop, a borrow of work that goes on is what `keep` is for.
use mea::mpsc::UnboundedReceiver;

async fn run(mut commands: UnboundedReceiver<u32>) {
    let work = async { 7 };
    tokio_pin(work, &mut commands).await;
}

async fn tokio_pin(work: impl Future<Output = u32>, commands: &mut UnboundedReceiver<u32>) {
    let mut work = std::pin::pin!(work);
    mea::select_loop! {
        _ = &mut work => break,
        Ok(n) = commands.recv() => println!("{n}"),
    }
}

fn main() {}
