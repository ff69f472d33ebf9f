//! An await in a loop loses what the turns before it have produced.
use mea::mpsc::UnboundedReceiver;

struct Numbers(UnboundedReceiver<u32>);

impl Numbers {
    #[mea::cancel_safe]
    async fn sum(&mut self) -> u32 {
        let mut sum = 0;
        while let Ok(x) = self.0.recv().await {
            sum += x;
        }
        sum
    }

    #[mea::cancel_safe]
    async fn some(&mut self, n: usize) -> Vec<u32> {
        let mut some = Vec::new();
        for _ in 0..n {
            some.extend(self.0.recv().await);
        }
        some
    }

    /// There is no way from the await to the next turn.
    #[mea::cancel_safe]
    async fn not_zero(&mut self) -> Option<u32> {
        loop {
            match self.0.try_recv() {
                Ok(0) => {}
                Ok(x) => return Some(x),
                Err(_) => break self.0.recv().await.ok(),
            }
        }
    }
}

fn main() {}
