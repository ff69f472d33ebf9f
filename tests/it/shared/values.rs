//! The struct as a whole: made, shown, taken apart.

use super::{State, StateParts};
use crate::support::{TicketLock, now};

#[test]
fn values_go_in_and_come_out() {
    let names = vec!["a"];
    let ticket = TicketLock::new(6);
    let state = State::new(1, names, vec![2], 3, 4, 5, ticket, "x".into());
    assert_eq!(now(state.schema().set("v1".into())), Ok(()));
    *now(state.high().write()) += 10;
    let StateParts {
        count,
        names,
        journal,
        last_id,
        low,
        high,
        schema,
        ticket,
        name,
    } = state.into_parts();
    assert_eq!((count, last_id, low, high), (1, 3, 4, 15));
    assert_eq!((names, journal), (vec!["a"], vec![2]));
    assert_eq!((schema.as_deref(), name.as_str()), (Some("v1"), "x"));
    assert_eq!(*mea::guard::try_acquire(&ticket).unwrap(), 6);
    let parts = State::default().into_parts();
    assert!(parts.schema.is_none());
    let shown = format!("{parts:?}");
    assert!(
        shown.starts_with("StateParts { count: 0, names: [], journal: [],"),
        "{shown}"
    );
    // Which need not be `Debug`.
    assert!(
        shown.ends_with("schema: None, ticket: <lock>, name: \"\" }"),
        "{shown}"
    );
}

#[test]
fn new_takes_the_permits_of_a_semaphore_without_a_number() {
    #[mea::shared]
    struct Pool {
        #[lock(mutex)]
        idle: Vec<u32>,
        #[lock(semaphore)]
        slots: (),
    }

    let pool = Pool::new(vec![1], 2);
    assert_eq!(pool.slots().available_permits(), 2);
    assert!(pool.slots().try_acquire(3).is_none());
    assert_eq!(pool.into_parts().idle, [1]);
}

#[test]
fn debug_never_waits() {
    let state = State::default();
    let shown = format!("{state:?}");
    assert!(shown.starts_with("State { count: 0, names: [], permits: Semaphore {"));
    assert!(shown.contains("journal: [], last_id: 0, low: 0, high: 0, schema: OnceCell("));
    assert!(shown.ends_with("ticket: <lock>, name: \"\" }"), "{shown}");

    // A reader does not hide the value from others who read.
    let reader = now(state.names().read());
    assert!(format!("{state:?}").contains("names: []"));
    drop(reader);
    let guards = (
        now(state.count().lock()),
        now(state.names().write()),
        now(state.permits().acquire(3)),
        now(state.journal().lock()),
        now(state.low().write()),
        now(state.ticket().lock()),
    );
    let shown = format!("{state:?}");
    assert!(shown.starts_with("State { count: <locked>, names: <locked>, permits: Semaphore {"));
    for field in ["journal", "last_id", "low", "high"] {
        assert!(shown.contains(&format!("{field}: <locked>")), "{shown}");
    }
    drop(guards);
    // To show it has locked nothing.
    super::assert_free(&state);
}

#[test]
fn debug_in_many_lines() {
    let state = State::default();
    let _count = now(state.count().lock());
    let shown = format!("{state:#?}");
    assert!(
        shown.starts_with("State {\n    count: <locked>,\n    names: [],\n"),
        "{shown}"
    );
}

#[test]
fn each_default_is_that_of_the_field() {
    #[mea::shared]
    #[derive(Default)]
    struct Settings {
        #[lock(mutex)]
        port: Port,
        #[lock(rwlock(hosts))]
        host: Option<String>,
        #[lock(rwlock(hosts))]
        domain: &'static str,
        depth: u8,
    }
    #[derive(Debug, PartialEq)]
    struct Port(u16);
    impl Default for Port {
        fn default() -> Self {
            Self(8080)
        }
    }
    let parts = Settings::default().into_parts();
    assert_eq!(parts.port, Port(8080));
    assert_eq!((parts.host, parts.domain, parts.depth), (None, "", 0));
}
