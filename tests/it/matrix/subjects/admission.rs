//! A controller whose only permit is taken; a grant releases it.
//!
//! Tried with one tenant for all, whose requests stand in one line, and with a tenant for each
//! request, which take turns.

use std::{
    hash::RandomState,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

use mea::admission::{Acquire, AcquireOwned, FairShare, FairSharePermit, OwnedFairSharePermit};

use super::WANTS_ONE;
use crate::{
    matrix::subject::Subject,
    support::{Slot, leak, poll_and_drop},
};

type Share = FairShare<u64>;

pub(in crate::matrix) const SAME_TENANT: bool = false;
pub(in crate::matrix) const OWN_TENANT: bool = true;

fn touch(share: &Share) {
    assert!(format!("{share:?}").starts_with("FairShare"));
    share.available_permits();
    share.num_waiters();
    for key in [0, 1, u64::MAX] {
        drop(share.try_acquire(key));
        drop(poll_and_drop(share.acquire(key)));
    }
}

macro_rules! acquire {
    (
        $Subject:ident, $name:literal, $Owner:ty = $own:expr, $Future:ty, $Permit:ty;
        $acquire:expr; $try_acquire:expr; $owners:expr
    ) => {
        pub(in crate::matrix) struct $Subject<const TENANT: bool> {
            share: $Owner,
            held: Slot<$Permit>,
            next: AtomicU64,
        }

        impl<const TENANT: bool> Subject for $Subject<TENANT> {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
            type Future = $Future;
            type Output = $Permit;

            fn busy() -> Self {
                let share: $Owner = $own(Share::new(1));
                let try_acquire: fn(&$Owner) -> Option<$Permit> = $try_acquire;
                let held = Slot::new(try_acquire(&share).unwrap());
                Self {
                    share,
                    held,
                    next: AtomicU64::new(0),
                }
            }

            fn future(&self) -> Self::Future {
                let acquire: fn(&$Owner, u64) -> $Future = $acquire;
                let next = self.next.fetch_add(u64::from(TENANT), SeqCst);
                acquire(&self.share, next)
            }

            fn grant(&self) {
                drop(self.held.take());
            }

            fn give_back(&self, output: Self::Output) {
                assert!(TENANT || *output.key() == 0);
                self.held.put(output);
            }

            fn assert_idle(&self) {
                self.grant();
                assert_eq!(
                    (self.share.available_permits(), self.share.num_waiters()),
                    (1, 0)
                );
            }

            fn touch(&self) {
                touch(&self.share);
            }

            fn owners(&self) -> Option<usize> {
                let owners: fn(&$Owner) -> Option<usize> = $owners;
                owners(&self.share).map(|owners| owners - usize::from(self.held.is_full()))
            }
        }
    };
}

acquire! {
    AdmissionAcquire, "admission::Acquire", &'static Share = leak,
    Acquire<'static, u64, RandomState>, FairSharePermit<'static, u64>;
    |share, key| share.acquire(key); |share| share.try_acquire(0); |_| None
}

acquire! {
    AdmissionAcquireOwned, "admission::AcquireOwned", Arc<Share> = Arc::new,
    AcquireOwned<u64, RandomState>, OwnedFairSharePermit<u64>;
    |share, key| share.clone().acquire_owned(key); |share| share.clone().try_acquire_owned(0);
    |share| Some(Arc::strong_count(share))
}
