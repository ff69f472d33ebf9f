//! It goes on an `async fn` that can be rewritten.
use mea::latch::Latch;

#[mea::cancel_safe]
struct Door;

#[mea::cancel_safe]
fn answer() -> u32 {
    42
}

#[mea::cancel_safe]
fn future() -> impl Future<Output = u32> {
    async { 42 }
}

#[mea::cancel_safe]
async unsafe fn careful(open: &Latch) {
    open.wait().await;
}

#[mea::cancel_safe]
async extern "C" fn foreign(open: &Latch) {
    open.wait().await;
}

#[mea::cancel_safe]
async fn never(open: &Latch) -> ! {
    open.wait().await;
    panic!()
}

fn main() {
    let _: Door = Door;
    let _: u32 = answer();
}
