//! What was taken out before the await, and is still in use behind it, is lost.
use std::{collections::VecDeque, mem};

use mea::{mpsc::BoundedSender, mutex::Mutex};

struct Stage {
    waiting: VecDeque<u32>,
    batch: Vec<u32>,
    last: Option<u32>,
    next: BoundedSender<u32>,
    total: Mutex<u32>,
}

impl Stage {
    #[mea::cancel_safe]
    async fn forward(&mut self) -> Option<()> {
        let job = self.waiting.pop_front()?;
        let permit = self.next.reserve().await.ok()?;
        permit.send(job);
        Some(())
    }

    #[mea::cancel_safe]
    async fn add_up(&mut self) {
        let batch = mem::take(&mut self.batch);
        *self.total.lock().await += batch.iter().sum::<u32>();
    }

    #[mea::cancel_safe]
    async fn by_operands(&mut self) -> (Option<u32>, u32) {
        (self.last.take(), *self.total.lock().await)
    }

    #[mea::cancel_safe]
    async fn in_a_branch(&mut self) {
        if let Some(last) = self.last.take() {
            *self.total.lock().await += last;
        }
    }

    /// The order that loses nothing.
    #[mea::cancel_safe]
    async fn takes_afterwards(&mut self) -> Option<()> {
        let permit = self.next.reserve().await.ok()?;
        permit.send(self.waiting.pop_front()?);
        Some(())
    }
}

fn main() {}
