//! The order costs nothing: a token has no size, and where the check at run time is off nothing is
//! larger than the lock alone. (Instructions are counted by `benches/src/bin/counts`.)

use mea::order::{Held, Nothing};

use super::{State, StateCount, StateTicket};

#[test]
fn a_token_has_no_size() {
    assert_eq!(size_of::<Held<Nothing>>(), 0);
    assert_eq!(size_of::<Held<StateCount>>(), 0);
    assert_eq!(size_of::<Option<Held<StateTicket>>>(), 1);
    assert_eq!(size_of::<StateCount>(), 0);
}

#[test]
fn a_handle_is_a_reference() {
    let state = State::default();
    assert_eq!(size_of_val(&state.count()), size_of::<&()>());
    assert_eq!(size_of_val(&state.ticket()), size_of::<&()>());
}

/// The struct is made of its locks and of nothing else.
#[test]
fn a_struct_is_its_locks() {
    use mea::{mutex::Mutex, rwlock::RwLock, semaphore::Semaphore};

    #[mea::shared]
    struct Small {
        #[lock(mutex)]
        first: u64,
        #[lock(rwlock)]
        second: u64,
        #[lock(semaphore = 1)]
        third: (),
        fourth: u64,
    }
    type Locks = (Mutex<u64>, RwLock<u64>, Semaphore, u64);
    assert_eq!(size_of::<Small>(), size_of::<Locks>());
}

#[cfg(any(not(debug_assertions), feature = "no-order-check"))]
#[test]
fn without_the_check_nothing_is_larger() {
    use std::sync::Arc;

    use mea::{guard, order::branch};

    fn same<A, B>(_: &A, _: &B) {
        let names = [std::any::type_name::<A>(), std::any::type_name::<B>()];
        assert_eq!(size_of::<A>(), size_of::<B>(), "{names:#?}");
    }
    let state = &State::default();
    let mut held = Held::nothing();
    let (count, names) = (state.count().as_lock(), state.names().as_lock());
    let (permits, ticket) = (state.permits().as_lock(), state.ticket().as_lock());
    same(&state.count().lock(), &count.lock());
    same(&state.count().try_lock(), &count.try_lock());
    same(&state.count().lock_after(&mut held), &count.lock());
    same(&state.names().read(), &names.read());
    same(&state.names().try_read(), &names.try_read());
    same(&state.names().write_after(&mut held), &names.write());
    same(&state.names().upgradable_read(), &names.upgradable_read());
    same(&state.permits().acquire(1), &permits.acquire(1));
    same(&state.permits().try_acquire(1), &permits.try_acquire(1));
    same(&state.ticket().lock(), &guard::acquire(ticket));
    same(&branch(count.lock()), &count.lock());

    let state = Arc::new(State::default());
    let mutex = Arc::new(mea::mutex::Mutex::new(0_u64));
    // The owner and where its lock is.
    let more = size_of::<fn()>();
    let sizes = |ours: usize, plain: usize| assert!(ours <= plain + more, "{ours} {plain}");
    sizes(
        size_of_val(&state.count_arc().lock()),
        size_of_val(&mutex.clone().lock_owned()),
    );

    // Of `.locks()`, what is waited for and what is there share their place.
    let state = State::default();
    let all = size_of_val(&state.locks().count().names().lock());
    let each = size_of_val(&state.count().lock()) + size_of_val(&state.names().read());
    let tags = 6 * size_of::<usize>();
    assert!(all <= each + tags, "{all} {each}");
}
