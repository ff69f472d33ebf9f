//! Tasks that work side by side, what each of them takes along, and waits that are given up.

use std::{pin::pin, sync::Arc, task::Poll};

use mea::mutex::Mutex;

use crate::{Runtime, scenarios::Running};

/// An end for each task.
pub(crate) struct Ends<T>(Mutex<Vec<T>>);

impl<T> Ends<T> {
    pub(crate) fn new(ends: impl IntoIterator<Item = T>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(ends.into_iter().collect())))
    }

    pub(crate) async fn take(&self) -> T {
        self.0.lock().await.pop().expect("one for each")
    }
}

/// Starts `n` tasks, and waits until all have ended.
pub(crate) fn crew<R: Runtime, F>(n: usize, task: impl FnMut(usize) -> F) -> Running
where
    F: Future<Output = ()> + Send + 'static,
{
    let tasks: Vec<_> = (0..n).map(task).map(R::spawn).collect();
    Box::pin(async move {
        for task in tasks {
            task.await;
        }
    })
}

/// Lets others run, now and then.
pub(crate) async fn maybe_yield<R: Runtime>() {
    if R::one_in(4) {
        R::yield_now().await;
    }
}

/// Runs `future`, but gives it up after a few polls that find it waiting; it is polled again and again,
/// woken or not.
pub(crate) async fn patiently<R: Runtime, F: Future>(future: F) -> Option<F::Output> {
    let mut polls = R::below(4);
    let mut future = pin!(future);
    std::future::poll_fn(move |cx| {
        if let Poll::Ready(output) = future.as_mut().poll(cx) {
            return Poll::Ready(Some(output));
        }
        if polls == 0 {
            return Poll::Ready(None);
        }
        polls -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await
}

/// Makes and runs a future, again and again, until one is ready; one in three is given up before. A
/// macro, because a closure cannot give away what borrows from what it has captured.
macro_rules! at_last {
    ($runtime:ident, $future:expr) => {
        loop {
            if $runtime::one_in(3) {
                if let Some(output) = $crate::crew::patiently::<$runtime, _>($future).await {
                    break output;
                }
            } else {
                break $future.await;
            }
        }
    };
}
pub(crate) use at_last;
