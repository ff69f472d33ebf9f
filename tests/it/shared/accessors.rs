//! What the handles do, one kind of lock after the other.

use mea::{
    mutex::{MappedMutexGuard, MutexGuard},
    order::Held,
    rwlock::{
        MappedRwLockReadGuard, MappedRwLockWriteGuard, RwLockReadGuard, RwLockUpgradableReadGuard,
        RwLockWriteGuard,
    },
    semaphore::SemaphorePermit,
    shared::Guard,
};

use super::{State, StateCount, StateLedger, StateLimits, StateNames, assert_free};
use crate::support::{Task, TicketGuard, now};

#[test]
fn a_mutex() {
    let state = State::default();
    let mut guard: Guard<MutexGuard<'_, u64>> = now(state.count().lock());
    *guard += 1;
    assert!(state.count().try_lock().is_none());
    let mut waits = Task::waiting(state.count().with(|count| *count * 10));
    drop(guard);
    assert_eq!(waits.ready(), 10);
    *state.count().try_lock().unwrap() += 1;

    let mut held = Held::nothing();
    let (guard, _): (Guard<MutexGuard<'_, u64>>, &mut Held<StateCount>) =
        now(state.count().lock_after(&mut held));
    assert_eq!(*guard, 2);
    drop(guard);
    assert_eq!(now(state.count().with_after(&mut held, |count| *count)), 2);
    assert_eq!(*now(state.count().as_lock().lock()), 2);
    assert_free(&state);
}

#[test]
fn a_rwlock() {
    let state = State::default();
    let mut writer: Guard<RwLockWriteGuard<'_, Vec<_>>> = now(state.names().write());
    writer.push("a");
    assert!(state.names().try_read().is_none());
    drop(writer);
    let reader: Guard<RwLockReadGuard<'_, Vec<_>>> = now(state.names().read());
    assert_eq!(state.names().try_read().unwrap().len(), reader.len());
    assert!(state.names().try_write().is_none());
    drop(reader);
    assert_eq!(now(state.names().with(Vec::len)), 1);
    now(state.names().with_mut(|names| names.push("b")));
    state.names().try_write().unwrap().push("c");

    let mut held = Held::nothing();
    {
        let (names, _): (_, &mut Held<StateNames>) = now(state.names().read_after(&mut held));
        assert_eq!(*names, ["a", "b", "c"]);
    }
    {
        let (mut names, _): (_, &mut Held<StateNames>) = now(state.names().write_after(&mut held));
        names.clear();
    }
    assert_eq!(now(state.names().with_after(&mut held, Vec::len)), 0);
    now(state
        .names()
        .with_mut_after(&mut held, |names| names.push("d")));
    assert_eq!(*now(state.names().read()), ["d"]);
    assert_free(&state);
}

#[test]
fn an_upgradable_reader() {
    let state = State::default();
    let mut reader = now(state.names().upgradable_read());
    assert!(reader.is_empty());
    assert!(state.names().try_upgradable_read().is_none());
    assert!(state.names().try_read().is_some());
    {
        let inner: &mut RwLockUpgradableReadGuard<'_, _> = Guard::as_inner_mut(&mut reader);
        let mut writer = now(RwLockUpgradableReadGuard::upgrade(inner));
        writer.push("a");
        assert!(state.names().try_read().is_none());
    }
    assert_eq!(*reader, ["a"]);
    drop(reader);
    assert!(state.names().try_upgradable_read().is_some());

    let mut held = Held::nothing();
    let (reader, _) = now(state.names().upgradable_read_after(&mut held));
    let reader = Guard::convert(reader, RwLockUpgradableReadGuard::downgrade);
    assert!(state.names().try_upgradable_read().is_some());
    assert_eq!(reader.len(), 1);
    drop(reader);
    assert_free(&state);
}

#[test]
fn a_semaphore() {
    let state = State::default();
    let mut two: Guard<SemaphorePermit<'_>> = now(state.permits().acquire(2));
    assert!(state.permits().try_acquire(2).is_none());
    let mut waits = Task::waiting(state.permits().acquire(2));
    drop(Guard::as_inner_mut(&mut two).split(1));
    let other = waits.ready();
    assert_eq!(Guard::as_inner(&other).permits(), 2);
    drop((two, other));
    let mut held = Held::nothing();
    let (one, held) = now(state.permits().acquire_after(&mut held, 1));
    // The ledger comes after the permits.
    let (_ledger, _) = now(state.ledger().lock_after(held));
    assert_eq!(Guard::as_inner(&one).permits(), 1);
    assert_eq!(state.permits().available_permits(), 2);
}

#[test]
fn a_cell() {
    let state = State::default();
    assert_eq!(state.schema().get(), None);
    let mut waits = Task::waiting(state.schema().wait());
    assert_eq!(
        now(state.schema().get_or_try_init(async || Err::<String, _>(1))),
        Err(1)
    );
    assert_eq!(
        now(state.schema().get_or_init(async || "v1".to_owned())),
        "v1"
    );
    assert_eq!(waits.ready(), "v1");
    assert_eq!(now(state.schema().set("v2".into())), Err("v2".to_owned()));
    assert!(now(state.schema().try_insert("v3".into())).is_err());

    // What makes the value may lock what comes after the cell.
    let state = State::default();
    let mut held = Held::nothing();
    let schema = now(state.schema().get_or_init_after(&mut held, async |held| {
        *now(state.ticket().lock_after(held)).0 += 1;
        "v4".to_owned()
    }));
    assert_eq!(
        (schema.as_str(), state.schema().get()),
        ("v4", Some(schema))
    );
    assert_eq!(*now(state.ticket().lock()), 1);
}

#[test]
fn a_lock_of_one_s_own() {
    let state = State::default();
    let mut guard = now(state.ticket().lock());
    *guard += 1;
    assert!(state.ticket().try_lock().is_none());
    let mut waits = Task::waiting(state.ticket().lock());
    drop(guard);
    let mut named: Guard<TicketGuard<'_, u64>> = Guard::convert(waits.ready(), Into::into);
    *named += 1;
    drop(named);
    let mut held = Held::nothing();
    let (guard, _) = now(state.ticket().lock_after(&mut held));
    assert_eq!(*guard, 2);
    drop(guard);
    assert_eq!(
        *mea::guard::try_acquire(state.ticket().as_lock()).unwrap(),
        2
    );
    assert_free(&state);
}

#[test]
fn fields_behind_one_mutex() {
    let state = State::default();
    let mut journal: Guard<MappedMutexGuard<'_, Vec<u64>>> = now(state.journal().lock());
    journal.push(7);
    // The other field is behind the same lock.
    assert!(state.last_id().try_lock().is_none());
    assert!(state.ledger().try_lock().is_none());
    let mut waits = Task::waiting(state.last_id().with(|id| *id += 1));
    drop(journal);
    waits.ready();
    *state.last_id().try_lock().unwrap() += 1;

    let mut held = Held::nothing();
    {
        let (mut ledger, _): (_, &mut Held<StateLedger>) =
            now(state.ledger().lock_after(&mut held));
        let ledger = &mut *ledger;
        ledger.journal.push(ledger.last_id);
    }
    {
        let (journal, _): (_, &mut Held<StateLedger>) = now(state.journal().lock_after(&mut held));
        assert_eq!(*journal, [7, 2]);
    }
    assert_eq!(now(state.last_id().with_after(&mut held, |id| *id)), 2);
    assert_eq!(now(state.ledger().with(|ledger| ledger.journal.len())), 2);
    assert_free(&state);
}

#[test]
fn fields_behind_one_rwlock() {
    let state = State::default();
    let low: Guard<MappedRwLockReadGuard<'_, u64>> = now(state.low().read());
    assert_eq!(*low + *state.high().try_read().unwrap(), 0);
    assert!(state.high().try_write().is_none());
    drop(low);
    let mut high: Guard<MappedRwLockWriteGuard<'_, u64>> = now(state.high().write());
    *high = 9;
    assert!(state.low().try_read().is_none());
    drop(high);
    now(state.low().with_mut(|low| *low = 1));
    assert_eq!(now(state.high().with(|high| *high)), 9);
    *state.low().try_write().unwrap() += 1;

    let mut held = Held::nothing();
    {
        let (low, _): (_, &mut Held<StateLimits>) = now(state.low().read_after(&mut held));
        assert_eq!(*low, 2);
    }
    {
        let (mut low, _) = now(state.low().write_after(&mut held));
        *low = 3;
    }
    assert_eq!(now(state.low().with_after(&mut held, |low| *low)), 3);
    now(state.high().with_mut_after(&mut held, |high| *high = 4));
    {
        let (limits, _) = now(state.limits().upgradable_read_after(&mut held));
        assert_eq!((limits.low, limits.high), (3, 4));
    }
    assert_free(&state);
}

#[test]
fn no_lock() {
    let state = State {
        name: "x".into(),
        ..State::default()
    };
    let name: &String = state.name();
    assert_eq!(name, "x");
}

#[test]
fn handles_are_copies() {
    let state = State::default();
    let (count, journal, ticket) = (state.count(), state.journal(), state.ticket());
    for _ in 0..2 {
        *now(count.lock()) += 1;
        now(journal.lock()).push(1);
        *now(ticket.lock()) += 1;
    }
    assert_eq!(format!("{count:?}"), "Handle(Mutex { value: 2 })");
    assert_eq!(
        format!("{journal:?} {ticket:?}"),
        "Part { .. } CustomHandle { .. }"
    );
    assert_eq!(now(journal.with(|journal| journal.len())), 2);
}

#[test]
fn a_closure_that_panics_releases_the_lock() {
    let state = State::default();
    let panic = crate::support::panics(|| now(state.count().with(|_| panic!("in the closure"))));
    assert_eq!(panic, "in the closure");
    let panic = crate::support::panics(|| now(state.names().with(|_| panic!("in the closure"))));
    assert_eq!(panic, "in the closure");
    let panic = crate::support::panics(|| now(state.high().with_mut(|_| panic!("in it"))));
    assert_eq!(panic, "in it");
    assert_free(&state);
}

#[test]
fn a_guard_is_shown_as_what_it_guards() {
    let state = State::default();
    let guard = now(state.count().lock());
    assert_eq!(format!("{guard} {guard:?}"), "0 0");
}
