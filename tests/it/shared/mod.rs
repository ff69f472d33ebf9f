//! `#[shared]` and the lock order.

mod accessors;
mod cancel;
mod forms;
mod order;
mod owned;
#[cfg(all(debug_assertions, not(feature = "no-order-check")))]
mod passed;
mod several;
mod sizes;
mod values;
#[cfg(all(debug_assertions, not(feature = "no-order-check")))]
mod violations;

use mea::shared;

use crate::support::TicketLock;

/// A lock of each kind, and a field without.
#[shared]
#[derive(Debug, Default)]
pub(crate) struct State {
    #[lock(mutex)]
    count: u64,
    #[lock(rwlock)]
    names: Vec<&'static str>,
    #[lock(semaphore = 3)]
    permits: (),
    #[lock(mutex(ledger))]
    journal: Vec<u64>,
    #[lock(mutex(ledger))]
    last_id: u64,
    #[lock(rwlock(limits))]
    low: u64,
    #[lock(rwlock(limits))]
    high: u64,
    #[lock(once)]
    schema: String,
    #[lock(custom = TicketLock)]
    ticket: u64,
    name: String,
}

impl Default for TicketLock<u64> {
    fn default() -> Self {
        Self::new(0)
    }
}

/// Which locks somebody has: the count, the names, permits, the ledger, the limits, the ticket.
fn taken(state: &State) -> [bool; 6] {
    [
        state.count().try_lock().is_none(),
        state.names().try_write().is_none(),
        state.permits().available_permits() != 3,
        state.ledger().try_lock().is_none(),
        state.limits().try_write().is_none(),
        state.ticket().try_lock().is_none(),
    ]
}

#[track_caller]
fn assert_free(state: &State) {
    assert_eq!(taken(state), [false; 6]);
}
