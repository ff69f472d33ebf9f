//! Channels without a message, where a grant sends one, to all, and each wait has a receiver of its own;
//! and channels that are full, where a grant receives.

use std::sync::{Mutex, PoisonError};

use mea::broadcast::{
    self, BoundedReceiver, BoundedSender, RecvError, SendError, TryRecvError, TrySendError,
    bounded, overflow,
};

use super::WANTS_ONE;
use crate::{
    matrix::subject::{Reach, Subject},
    support::{Tied, TiedFuture, leak, now, poll_and_drop},
};

macro_rules! recv {
    ($Subject:ident, $name:literal, $Sender:ty = $channel:expr; $Receiver:ty; $Future:ty => $Output:ty; $send:expr) => {
        pub(in crate::matrix) struct $Subject {
            sender: $Sender,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
            const REACH: Reach = Reach::All;
            type Future = TiedFuture<$Future, $Receiver>;
            type Output = Tied<$Output, $Receiver>;

            fn busy() -> Self {
                let (sender, _) = $channel;
                Self { sender }
            }

            fn future(&self) -> Self::Future {
                TiedFuture::new(self.sender.subscribe(), |receiver| receiver.recv())
            }

            fn grant(&self) {
                let send: fn(&$Sender) = $send;
                send(&self.sender);
            }

            fn give_back(&self, mut output: Self::Output) {
                assert_eq!(*output.borrower(), Ok(7));
            }

            fn assert_idle(&self) {
                assert_eq!(self.sender.receiver_count(), 0, "each goes with its wait");
                assert!(self.sender.is_empty());
                let mut receiver = self.sender.subscribe();
                self.grant();
                assert_eq!(now(receiver.recv()), Ok(7));
            }

            fn touch(&self) {
                assert!(format!("{:?}", self.sender).contains("Sender"));
                drop(self.sender.clone());
                let mut receiver = self.sender.subscribe();
                assert!(receiver.try_recv().is_err());
                assert!(poll_and_drop(receiver.recv()).is_pending());
                let other = receiver.resubscribe();
                assert_eq!((other.len(), other.is_closed()), (0, false));
            }
        }
    };
}

recv! {
    OverflowRecv, "broadcast::Recv", overflow::Sender<u32> = overflow::channel(64);
    overflow::Receiver<u32>; overflow::Recv<'static, u32> => Result<u32, overflow::RecvError>;
    |sender| sender.send(7)
}

recv! {
    BoundedRecv, "broadcast::BoundedRecv", BoundedSender<u32> = bounded(64);
    BoundedReceiver<u32>; broadcast::BoundedRecv<'static, u32> => Result<u32, RecvError>;
    |sender| assert!(!sender.try_send(7).is_err_and(|error| error.is_full()))
}

/// Channels that are full; a grant receives.
macro_rules! send {
    ($Subject:ident, $name:literal, $Future:ty => $Output:ty; $send:expr; $is_sent:expr) => {
        pub(in crate::matrix) struct $Subject {
            sender: &'static BoundedSender<u32>,
            receiver: Mutex<BoundedReceiver<u32>>,
        }

        impl $Subject {
            /// A waker that panics does so in here.
            fn receive(&self) -> Result<u32, TryRecvError> {
                let receiver = self.receiver.lock();
                receiver.unwrap_or_else(PoisonError::into_inner).try_recv()
            }
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
            type Future = $Future;
            type Output = $Output;

            fn busy() -> Self {
                let (sender, receiver) = bounded(1);
                sender.try_send(7).unwrap();
                Self {
                    sender: leak(sender),
                    receiver: Mutex::new(receiver),
                }
            }

            fn future(&self) -> Self::Future {
                let send: fn(&'static BoundedSender<u32>) -> $Future = $send;
                send(self.sender)
            }

            fn grant(&self) {
                let _ = self.receive();
            }

            /// It has been sent, so the channel is full again.
            fn give_back(&self, output: Self::Output) {
                let is_sent: fn(Self::Output) -> bool = $is_sent;
                assert!(is_sent(output));
            }

            fn assert_idle(&self) {
                self.grant();
                assert_eq!(self.receive(), Err(TryRecvError::Empty));
                assert_eq!(self.sender.try_send(7), Ok(()));
                assert_eq!(self.sender.try_send(8), Err(TrySendError::Full(8)));
                assert_eq!(self.receive(), Ok(7));
            }

            fn touch(&self) {
                assert!(format!("{:?}", self.sender).contains("Sender"));
                drop(self.sender.clone());
                let mut receiver = self.sender.subscribe();
                assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
                assert!(poll_and_drop(receiver.recv()).is_pending());
            }
        }
    };
}

send! {
    BoundedSend, "broadcast::BoundedSend",
    broadcast::BoundedSend<'static, u32> => Result<(), SendError<u32>>;
    |sender| sender.send(7); |sent| sent.is_ok()
}

send! {
    BoundedSendFrom, "broadcast::BoundedSendFrom",
    TiedFuture<broadcast::BoundedSendFrom<'static, u32>, Option<u32>>
        => Tied<Result<(), SendError<()>>, Option<u32>>;
    |sender| TiedFuture::new(Some(7), |slot| sender.send_from(slot));
    |mut sent| sent.borrower().is_ok()
}
