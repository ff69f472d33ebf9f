//! Whatever the lock is, and however it is taken.
use mea::{
    mutex::Mutex,
    order::Held,
};

#[mea::shared]
struct State {
    #[lock(mutex)]
    mutex: u32,
    #[lock(rwlock)]
    rwlock: u32,
    #[lock(semaphore = 1)]
    permits: (),
    #[lock(once)]
    cell: u32,
    #[lock(mutex(group))]
    left: u32,
    #[lock(mutex(group))]
    right: u32,
    #[lock(custom = Mutex)]
    custom: u32,
    #[lock(mutex)]
    last: u32,
}

async fn all(state: &State, held: &mut Held<StateLast>) {
    let _ = state.mutex().lock_after(held).await;
    state.mutex().with_after(held, |_| ()).await;
    let _ = state.rwlock().read_after(held).await;
    let _ = state.rwlock().write_after(held).await;
    let _ = state.rwlock().upgradable_read_after(held).await;
    state.rwlock().with_after(held, |_| ()).await;
    state.rwlock().with_mut_after(held, |_| ()).await;
    let _ = state.permits().acquire_after(held, 1).await;
    let _ = state.cell().get_or_init_after(held, async |_| 1).await;
    let _ = state.group().lock_after(held).await;
    let _ = state.left().lock_after(held).await;
    state.right().with_after(held, |_| ()).await;
    let _ = state.custom().lock_after(held).await;
    let _ = state.locks().custom().mutex().lock_after(held).await;
}

fn main() {}
