//! A wait group with one handle; a grant drops it, for all and for ever.

use mea::waitgroup::{Wait, WaitGroup};

use super::WANTS_ONE;
use crate::{
    matrix::subject::{Reach, Subject},
    support::{Slot, now, poll_and_drop},
};

/// How a wait is made: of another one, or by awaiting a handle.
pub(in crate::matrix) const CLONED: bool = false;
pub(in crate::matrix) const AWAITED: bool = true;

pub(in crate::matrix) struct GroupWait<const MADE: bool> {
    last: Slot<WaitGroup>,
    wait: Wait,
}

impl<const MADE: bool> GroupWait<MADE> {
    /// One more handle, if there are any.
    fn handle(&self) -> Option<WaitGroup> {
        let last = self.last.take()?;
        let handle = last.clone();
        self.last.put(last);
        Some(handle)
    }
}

impl<const MADE: bool> Subject for GroupWait<MADE> {
    const FUTURE: &'static str = "waitgroup::Wait";
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
    const REACH: Reach = Reach::All;
    type Future = Wait;
    type Output = ();

    fn busy() -> Self {
        let group = WaitGroup::new();
        Self {
            wait: group.clone().into_future(),
            last: Slot::new(group),
        }
    }

    fn future(&self) -> Wait {
        match self.handle() {
            Some(handle) if MADE == AWAITED => handle.into_future(),
            _ => self.wait.clone(),
        }
    }

    fn grant(&self) {
        drop(self.last.take());
    }

    fn give_back(&self, (): ()) {}

    fn assert_idle(&self) {
        self.grant();
        assert_eq!(format!("{:?}", self.wait), "Wait { handles: 0 }");
        now(self.wait.clone());
    }

    fn touch(&self) {
        assert!(format!("{:?}", self.wait).starts_with("Wait"));
        if let Some(handle) = self.handle() {
            assert_eq!(handle.len(), 2);
            let _ = poll_and_drop(handle.into_future());
        }
        let _ = poll_and_drop(self.wait.clone());
    }
}
