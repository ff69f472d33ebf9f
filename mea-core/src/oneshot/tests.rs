//! The channel against a plain model: random operations of both ends, with messages and wakers that
//! count how many of them there are.

use core::{
    future::IntoFuture,
    pin::pin,
    task::{Context, Poll, Waker},
};
use std::{sync::Arc, vec::Vec};

use proptest::prelude::*;

use super::{Recv, RecvError, Sender, TryRecvError, channel};
use crate::wake::tests::Wakes;

#[derive(Clone, Copy, Debug)]
enum Op {
    Send,
    DropSender,
    /// Polls the sender's wait with this waker.
    PollClosed(usize),
    /// Polls with this waker; gives the wait up after it, if so.
    Poll(usize, bool),
    TryRecv,
    Close,
    DropReceiver,
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let op = prop_oneof![
        2 => Just(Op::Send),
        1 => Just(Op::DropSender),
        3 => (0..2_usize).prop_map(Op::PollClosed),
        5 => (0..2_usize, any::<bool>()).prop_map(|(bell, cancel)| Op::Poll(bell, cancel)),
        2 => Just(Op::TryRecv),
        1 => Just(Op::Close),
        1 => Just(Op::DropReceiver),
    ];
    prop::collection::vec(op, 1..24)
}

/// What the channel should be.
#[derive(Default)]
struct Model {
    sender_gone: bool,
    message: bool,
    closed: bool,
    receiver_gone: bool,
    /// The waker of the receiver that is registered.
    waits: Option<usize>,
    rings: [usize; 2],
}

impl Model {
    fn expected(&mut self) -> Option<Result<(), RecvError>> {
        if core::mem::take(&mut self.message) {
            Some(Ok(()))
        } else {
            (self.sender_gone || self.closed).then_some(Err(RecvError::Disconnected))
        }
    }

    fn sender_ends(&mut self) {
        self.sender_gone = true;
        if let Some(bell) = self.waits.take() {
            self.rings[bell] += 1;
        }
    }
}

proptest! {
    #[test]
    fn behaves_like_the_model(ops in ops()) {
        let lives = Arc::new(());
        let bells = [(); 2].map(|()| Wakes::default());
        let (sender, receiver) = channel::<Arc<()>>();
        let (mut sender, mut receiver) = (Some(sender), Some(receiver));
        let mut model = Model::default();
        for op in ops {
            match op {
                Op::Send => if let Some(sender) = sender.take() {
                    let sent = sender.send(lives.clone());
                    prop_assert_eq!(sent.is_ok(), !model.closed);
                    model.message = sent.is_ok();
                    model.sender_ends();
                },
                Op::DropSender => if sender.take().is_some() {
                    model.sender_ends();
                },
                Op::PollClosed(bell) => if let Some(sender) = &mut sender {
                    let closed = sender.closed();
                    let poll = bells[bell].poll(pin!(closed));
                    prop_assert_eq!(poll.is_ready(), model.closed);
                },
                Op::Poll(bell, cancel) => if let Some(receiver) = &mut receiver {
                    let mut recv = receiver.recv();
                    let poll = bells[bell].poll(pin!(&mut recv));
                    match model.expected() {
                        Some(expected) => {
                            prop_assert_eq!(poll.map_ok(drop), Poll::Ready(expected));
                        }
                        None => {
                            prop_assert!(poll.is_pending());
                            model.waits = (!cancel).then_some(bell);
                            if !cancel {
                                core::mem::forget(recv);
                            }
                        }
                    }
                },
                Op::TryRecv => if let Some(receiver) = &receiver {
                    let expected = match model.expected() {
                        Some(Ok(())) => Ok(()),
                        Some(Err(error)) => Err(TryRecvError::from(error)),
                        None => Err(TryRecvError::Empty),
                    };
                    prop_assert_eq!(receiver.try_recv().map(drop), expected);
                },
                Op::Close => if let Some(receiver) = &mut receiver {
                    receiver.close();
                    model.closed |= !model.sender_gone;
                    model.waits = None;
                },
                Op::DropReceiver => if receiver.take().is_some() {
                    model.closed |= !model.sender_gone;
                    model.receiver_gone = true;
                    (model.waits, model.message) = (None, false);
                },
            }
            if let Some(sender) = &sender {
                prop_assert_eq!(sender.is_closed(), model.closed);
            }
            if let Some(receiver) = &receiver {
                prop_assert_eq!(receiver.has_message(), model.message);
                let closed = !model.message && (model.closed || model.sender_gone);
                prop_assert_eq!(receiver.is_closed(), closed);
            }
            prop_assert_eq!(Arc::strong_count(&lives), 1 + usize::from(model.message));
            for (i, bell) in bells.iter().enumerate() {
                let kept = usize::from(model.waits == Some(i));
                prop_assert_eq!(bell.kept(), kept);
                prop_assert_eq!(bell.count(), model.rings[i]);
            }
        }
        drop((sender, receiver));
        prop_assert_eq!(Arc::strong_count(&lives), 1);
    }
}

/// Whoever gets it out of the future gets all of it: nothing is left to be dropped with the channel.
#[test]
fn a_pointer_each() {
    assert_eq!(size_of::<Sender<[u64; 9]>>(), size_of::<usize>());
    assert_eq!(size_of::<Recv<[u64; 9]>>(), size_of::<usize>());
    let (sender, receiver) = channel();
    sender.send(()).unwrap();
    let mut recv = receiver.into_future();
    let poll = pin!(&mut recv).poll(&mut Context::from_waker(Waker::noop()));
    assert_eq!(poll, Poll::Ready(Ok(())));
}
