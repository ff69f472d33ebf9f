//! Events that are not set; a grant sets them.
//!
//! The manual one is tried twice: set for good, as a latch is; and set and reset at once, which those
//! in line must not miss.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::event::{
    AutoResetEvent, AutoResetWait, ManualResetEvent, ManualResetWait, OwnedAutoResetWait,
    OwnedManualResetWait,
};

use super::WANTS_ONE;
use crate::{
    matrix::subject::{Reach, Subject},
    support::{Task, leak, now, poll_and_drop},
};

const FOR_GOOD: &[(u8, &str)] = &[WANTS_ONE];
const PULSE: &[(u8, &str)] = &[
    WANTS_ONE,
    (
        10,
        "a signal that is reset before the wait is in line is gone",
    ),
    (
        11,
        "a signal that is reset before the wait is in line is gone",
    ),
];

macro_rules! manual {
    (
        $Subject:ident, $name:literal, $Owner:ty = $own:expr, $Future:ty; $wait:expr; $owners:expr;
        $EXCEPT:ident, reset: $reset:literal
    ) => {
        pub(in crate::matrix) struct $Subject {
            event: $Owner,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = $EXCEPT;
            const REACH: Reach = Reach::All;
            type Future = $Future;
            type Output = ();

            fn busy() -> Self {
                Self {
                    event: $own(ManualResetEvent::new()),
                }
            }

            fn future(&self) -> Self::Future {
                let wait: fn(&$Owner) -> $Future = $wait;
                wait(&self.event)
            }

            fn grant(&self) {
                self.event.set();
                if $reset {
                    self.event.reset();
                }
            }

            fn give_back(&self, (): ()) {}

            fn assert_idle(&self) {
                if $reset {
                    let mut task = Task::waiting(self.event.wait());
                    self.grant();
                    task.ready();
                } else {
                    self.grant();
                    now(self.event.wait());
                }
            }

            fn touch(&self) {
                assert!(format!("{:?}", self.event).starts_with("ManualResetEvent"));
                assert_eq!(self.event.try_wait(), self.event.is_set());
                if $reset {
                    self.event.reset();
                }
                let _ = poll_and_drop(self.event.wait());
            }

            fn owners(&self) -> Option<usize> {
                let owners: fn(&$Owner) -> Option<usize> = $owners;
                owners(&self.event)
            }
        }
    };
}

manual! {
    ManualWait, "event::ManualResetWait", &'static ManualResetEvent = leak,
    ManualResetWait<'static>; |event| event.wait(); |_| None; FOR_GOOD, reset: false
}

manual! {
    ManualWaitOwned, "event::OwnedManualResetWait", Arc<ManualResetEvent> = Arc::new,
    OwnedManualResetWait; |event| event.clone().wait_owned();
    |event| Some(Arc::strong_count(event)); FOR_GOOD, reset: false
}

manual! {
    ManualWaitPulse, "event::ManualResetWait", &'static ManualResetEvent = leak,
    ManualResetWait<'static>; |event| event.wait(); |_| None; PULSE, reset: true
}

manual! {
    ManualWaitOwnedPulse, "event::OwnedManualResetWait", Arc<ManualResetEvent> = Arc::new,
    OwnedManualResetWait; |event| event.clone().wait_owned();
    |event| Some(Arc::strong_count(event)); PULSE, reset: true
}

macro_rules! auto {
    ($Subject:ident, $name:literal, $Owner:ty = $own:expr, $Future:ty; $wait:expr; $owners:expr) => {
        pub(in crate::matrix) struct $Subject {
            event: $Owner,
            /// Given, and not seen yet.
            signals: AtomicUsize,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
            type Future = $Future;
            type Output = ();

            fn busy() -> Self {
                Self {
                    event: $own(AutoResetEvent::new()),
                    signals: AtomicUsize::new(0),
                }
            }

            fn future(&self) -> Self::Future {
                let wait: fn(&$Owner) -> $Future = $wait;
                wait(&self.event)
            }

            fn grant(&self) {
                self.signals.fetch_add(1, SeqCst);
                self.event.set();
            }

            fn give_back(&self, (): ()) {
                self.signals.fetch_sub(1, SeqCst);
            }

            fn assert_idle(&self) {
                let signals = self.signals.load(SeqCst);
                assert_eq!(self.event.is_set(), signals > 0, "{signals} signals");
                self.event.set();
                now(self.event.wait());
                assert!(!self.event.try_wait());
                self.signals.store(0, SeqCst);
            }

            fn touch(&self) {
                assert!(format!("{:?}", self.event).starts_with("AutoResetEvent"));
                if self.event.try_wait() || poll_and_drop(self.event.wait()).is_ready() {
                    self.event.set();
                } else {
                    self.event.reset();
                }
            }

            fn owners(&self) -> Option<usize> {
                let owners: fn(&$Owner) -> Option<usize> = $owners;
                owners(&self.event)
            }
        }
    };
}

auto! {
    AutoWait, "event::AutoResetWait", &'static AutoResetEvent = leak, AutoResetWait<'static>;
    |event| event.wait(); |_| None
}

auto! {
    AutoWaitOwned, "event::OwnedAutoResetWait", Arc<AutoResetEvent> = Arc::new, OwnedAutoResetWait;
    |event| event.clone().wait_owned(); |event| Some(Arc::strong_count(event))
}
