//! A future that is in line for a hand-over is not polled while the arm waits for the one behind
//! `with`.

use mea::{mpsc::BoundedSender, mutex::Mutex};

async fn forward(mutex: &Mutex<u32>, tx: &BoundedSender<u32>) {
    mea::select! {
        guard = mutex.lock(), with Ok(room) = tx.reserve() => {
            let _ = room.send(*guard);
        }
    }
}

fn main() {
    let _ = forward;
}
