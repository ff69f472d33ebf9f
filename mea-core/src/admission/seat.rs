//! A seat at a tenant: finding the tenant of a key, and the drop rule of permits.
//!
//! Comparing keys is user code, so it is done without the lock. A candidate, a tenant of the same hash,
//! cannot go meanwhile: we have sat down there. If it turns out to have another key we stand up and
//! try the next one; tenants that come meanwhile are behind it, by their number. If there is none left
//! a new tenant is opened in the same hold of the lock, so no key has two.
//!
//! Whoever sits down gets a permit at once if one is free. At a candidate with another key (two keys
//! with the same 64 bits of hash) it goes back when we stand up, as any permit does.

use alloc::sync::Arc;

use super::ledger::{Admission, TenantId};
use crate::queue::Home;

/// A seat, with a permit or without. Dropping it gives up both.
pub(super) struct Seat<H: Home<Engine = Admission<K>>, K> {
    home: H,
    tenant: TenantId,
    key: Arc<K>,
    has_permit: bool,
}

impl<H: Home<Engine = Admission<K>> + Clone, K> Seat<H, K> {
    /// Sits down at the tenant of `key`, with a permit if one is free. Otherwise, without one if
    /// `even_if_full`; `None` if not.
    pub(super) fn take(home: H, hash: u64, key: K, even_if_full: bool) -> Option<Self>
    where
        K: Eq,
    {
        let mut from = 0;
        loop {
            let mut line = home.queue().lock();
            let ledger = line.state();
            if ledger.free() == 0 && !even_if_full {
                return None;
            }
            let Some(tenant) = ledger.find(hash, from) else {
                let key = Arc::new(key);
                let tenant = ledger.open(hash, key);
                let seat = (ledger.sit_down(tenant), ledger.admit(tenant));
                drop(line);
                return Some(Self::new(home, tenant, seat));
            };
            let seat = (ledger.sit_down(tenant), ledger.admit(tenant));
            drop(line);
            let seat = Self::new(home.clone(), tenant, seat);
            if *seat.key == key {
                drop(key);
                return Some(seat);
            }
            from = tenant.nth + 1;
        }
    }

    pub(super) fn home(&self) -> H {
        self.home.clone()
    }
}

impl<H: Home<Engine = Admission<K>>, K> Seat<H, K> {
    #[inline]
    fn new(home: H, tenant: TenantId, (key, has_permit): (Arc<K>, bool)) -> Self {
        Self {
            home,
            tenant,
            key,
            has_permit,
        }
    }

    #[inline]
    pub(super) fn tenant(&self) -> TenantId {
        self.tenant
    }

    #[inline]
    pub(super) fn key(&self) -> &K {
        &self.key
    }

    #[inline]
    pub(super) fn has_permit(&self) -> bool {
        self.has_permit
    }

    /// A permit that a waiter got for this tenant belongs to the seat from now on.
    #[inline]
    pub(super) fn adopt_permit(&mut self) {
        debug_assert!(!self.has_permit);
        self.has_permit = true;
    }
}

impl<H: Home<Engine = Admission<K>>, K> Drop for Seat<H, K> {
    fn drop(&mut self) {
        let mut line = self.home.queue().lock();
        let ledger = line.state();
        let waker = if self.has_permit {
            ledger.put(self.tenant)
        } else {
            None
        };
        let gone = ledger.stand_up(self.tenant);
        drop(line);
        if let Some(waker) = waker {
            waker.wake();
        }
        // Not the last of it: ours is dropped after this.
        drop(gone);
    }
}
