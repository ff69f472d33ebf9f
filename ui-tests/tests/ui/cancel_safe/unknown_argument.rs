//! Arguments that are none, with a guess at what was meant.
use mea::latch::Latch;

#[mea::cancel_safe(trus, crat = mea, unchecked)]
async fn opened(open: &Latch) {
    open.wait().await;
}

#[mea::cancel_safe(crate, trust, trust, "trust")]
async fn opened_again(open: &Latch) {
    open.wait().await;
}

fn main() {}
