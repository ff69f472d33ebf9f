use mea::{mutex::*, rwlock::*, condvar::*, guard::*, semaphore::*, blocking::*};
use std::sync::Arc;

#[test]
fn sizes() {
    println!("mutex {} rw {} sem {} cv {} lock {} guard {} owned {} acquire {} lockowned {} read {} write {} upg {} wait {}", size_of::<Mutex<u64>>(), size_of::<RwLock<u64>>(), size_of::<Semaphore>(), size_of::<Condvar>(), size_of::<Lock<'_, u64>>(), size_of::<MutexGuard<'_, u64>>(), size_of::<OwnedMutexGuard<u64>>(), size_of::<mea::semaphore::Acquire<'_>>(), size_of::<LockOwned<u64>>(), size_of::<Read<'_, u64>>(), size_of::<Write<'_, u64>>(), size_of::<Upgrade<'_, u64>>(), size_of::<Wait<'_, MutexGuard<'_, u64>>>());
}

// 1: mapped -> whole
#[test]
fn h1() {
    let m = Mutex::new((1u8, 2u8));
    let g = m.try_lock().unwrap();
    let mapped: MappedMutexGuard<'_, u8> = MutexGuard::map(g, |p| &mut p.1);
    let access: BorrowedAccess<'_, Mutex<u8>, Exclusive> = mapped.into();
    let whole: MutexGuard<'_, u8> = access.into();
    let cv = Condvar::new();
    let _w = cv.wait(whole);
}
// 2: write guard of Cell to another thread, downgrade
#[test]
fn h2() {
    let l = RwLock::new(std::cell::Cell::new(1));
    let w = l.try_write().unwrap();
    std::thread::scope(|s| { s.spawn(move || { let r = w.downgrade(); r.set(2); }).join().unwrap(); let r2 = l.try_read().unwrap(); r2.set(3); });
}
// 3: upgradable guard of Sync + !Send
#[test]
fn h3() {
    static M: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let l = RwLock::new(Some(M.lock().unwrap()));
    let mut u = l.try_upgradable_read().unwrap();
    std::thread::scope(|s| { s.spawn(move || { let _g = RwLockUpgradableReadGuard::try_upgrade(&mut u).unwrap().take(); }).join().unwrap(); });
}
// 4: variance
#[test]
fn h4() {
    let l: RwLock<&'static str> = RwLock::new("x");
    {
        let s = String::from("short");
        let mut u: RwLockUpgradableReadGuard<'_, &str> = l.try_upgradable_read().unwrap();
        *RwLockUpgradableReadGuard::try_upgrade(&mut u).unwrap() = &s;
        drop(u);
        println!("{}", *l.try_read().unwrap());
    }
    // dangling from here on
}
// 5: adopt upgraded
#[test]
fn h5() {
    let l = Arc::new(RwLock::new(1));
    let mut u = l.try_upgradable_read().unwrap();
    let w = RwLockUpgradableReadGuard::try_upgrade(&mut u).unwrap();
    let a: BorrowedAccess<'_, RwLock<i32>, Upgraded> = w.into();
    let mut owned: OwnedAccess<Arc<RwLock<i32>>, RwLock<i32>, Upgraded> = adopt(l.clone(), a).unwrap();
    let r: &i32 = &u;
    let w = owned.get_mut();
    *w = 5;
    println!("{r} aliasing");
}
// 6: upgradable map to static
#[test]
fn h6() {
    let l = RwLock::new(1u32);
    let u = l.try_upgradable_read().unwrap();
    let a: BorrowedAccess<'_, RwLock<u32>, Upgradable> = u.into();
    let mut u: RwLockUpgradableReadGuard<'_, u32> = a.map(|_| &7u32).into();
    let w = RwLockUpgradableReadGuard::try_upgrade(&mut u).unwrap();
    println!("&mut to a constant: {:p}", &*w);
}
// 7 write mapped -> whole -> downgrade
#[test]
fn h7() {
    let l = RwLock::new(std::sync::Mutex::new(std::cell::Cell::new(1)));
    let w = RwLockWriteGuard::map(l.try_write().unwrap(), |m| m.get_mut().unwrap());
    let a: BorrowedAccess<'_, RwLock<std::cell::Cell<i32>>, Exclusive> = w.into();
    let w: RwLockWriteGuard<'_, std::cell::Cell<i32>> = a.into();
    let r = w.downgrade();
    r.set(2);
}
#[test]
fn h8() {
    use std::time::Duration;
    let mut n = 0;
    let r = std::future::poll_fn(|cx| { n += 1; std::thread::sleep(Duration::from_millis(1)); if n > 100 { return std::task::Poll::Ready(()) } cx.waker().wake_by_ref(); std::task::Poll::Pending }).wait_timeout(Duration::from_millis(5));
    assert!(r.is_err());
}
#[test]
fn h9() {
    let s = Semaphore::new(usize::MAX);
    let _one = s.try_acquire(1).unwrap();
    std::thread::scope(|sc| { for _ in 0..2 { sc.spawn(|| for i in 0..3000000 { assert!(s.try_acquire(1).is_some(), "{i}"); }); } });
}
