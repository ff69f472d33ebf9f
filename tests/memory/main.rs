//! What channels, maps, wait groups and scopes keep and allocate, counted by the allocator. A binary of its own,
//! since there is one global allocator for each.

mod broadcast;
mod channels;
mod counting;
mod maps;
mod oneshot;
mod shutdown;
mod waitgroup;
mod watch;

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

/// What a future ends with that need not wait.
#[track_caller]
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("waits, but should be ready"),
    }
}
