//! Values that are moved in are lost with the future.
use std::{pin::Pin, sync::Arc};

use mea::latch::Latch;

struct Door(Latch);

impl Door {
    #[mea::cancel_safe]
    async fn by_value(self) {
        self.0.wait().await;
    }

    #[mea::cancel_safe]
    async fn shared(self: Arc<Self>) {
        self.0.wait().await;
    }

    #[mea::cancel_safe]
    async fn message(&self, message: String, _: usize) -> usize {
        self.0.wait().await;
        message.len()
    }

    #[mea::cancel_safe]
    async fn pattern(&self, (name, _): (Vec<u8>, u8), more: Option<String>) -> usize {
        self.0.wait().await;
        name.len() + more.map_or(0, |more| more.len())
    }

    #[mea::cancel_safe]
    async fn generic<T>(&self, value: impl Into<u32>, other: T) -> u32 {
        self.0.wait().await;
        drop(other);
        value.into()
    }

    #[mea::cancel_safe]
    async fn borrows(
        self: Pin<&mut Self>,
        text: &str,
        n: &mut Option<String>,
        m: Mut<'_>,
    ) -> usize {
        self.0.wait().await;
        text.len() + n.take().map_or(0, |n| n.len()) + usize::from(*m)
    }
}

type Mut<'a> = &'a mut u8;

fn main() {}
