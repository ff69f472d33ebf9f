//! A block needs an arm.
async fn run() {
    mea::select! {}
    mea::select_loop! { biased; }
    mea::select! { else => {} }
    mea::race!();
}

fn main() {}
