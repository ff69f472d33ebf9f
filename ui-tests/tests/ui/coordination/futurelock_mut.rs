//! A mutable borrow of a queue for a lock is alive, and left alone, while the handler runs.
use mea::mutex::Mutex;

async fn run(mutex: &Mutex<u32>) {
    let mut lock = mutex.lock();
    mea::select! {
        _ = &mut lock => {}
        _ = async {} => {
            mutex.lock().await;
        }
    }
}

fn main() {}
