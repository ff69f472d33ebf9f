//! The barrier: who leads, who is let through when, and what becomes of an arrival whose future is
//! dropped.

mod drops;
mod generations;
mod user_code;
mod ways;

use std::sync::Arc;

use mea::barrier::{Barrier, BarrierWaitResult};

use crate::support::{BoxFuture, Task, leak};

/// A barrier to come to in any way.
type Shared = &'static Arc<Barrier>;

type Coming = Task<dyn Future<Output = BarrierWaitResult> + Send>;

fn barrier(n: u32) -> Shared {
    leak(Arc::new(Barrier::new(n)))
}

/// The ways to come to a barrier.
#[derive(Clone, Copy, Debug)]
enum Way {
    Wait,
    WaitOwned,
    Arrive,
    ArriveOwned,
}

impl Way {
    const ALL: [Self; 4] = [Self::Wait, Self::WaitOwned, Self::Arrive, Self::ArriveOwned];
    const WITHDRAWN: [Self; 2] = [Self::Wait, Self::WaitOwned];
    const FOR_GOOD: [Self; 2] = [Self::Arrive, Self::ArriveOwned];

    fn make(self, barrier: Shared) -> BoxFuture<BarrierWaitResult> {
        match self {
            Self::Wait => Box::pin(barrier.wait()),
            Self::WaitOwned => Box::pin(barrier.clone().wait_owned()),
            Self::Arrive => Box::pin(barrier.arrive()),
            Self::ArriveOwned => Box::pin(barrier.clone().arrive_owned()),
        }
    }

    /// Has come, and waits for others.
    #[track_caller]
    fn come(self, barrier: Shared) -> Coming {
        let mut task = Task::boxed(self.make(barrier));
        task.pending();
        task
    }

    /// Comes as the last: does not wait, and leads.
    #[track_caller]
    fn lead(self, barrier: Shared) {
        let mut task = Task::boxed(self.make(barrier));
        assert!(task.ready().is_leader(), "{self:?}");
        assert_eq!((task.count.wakes(), task.count.kept()), (0, 0));
    }
}

/// Goes on, and did not lead.
#[track_caller]
fn goes_on<F>(task: &mut Task<F>)
where
    F: Future<Output = BarrierWaitResult> + ?Sized,
{
    assert!(task.woken(), "it is woken");
    assert!(!task.ready().is_leader(), "there is another leader");
}

/// So many have arrived, and their generation has not ended.
#[track_caller]
fn assert_arrived(barrier: &Barrier, arrived: u32) {
    let text = format!("{barrier:?}");
    assert!(text.ends_with(&format!("arrived: {arrived} }}")), "{text}");
}
