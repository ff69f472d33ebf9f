//! Channels of one message.
#![allow(unsafe_code)]

use std::{
    cell::Cell,
    pin::Pin,
    ptr,
    task::{Context, Poll, RawWaker, RawWakerVTable, Waker},
};

use mea::oneshot;

use crate::counting::count;

fn poll_oneshot(recv: &mut oneshot::Recv<u64>, waker: &Waker) -> Option<u64> {
    match Pin::new(recv).poll(&mut Context::from_waker(waker)) {
        Poll::Ready(received) => received.ok(),
        Poll::Pending => None,
    }
}

/// Whichever end goes last takes it away, in whatever state.
#[test]
fn a_oneshot_channel_is_one_allocation() {
    fn waiting(receiver: oneshot::Receiver<u64>) -> oneshot::Recv<u64> {
        let mut recv = receiver.into_future();
        assert_eq!(poll_oneshot(&mut recv, Waker::noop()), None);
        recv
    }

    let ends: [fn(oneshot::Sender<u64>, oneshot::Receiver<u64>); 10] = [
        |sender, receiver| drop((sender, receiver)),
        |sender, receiver| drop((receiver, sender)),
        |sender, mut receiver| {
            receiver.close();
            drop((receiver, sender));
        },
        |sender, receiver| {
            drop(receiver);
            sender.send(1).unwrap_err();
        },
        |sender, receiver| {
            sender.send(1).unwrap();
            drop(receiver);
        },
        |sender, receiver| {
            sender.send(1).unwrap();
            assert_eq!(receiver.try_recv(), Ok(1));
        },
        |sender, receiver| {
            let mut recv = waiting(receiver);
            sender.send(1).unwrap();
            assert_eq!(poll_oneshot(&mut recv, Waker::noop()), Some(1));
        },
        |sender, receiver| {
            let recv = waiting(receiver);
            sender.send(1).unwrap();
            drop(recv);
        },
        |sender, receiver| {
            let recv = waiting(receiver);
            drop((sender, recv));
        },
        |sender, receiver| {
            let recv = waiting(receiver);
            drop((recv, sender));
        },
    ];
    for (case, end) in ends.into_iter().enumerate() {
        let (allocations, kept, ()) = count(|| {
            let (sender, receiver) = oneshot::channel();
            end(sender, receiver);
        });
        assert_eq!((allocations, kept), (1, 0), "{case}");
    }
}

/// Also if the message comes while the waker that is to be woken for it is cloned.
#[test]
fn a_oneshot_channel_is_freed_if_a_clone_of_the_waker_sends() {
    static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, |_| (), |_| (), |_| ());

    /// A waker whose clone sends.
    fn waker(slot: *const ()) -> RawWaker {
        RawWaker::new(slot, &VTABLE)
    }

    unsafe fn clone(slot: *const ()) -> RawWaker {
        // SAFETY: as the test has made it, which still has what it points to; there is one thread.
        let sender = unsafe { &*slot.cast::<Cell<Option<oneshot::Sender<u64>>>>() };
        sender.take().unwrap().send(1).unwrap();
        waker(slot)
    }

    let (_, kept, ()) = count(|| {
        let (sender, receiver) = oneshot::channel();
        let sender = Cell::new(Some(sender));
        // SAFETY: the functions keep the contract: there is nothing to count, and all is on this thread.
        let waker = unsafe { Waker::from_raw(waker(ptr::from_ref(&sender).cast())) };
        let mut recv = receiver.into_future();
        assert_eq!(poll_oneshot(&mut recv, &waker), Some(1));
    });
    assert_eq!(kept, 0);
}
