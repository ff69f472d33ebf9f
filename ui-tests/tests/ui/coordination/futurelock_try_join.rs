//! `try_join!` returns at the first error, and a borrow stays in line.
use mea::mutex::Mutex;

async fn run(mutex: &Mutex<u32>) -> Result<(), ()> {
    let mut first = Box::pin(async {
        mutex.lock().await;
        Ok(())
    });
    mea::try_join!(&mut first, async { Err::<(), ()>(()) })?;
    Ok(())
}

fn main() {}
