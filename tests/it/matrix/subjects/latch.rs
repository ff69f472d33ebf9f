//! A latch that is closed; a grant opens it, for all and for ever.

use std::sync::Arc;

use mea::latch::{self, Latch, OwnedLatchWait};

use super::WANTS_ONE;
use crate::{
    matrix::subject::{Reach, Subject},
    support::{leak, now, poll_and_drop},
};

fn touch(latch: &Latch) {
    assert!(format!("{latch:?}").starts_with("Latch"));
    latch.arrive(0);
    assert!(latch.count() <= 1);
    let _ = poll_and_drop(latch.wait());
}

macro_rules! latch {
    ($Subject:ident, $name:literal, $Owner:ty = $own:expr, $Future:ty; $wait:expr; $owners:expr) => {
        pub(in crate::matrix) struct $Subject {
            latch: $Owner,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
            const REACH: Reach = Reach::All;
            type Future = $Future;
            type Output = ();

            fn busy() -> Self {
                Self {
                    latch: $own(Latch::new(1)),
                }
            }

            fn future(&self) -> Self::Future {
                let wait: fn(&$Owner) -> $Future = $wait;
                wait(&self.latch)
            }

            fn grant(&self) {
                self.latch.count_down();
            }

            fn give_back(&self, (): ()) {}

            fn assert_idle(&self) {
                self.grant();
                now(self.latch.wait());
            }

            fn touch(&self) {
                touch(&self.latch);
            }

            fn owners(&self) -> Option<usize> {
                let owners: fn(&$Owner) -> Option<usize> = $owners;
                owners(&self.latch)
            }
        }
    };
}

latch! {
    LatchWait, "latch::LatchWait", &'static Latch = leak, latch::LatchWait<'static>;
    |latch| latch.wait(); |_| None
}

latch! {
    LatchWaitOwned, "latch::OwnedLatchWait", Arc<Latch> = Arc::new, OwnedLatchWait;
    |latch| latch.clone().wait_owned(); |latch| Some(Arc::strong_count(latch))
}
