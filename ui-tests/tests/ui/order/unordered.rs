//! The locks of an unordered struct cannot be held together, but by `.locks()`.
use mea::order::Held;

#[mea::shared(unordered)]
struct Cache {
    #[lock(mutex)]
    hot: u32,
    #[lock(mutex)]
    cold: u32,
}

async fn both(cache: &Cache, held: &mut Held<mea::order::Nothing>) {
    let (hot, held) = cache.hot().lock_after(held).await;
    let (cold, _) = cache.cold().lock_after(held).await;
    drop((hot, cold));
}

fn main() {}
