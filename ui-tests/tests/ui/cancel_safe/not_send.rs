//! The future is `Send` if what it holds over the await is, as that of an `async fn`.
use std::rc::Rc;

use mea::latch::Latch;

#[mea::cancel_safe]
async fn held(latch: &Latch) -> u8 {
    let shared = Rc::new(1);
    latch.wait().await;
    *shared
}

fn is_send(_: impl Send) {}

fn main() {
    is_send(held(&Latch::new(0)));
}
