//! Futures that are given up after some polls: random cancellation, without a clock.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use super::Rng;

/// Runs `future`, but gives it up after so many polls that find it waiting; it is polled again and
/// again, woken or not.
pub(crate) async fn patiently<F: Future>(mut polls: usize, future: F) -> Option<F::Output> {
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

/// Makes and runs futures until one of them is ready; one in three is given up before, after a few
/// polls.
pub(crate) async fn at_last<F: Future>(rng: &mut Rng, mut make: impl FnMut() -> F) -> F::Output {
    while rng.one_in(3) {
        if let Some(output) = patiently(rng.below(4), make()).await {
            return output;
        }
    }
    make().await
}

#[test]
fn patience_ends() {
    let poll = |future: std::pin::Pin<&mut dyn Future<Output = Option<u8>>>| {
        future.poll(&mut Context::from_waker(Waker::noop()))
    };
    let mut ready = pin!(patiently(0, async { 1 }));
    assert_eq!(poll(ready.as_mut()), Poll::Ready(Some(1)));
    let mut never = pin!(patiently(2, std::future::pending()));
    assert_eq!(poll(never.as_mut()), Poll::Pending);
    assert_eq!(poll(never.as_mut()), Poll::Pending);
    assert_eq!(poll(never.as_mut()), Poll::Ready(None));
}
