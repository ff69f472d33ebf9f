//! What a case has to know of the future that it tries.

use std::{collections::VecDeque, sync::Arc};

use crate::support::{BoxFuture, Task};

/// How far one grant reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The first in line.
    One,
    /// All who wait.
    All,
}

/// A primitive that is busy, and a future that waits for it.
pub(crate) trait Subject: Send + Sync + Sized + 'static {
    /// The public type of the future, as in `tables::FUTURES`.
    const FUTURE: &'static str;
    /// The cases that do not apply, with the reason.
    const EXCEPT: &'static [(u8, &'static str)] = &[];
    const REACH: Reach = Reach::One;
    /// How many can wait at a time.
    const LINE: usize = usize::MAX;

    type Future: Future<Output = Self::Output> + Send + 'static;
    type Output: Send + 'static;

    /// A primitive that whoever comes has to wait for.
    fn busy() -> Self;
    fn future(&self) -> Self::Future;
    /// Lets the first in line through (or all), or whoever comes next.
    fn grant(&self);
    /// Takes back what a future completed with; the primitive is busy again, if it can be.
    fn give_back(&self, output: Self::Output);
    /// Nobody is in line, and nothing was lost.
    fn assert_idle(&self);
    /// Uses the primitive in every way that changes nothing for those in line.
    fn touch(&self);
    /// How many owners the primitive has beside the guard that keeps it busy, if it is owned.
    fn owners(&self) -> Option<usize> {
        None
    }
    /// The setting of case 2.
    fn many() -> Many {
        unreachable!("case 2 is excepted")
    }
}

/// A head of the line that wants much, and one behind it that could do with less.
pub(crate) struct Many {
    pub(crate) head: BoxFuture,
    pub(crate) behind: BoxFuture,
    /// Releases what is enough for the one behind.
    pub(crate) part: Box<dyn FnOnce()>,
    /// Nothing was lost.
    pub(crate) assert_idle: Box<dyn FnOnce()>,
}

/// Erases what a future completes with, and keeps it until it is dropped.
pub(crate) fn unit<F>(future: F) -> BoxFuture
where
    F: Future<Output: Send> + Send + 'static,
{
    Box::pin(async move { drop(future.await) })
}

pub(crate) type TaskOf<S> = Task<<S as Subject>::Future>;

/// Tasks that wait, at most as many as can.
pub(crate) fn line<S: Subject>(subject: &S, n: usize) -> Vec<TaskOf<S>> {
    (0..n.min(S::LINE))
        .map(|_| Task::waiting(subject.future()))
        .collect()
}

/// Tasks that wait behind one that waits already.
pub(crate) fn behind<S: Subject>(subject: &S, n: usize) -> Vec<TaskOf<S>> {
    line(subject, n.min(S::LINE - 1))
}

/// Grants until all tasks are done, in the order in which they wait; nothing is left then.
#[track_caller]
pub(crate) fn drain<S: Subject>(subject: &S, tasks: impl IntoIterator<Item = TaskOf<S>>) {
    let mut rest: VecDeque<_> = tasks.into_iter().collect();
    while let Some(mut first) = rest.pop_front() {
        subject.grant();
        assert!(first.woken(), "the first in line is woken");
        if S::REACH == Reach::One {
            assert!(rest.iter().all(|task| !task.woken()), "the others are not");
        }
        subject.give_back(first.ready());
        drop(first);
    }
    subject.assert_idle();
}

/// A subject that hooks can use.
pub(crate) fn shared<S: Subject>() -> Arc<S> {
    Arc::new(S::busy())
}
