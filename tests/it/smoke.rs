use mea::{mutex::*, rwlock::*, semaphore::*, condvar::*, blocking::block_on};
#[test]
fn sizes() {
    println!("mutex {} rw {} sem {} cv {} lock {} guard {} owned {} acquire {} lockowned {} read {} write {} upg {} wait {}", size_of::<Mutex<u64>>(), size_of::<RwLock<u64>>(), size_of::<Semaphore>(), size_of::<Condvar>(), size_of::<Lock<'_, u64>>(), size_of::<MutexGuard<'_, u64>>(), size_of::<OwnedMutexGuard<u64>>(), size_of::<Acquire<'_>>(), size_of::<LockOwned<u64>>(), size_of::<Read<'_, u64>>(), size_of::<Write<'_, u64>>(), size_of::<Upgrade<'_, u64>>(), size_of::<Wait<'_, MutexGuard<'_, u64>>>());
    let m = Mutex::new(1);
    block_on(async { let g = m.lock().await; drop(g); });
    let l = RwLock::new(1);
    block_on(async { let mut g = l.upgradable_read().await; { let mut w = RwLockUpgradableReadGuard::upgrade(&mut g).await; *w += 1; } let _r = l.read().await; });
}
