//! Who holds how many permits, who waits, and who is next.
//!
//! A *tenant* is a key that somebody uses: each future and each permit of that key has a *seat* at the
//! tenant, which exists for as long as it has seats. All of this is under the lock of the queue, and
//! knows nothing of `Eq` and `Hash`: a tenant is found by its number, and the key it has, among those
//! of the same hash, is looked at by whoever asks, without the lock; see [`seat`](super::seat).
//!
//! ```text
//!   tenants   (hash, nth) --> { key, seats, held, turn, lane: [W] -> [W] -> [W] }
//!                                           |     |
//!   ranks            sorted by (held, turn) +-----+     of the tenants whose lane is not empty
//! ```
//!
//! Both are B-trees: every step takes O(log tenants), also in the worst case, and memory goes back with
//! the tenants. A waiter that joins others of its tenant changes neither.
//!
//! Invariants, under the lock:
//!
//! 1. `free`, and what the tenants hold, are all the permits. If any is free, nobody waits.
//! 2. A tenant has a seat for each permit that it holds, and for each waiter in its lane.
//! 3. The ranks have a tenant exactly if its lane is not empty, and then as `(held, turn)`. A turn
//!    belongs to one tenant; it is the moment when the tenant began to wait or was last granted one.

use alloc::{collections::BTreeMap, sync::Arc};
use core::{
    marker::PhantomData,
    panic::{RefUnwindSafe, UnwindSafe},
    task::Waker,
};

use crate::queue::{Engine, Entry, Lane, Lanes, Left, Line, Queue};

/// The engine. All that it has is in its [`Ledger`].
pub(crate) struct Admission<K>(PhantomData<fn(K) -> K>);

/// Tenants of the same hash are beside one another, in the order in which they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TenantId {
    pub(super) hash: u64,
    pub(super) nth: u64,
}

struct Tenant<K> {
    key: Arc<K>,
    seats: usize,
    held: usize,
    turn: u64,
    lane: Lane<Admission<K>>,
}

impl<K> Tenant<K> {
    #[inline]
    fn rank(&self) -> (usize, u64) {
        (self.held, self.turn)
    }
}

/// See the [module](self).
pub(crate) struct Ledger<K> {
    free: usize,
    waiting: usize,
    /// The next number, for tenants and for turns. It does not wrap around: that would take
    /// centuries.
    clock: u64,
    tenants: BTreeMap<TenantId, Tenant<K>>,
    ranks: BTreeMap<(usize, u64), TenantId>,
}

// A key is shared by the permits of its tenant.
impl<K: UnwindSafe + RefUnwindSafe> UnwindSafe for Ledger<K> {}

impl<K> Admission<K> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<K> Engine for Admission<K> {
    const MODULE: &'static str = "admission";
    type Want = TenantId;
    type Place = TenantId;
    type State = Ledger<K>;

    #[inline]
    fn try_enter(&self, _: TenantId) -> bool {
        false
    }

    fn enter(&self, line: &mut Line<'_, Self>, id: TenantId) -> Entry<Self> {
        let ledger = line.state();
        if ledger.admit(id) {
            return Entry::Entered;
        }
        ledger.begin_wait(id);
        Entry::Back(id)
    }

    fn cancelled(_: &Queue<Self>, mut line: Line<'_, Self>, left: Left<Self>) {
        line.state().end_wait(left.place);
    }

    fn give_back(queue: &Queue<Self>, _: TenantId, id: TenantId) {
        let mut line = queue.lock();
        let waker = line.state().put(id);
        drop(line);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    fn undo_enter(queue: &Queue<Self>, id: TenantId) {
        Self::give_back(queue, id, id);
    }

    #[inline]
    fn lane(ledger: &mut Ledger<K>, id: TenantId) -> Option<&mut Lane<Self>> {
        ledger.tenants.get_mut(&id).map(|tenant| &mut tenant.lane)
    }
}

#[allow(unsafe_code)]
// SAFETY: the lanes are in the tenants of the ledger. A tenant is removed by `Ledger::stand_up` alone,
// and only if its lane is empty; it is replaced nowhere. Its number is its own for ever, so the same
// number leads to the same lane for as long as somebody is in it. Numbers are compared as numbers:
// nothing panics.
unsafe impl<K> Lanes for Admission<K> {}

impl<K> Ledger<K> {
    pub(super) const fn new(permits: usize) -> Self {
        Self {
            free: permits,
            waiting: 0,
            clock: 0,
            tenants: BTreeMap::new(),
            ranks: BTreeMap::new(),
        }
    }

    #[inline]
    pub(super) fn free(&self) -> usize {
        self.free
    }

    #[inline]
    pub(super) fn waiting(&self) -> usize {
        self.waiting
    }

    /// The number of tenants.
    #[cfg(test)]
    pub(super) fn tenants(&self) -> usize {
        self.tenants.len()
    }

    fn tick(&mut self) -> u64 {
        let now = self.clock;
        self.clock += 1;
        now
    }

    fn tenant(&mut self, id: TenantId) -> &mut Tenant<K> {
        match self.tenants.get_mut(&id) {
            Some(tenant) => tenant,
            None => unreachable!("a tenant is there while somebody has a seat"),
        }
    }

    /// The first tenant of this hash whose number is `from` or later.
    pub(super) fn find(&self, hash: u64, from: u64) -> Option<TenantId> {
        let (from, to) = (
            TenantId { hash, nth: from },
            TenantId {
                hash,
                nth: u64::MAX,
            },
        );
        self.tenants.range(from..=to).next().map(|(&id, _)| id)
    }

    /// A new tenant, without a seat.
    pub(super) fn open(&mut self, hash: u64, key: Arc<K>) -> TenantId {
        let nth = self.tick();
        let id = TenantId { hash, nth };
        let tenant = Tenant {
            key,
            seats: 0,
            held: 0,
            turn: 0,
            lane: Lane::new(),
        };
        self.tenants.insert(id, tenant);
        id
    }

    /// Takes a seat.
    pub(super) fn sit_down(&mut self, id: TenantId) -> Arc<K> {
        let tenant = self.tenant(id);
        tenant.seats += 1;
        tenant.key.clone()
    }

    /// Gives up a seat; the key of the tenant if that was the last one.
    pub(super) fn stand_up(&mut self, id: TenantId) -> Option<Arc<K>> {
        let tenant = self.tenant(id);
        tenant.seats -= 1;
        if tenant.seats > 0 {
            return None;
        }
        debug_assert!(tenant.held == 0 && tenant.lane.is_empty());
        self.tenants.remove(&id).map(|tenant| tenant.key)
    }

    /// Takes a permit if one is free. Then nobody waits, by invariant 1.
    pub(super) fn admit(&mut self, id: TenantId) -> bool {
        if self.free == 0 {
            return false;
        }
        self.free -= 1;
        self.tenant(id).held += 1;
        true
    }

    /// Gives a permit back. The waker is that of the one who gets it.
    pub(super) fn put(&mut self, id: TenantId) -> Option<Waker> {
        let tenant = self.tenant(id);
        let before = tenant.rank();
        tenant.held -= 1;
        let after = tenant.rank();
        if !tenant.lane.is_empty() {
            self.ranks.remove(&before);
            self.ranks.insert(after, id);
        }
        self.free += 1;
        self.hand_over()
    }

    /// Gives the free permit to the first in the lane of the tenant of the lowest rank.
    fn hand_over(&mut self) -> Option<Waker> {
        let (_, id) = self.ranks.pop_first()?;
        self.free -= 1;
        self.waiting -= 1;
        let now = self.tick();
        let tenant = self.tenant(id);
        tenant.held += 1;
        let waker = tenant.lane.grant_front();
        if !tenant.lane.is_empty() {
            tenant.turn = now;
            let rank = tenant.rank();
            self.ranks.insert(rank, id);
        }
        waker
    }

    /// A waiter gets in the lane of the tenant.
    fn begin_wait(&mut self, id: TenantId) {
        self.waiting += 1;
        let now = self.tick();
        let tenant = self.tenant(id);
        if tenant.lane.is_empty() {
            tenant.turn = now;
            let rank = tenant.rank();
            self.ranks.insert(rank, id);
        }
    }

    /// A waiter has left the lane of the tenant without having been granted a permit.
    fn end_wait(&mut self, id: TenantId) {
        self.waiting -= 1;
        let tenant = self.tenant(id);
        if tenant.lane.is_empty() {
            let rank = tenant.rank();
            self.ranks.remove(&rank);
        }
    }
}
