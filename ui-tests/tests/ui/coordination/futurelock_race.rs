//! A race cancels those who lose, which a borrow does not.
async fn run() -> u32 {
    let mut first = std::pin::pin!(async { 1 });
    mea::race!(first.as_mut(), async { 2 })
}

fn main() {}
