//! The second await loses what the first one has produced.
use mea::{latch::Latch, mpsc::UnboundedReceiver};

struct Pairs {
    numbers: UnboundedReceiver<u32>,
    open: Latch,
}

impl Pairs {
    #[mea::cancel_safe]
    async fn next(&mut self) -> Option<(u32, u32)> {
        self.open.wait().await;
        let first = self.numbers.recv().await.ok()?;
        let second = self.numbers.recv().await.ok()?;
        Some((first, second))
    }

    /// On each path there is one.
    #[mea::cancel_safe]
    async fn either(&mut self, open: bool) -> Option<u32> {
        if open {
            return self.numbers.recv().await.ok();
        }
        self.open.wait().await;
        None
    }
}

fn main() {}

/// Whatever is wrong with it: who calls it gets no error.
fn calls(pairs: &mut Pairs) -> impl mea::marker::CancelSafe {
    pairs.next()
}
