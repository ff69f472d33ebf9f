//! The program of RFD 609.
use std::{pin::pin, sync::Arc};

use mea::mutex::Mutex;

async fn sleep() {}

async fn work(lock: &Mutex<()>) {
    let _guard = lock.lock().await;
}

async fn do_stuff(lock: Arc<Mutex<()>>) {
    let mut first = pin!(work(&lock));
    mea::select! {
        () = &mut first => {}
        () = sleep() => {
            // It takes its time. Do something else meanwhile.
            work(&lock).await;
        }
    }
}

fn main() {}
