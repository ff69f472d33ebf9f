//! A lock of one's own, with the guards that the attribute writes.

use std::sync::Arc;

use mea::guard::{Exclusive, adopt, try_acquire};

use crate::support::{
    LatchedGuard, LatchedLock, MappedTicketGuard, OwnedTicketGuard, Task, TicketGuard, TicketLock,
    now, panics,
};

#[test]
fn it_has_guards_like_those_of_the_crate() {
    let lock = Arc::new(TicketLock::new((1, 2)));
    let mut guard: TicketGuard<'_, (i32, i32)> = try_acquire(&*lock).unwrap().into();
    guard.0 += 1;
    let mut waits = Task::waiting(mea::guard::acquire::<_, Exclusive>(&*lock));
    let part: MappedTicketGuard<'_, i32> = TicketGuard::map(guard, |pair| &mut pair.0);
    assert_eq!(format!("{part} {part:?}"), "2 2");
    drop(part);
    let guard: TicketGuard<'_, (i32, i32)> = waits.ready().into();
    assert_eq!(*guard, (2, 2));
    let owned: OwnedTicketGuard<(i32, i32)> =
        adopt(lock.clone(), guard.into()).ok().unwrap().into();
    assert!(Arc::ptr_eq(OwnedTicketGuard::owner(&owned), &lock));
    assert!(try_acquire::<_, Exclusive>(&*lock).is_none());
    drop(owned);
    drop(now(mea::guard::acquire::<_, Exclusive>(&*lock)));
    assert_eq!(Arc::strong_count(&lock), 1);
}

/// One acquisition, one access: the future of the lock may be ready again, the one around it is not.
#[test]
fn an_acquisition_ends_its_future() {
    let lock = LatchedLock::new(1);
    let mut acquire = Task::new(mea::guard::acquire::<_, Exclusive>(&lock));
    let mut first: LatchedGuard<'_, i32> = acquire.ready().into();
    assert!(panics(|| drop(acquire.poll())).contains("polled again"));
    *first += 1;
    drop(first);
    drop(acquire);
    assert_eq!(*LatchedGuard::from(try_acquire(&lock).unwrap()), 2);
}

/// Locks whose raw part has no size cannot be told apart by its address.
#[test]
fn a_raw_part_without_size_is_not_adopted() {
    use crate::support::{BlindGuard, BlindLock};
    let lock = Arc::new(BlindLock::new(1));
    let guard: BlindGuard<'_, i32> = try_acquire(&*lock).unwrap().into();
    let (back, access) = adopt(lock.clone(), guard.into()).err().unwrap();
    assert!(Arc::ptr_eq(&back, &lock));
    assert!(try_acquire::<_, Exclusive>(&*lock).is_none(), "still held");
    drop(access);
    assert!(try_acquire::<_, Exclusive>(&*lock).is_some());
}
