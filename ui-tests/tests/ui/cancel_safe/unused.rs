//! A call without an await does nothing, and is warned of as that of an `async fn`; so are
//! arguments that nothing uses.
#![deny(unused)]

use mea::latch::Latch;

#[mea::cancel_safe]
async fn opened(latch: &Latch, extra: u8, mut change: u8) {
    latch.wait().await;
}

fn main() {
    opened(&Latch::new(0), 1, 2);
}
