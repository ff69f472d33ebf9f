//! A barrier that is far from complete; a grant is as many arrivals as it takes to end the
//! generation, for all in line.
//!
//! An arrival during a grant, by a waker, belongs to the next generation. So a wait, which arrives with
//! its first poll, has to be in line before the grant; an arrival for good need not.

use std::sync::Arc;

use mea::barrier::{
    Barrier, BarrierArrival, BarrierWait, BarrierWaitResult, OwnedBarrierArrival, OwnedBarrierWait,
};

use super::WANTS_ONE;
use crate::{
    matrix::subject::{Reach, Subject},
    support::{Task, leak, poll_and_drop},
};

/// More than any case lets wait.
const TASKS: u32 = 16;

const WAIT: &[(u8, &str)] = &[
    WANTS_ONE,
    (10, "a generation that ends before the wait is not its own"),
    (11, "a generation that ends before the wait is not its own"),
];
const ARRIVAL: &[(u8, &str)] = &[WANTS_ONE];

/// Ends the generation.
fn grant(barrier: &Barrier) {
    while !barrier.arrive().is_leader() {}
}

macro_rules! barrier {
    (
        $Subject:ident, $name:literal, $Owner:ty = $own:expr, $Future:ty; $wait:expr; $owners:expr;
        $EXCEPT:ident, withdrawn: $withdrawn:literal
    ) => {
        pub(in crate::matrix) struct $Subject {
            barrier: $Owner,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = $EXCEPT;
            const REACH: Reach = Reach::All;
            type Future = $Future;
            type Output = BarrierWaitResult;

            fn busy() -> Self {
                Self {
                    barrier: $own(Barrier::new(TASKS)),
                }
            }

            fn future(&self) -> Self::Future {
                let wait: fn(&$Owner) -> $Future = $wait;
                wait(&self.barrier)
            }

            fn grant(&self) {
                grant(&self.barrier);
            }

            fn give_back(&self, output: BarrierWaitResult) {
                assert!(!output.is_leader(), "the grant led");
            }

            fn assert_idle(&self) {
                if $withdrawn {
                    let text = format!("{:?}", self.barrier);
                    assert!(text.ends_with("arrived: 0 }"), "{text}");
                }
                let mut task = Task::waiting(self.barrier.wait());
                self.grant();
                assert!(task.woken(), "somebody is in line");
                self.give_back(task.ready());
            }

            fn touch(&self) {
                assert!(format!("{:?}", self.barrier).starts_with("Barrier"));
                assert!(poll_and_drop(self.barrier.wait()).is_pending());
            }

            fn owners(&self) -> Option<usize> {
                let owners: fn(&$Owner) -> Option<usize> = $owners;
                owners(&self.barrier)
            }
        }
    };
}

barrier! {
    MeetWait, "barrier::BarrierWait", &'static Barrier = leak, BarrierWait<'static>;
    |barrier| barrier.wait(); |_| None; WAIT, withdrawn: true
}

barrier! {
    MeetWaitOwned, "barrier::OwnedBarrierWait", Arc<Barrier> = Arc::new, OwnedBarrierWait;
    |barrier| barrier.clone().wait_owned(); |barrier| Some(Arc::strong_count(barrier));
    WAIT, withdrawn: true
}

barrier! {
    MeetArrival, "barrier::BarrierArrival", &'static Barrier = leak, BarrierArrival<'static>;
    |barrier| barrier.arrive(); |_| None; ARRIVAL, withdrawn: false
}

barrier! {
    MeetArrivalOwned, "barrier::OwnedBarrierArrival", Arc<Barrier> = Arc::new, OwnedBarrierArrival;
    |barrier| barrier.clone().arrive_owned(); |barrier| Some(Arc::strong_count(barrier));
    ARRIVAL, withdrawn: false
}
