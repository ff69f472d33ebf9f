//! `map`, `filter_map` and `try_map` of every guard: what they return, that the lock is held for as
//! long, and that it is released when they panic.

use std::sync::Arc;

use mea::{mutex::*, rwlock::*};

use crate::support::{now, panics};

type Pair = (u32, Vec<u32>);

fn pair() -> Pair {
    (1, vec![2, 3])
}

/// The body for one guard. `$held` says whether the lock is still held by it.
macro_rules! family {
    ($($name:ident: [$($mutable:ident)?] $Guard:ident -> $Mapped:ident, $Lock:ident,
        |$lock:ident| $guard:block, $held:expr;)*) => {$(
        mod $name {
            use super::*;

            fn lock() -> Arc<$Lock<Pair>> {
                Arc::new($Lock::new(pair()))
            }

            fn held($lock: &Arc<$Lock<Pair>>) -> bool {
                $held
            }

            #[test]
            fn map_narrows_and_holds() {
                let $lock = lock();
                {
                    let guard = $guard;
                    let list = $Guard::map(guard, |pair| &$($mutable)? pair.1);
                    assert!(held(&$lock));
                    assert_eq!(*list, [2, 3]);
                    let last = $Mapped::map(list, |list| &$($mutable)? list[1]);
                    assert!(held(&$lock));
                    assert_eq!(*last, 3);
                }
                assert!(!held(&$lock));
                assert_eq!(Arc::strong_count(&$lock), 1);
            }

            #[test]
            fn filter_map_narrows_or_gives_the_guard_back() {
                let $lock = lock();
                {
                    let guard = $guard;
                    let Err(guard) = $Guard::filter_map(guard, |_| None::<&$($mutable)? u32>) else {
                        panic!("there is none");
                    };
                    assert!(held(&$lock) && *guard == pair());
                    let Ok(list) = $Guard::filter_map(guard, |pair| Some(&$($mutable)? pair.1)) else {
                        panic!("there is one");
                    };
                    let Err(list) = $Mapped::filter_map(list, |_| None::<&$($mutable)? u32>) else {
                        panic!("there is none");
                    };
                    assert!(held(&$lock) && *list == [2, 3]);
                    let first = $Mapped::filter_map(list, |list| Some(&$($mutable)? list[0]));
                    assert!(held(&$lock));
                    assert_eq!(first.as_deref().ok(), Some(&2));
                }
                assert!(!held(&$lock));
                assert_eq!(Arc::strong_count(&$lock), 1);
            }

            #[test]
            fn try_map_narrows_or_gives_the_guard_back_with_the_error() {
                let $lock = lock();
                {
                    let guard = $guard;
                    let Err((guard, error)) =
                        $Guard::try_map(guard, |_| Err::<&$($mutable)? u32, _>("no"))
                    else {
                        panic!("an error");
                    };
                    assert!(held(&$lock) && *guard == pair() && error == "no");
                    let Ok(list) = $Guard::try_map(guard, |pair| Ok::<_, ()>(&$($mutable)? pair.1))
                    else {
                        panic!("no error");
                    };
                    let Err((list, error)) =
                        $Mapped::try_map(list, |_| Err::<&$($mutable)? u32, _>(7))
                    else {
                        panic!("an error");
                    };
                    assert!(held(&$lock) && *list == [2, 3] && error == 7);
                    let Ok(first) = $Mapped::try_map(list, |list| Ok::<_, ()>(&$($mutable)? list[0]))
                    else {
                        panic!("no error");
                    };
                    assert!(held(&$lock) && *first == 2);
                }
                assert!(!held(&$lock));
                assert_eq!(Arc::strong_count(&$lock), 1);
            }

            #[test]
            fn a_panic_in_any_of_them_releases_the_lock() {
                type Part<'a> = &'a $($mutable)? u32;
                for which in 0..6 {
                    let $lock = lock();
                    let message = panics(|| {
                        let guard = $guard;
                        match which {
                            0 => drop($Guard::map(guard, |_| -> Part<'_> { panic!("map") })),
                            1 => drop($Guard::filter_map(guard, |_| -> Option<Part<'_>> { panic!("map") })),
                            2 => drop($Guard::try_map(guard, |_| -> Result<Part<'_>, ()> { panic!("map") })),
                            _ => {
                                let list = $Guard::map(guard, |pair| &$($mutable)? pair.1);
                                match which {
                                    3 => drop($Mapped::map(list, |_| -> Part<'_> { panic!("map") })),
                                    4 => drop($Mapped::filter_map(list, |_| -> Option<Part<'_>> { panic!("map") })),
                                    _ => drop($Mapped::try_map(list, |_| -> Result<Part<'_>, ()> { panic!("map") })),
                                }
                            }
                        }
                    });
                    assert_eq!(message, "map");
                    assert!(!held(&$lock), "{which}");
                    assert_eq!(Arc::strong_count(&$lock), 1);
                }
            }

            #[test]
            fn a_part_may_be_something_without_size_or_for_ever() {
                let $lock = lock();
                let guard = $guard;
                let slice = $Guard::map(guard, |pair| &$($mutable)? pair.1[..]);
                assert_eq!(slice.len(), 2);
                drop(slice);
                assert!(!held(&$lock));
            }

            $(#[test]
            fn what_is_written_through_a_part_is_in_the_value() {
                let $lock = lock();
                {
                    let guard = $guard;
                    // The word that makes this a guard to write through.
                    let mut list = $Guard::map(guard, |pair| &$mutable pair.1);
                    list.push(4);
                    let mut last = $Mapped::map(list, |list| &$mutable list[2]);
                    *last += 1;
                }
                let $lock = Arc::into_inner($lock).unwrap();
                assert_eq!($lock.into_inner(), (1, vec![2, 3, 5]));
            })?
        }
    )*};
}

family! {
    mutex: [mut] MutexGuard -> MappedMutexGuard, Mutex,
        |lock| { now(lock.lock()) }, lock.try_lock().is_none();
    mutex_owned: [mut] OwnedMutexGuard -> OwnedMappedMutexGuard, Mutex,
        |lock| { now(lock.clone().lock_owned()) }, lock.try_lock().is_none();
    read: [] RwLockReadGuard -> MappedRwLockReadGuard, RwLock,
        |lock| { now(lock.read()) }, lock.try_write().is_none();
    read_owned: [] OwnedRwLockReadGuard -> OwnedMappedRwLockReadGuard, RwLock,
        |lock| { now(lock.clone().read_owned()) }, lock.try_write().is_none();
    write: [mut] RwLockWriteGuard -> MappedRwLockWriteGuard, RwLock,
        |lock| { now(lock.write()) }, lock.try_read().is_none();
    write_owned: [mut] OwnedRwLockWriteGuard -> OwnedMappedRwLockWriteGuard, RwLock,
        |lock| { now(lock.clone().write_owned()) }, lock.try_read().is_none();
}

/// As above, but it borrows from the guard that was upgraded, and is over before that one.
mod upgraded {
    use super::*;

    fn with(f: impl FnOnce(&RwLock<Pair>, RwLockUpgradedGuard<'_, Pair>)) {
        let lock = RwLock::new(pair());
        let mut reader = lock.try_upgradable_read().unwrap();
        f(
            &lock,
            RwLockUpgradableReadGuard::try_upgrade(&mut reader).unwrap(),
        );
        assert!(lock.try_read().is_some() && lock.try_write().is_none());
        drop(reader);
        assert!(lock.try_write().is_some());
    }

    #[test]
    fn map_narrows_and_holds() {
        with(|lock, guard| {
            let mut list = RwLockUpgradedGuard::map(guard, |pair| &mut pair.1);
            list.push(4);
            assert!(lock.try_read().is_none());
            let last = MappedRwLockUpgradedGuard::map(list, |list| &mut list[2]);
            assert!(lock.try_read().is_none());
            assert_eq!(*last, 4);
        });
    }

    #[test]
    fn filter_map_and_try_map_narrow_or_give_the_guard_back() {
        with(|lock, guard| {
            let Err(guard) = RwLockUpgradedGuard::filter_map(guard, |_| None::<&mut u32>) else {
                panic!("there is none");
            };
            let Err((guard, 5)) = RwLockUpgradedGuard::try_map(guard, |_| Err::<&mut u32, _>(5))
            else {
                panic!("an error");
            };
            assert!(lock.try_read().is_none());
            let Ok(list) = RwLockUpgradedGuard::filter_map(guard, |pair| Some(&mut pair.1)) else {
                panic!("there is one");
            };
            let Err(list) = MappedRwLockUpgradedGuard::filter_map(list, |_| None::<&mut u32>)
            else {
                panic!("there is none");
            };
            let Ok(last) =
                MappedRwLockUpgradedGuard::try_map(list, |list| list.last_mut().ok_or(()))
            else {
                panic!("there is one");
            };
            assert!(lock.try_read().is_none());
            assert_eq!(*last, 3);
        });
    }

    #[test]
    fn a_panic_in_map_ends_the_upgrade() {
        with(|_, guard| {
            let message = panics(|| {
                drop(RwLockUpgradedGuard::map(guard, |_| -> &mut u32 {
                    panic!("map")
                }));
            });
            assert_eq!(message, "map");
        });
    }
}
