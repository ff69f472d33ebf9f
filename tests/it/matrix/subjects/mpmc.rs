//! A channel to many receivers, which is empty; a grant sends a message to the first in line.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use mea::mpmc::{self, Receiver, RecvError, Sender, Unbounded};

use super::WANTS_ONE;
use crate::{
    matrix::subject::Subject,
    support::{Tied, TiedFuture, leak, poll_and_drop},
};

macro_rules! receiving {
    (
        $Subject:ident, $name:literal, $Future:ty => $Output:ty; $future:expr; $taken:expr;
        $owners:expr
    ) => {
        pub(in crate::matrix) struct $Subject {
            sender: Sender<u64, Unbounded>,
            receiver: &'static Receiver<u64, Unbounded>,
            /// Sent, and not received.
            messages: AtomicUsize,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
            type Future = $Future;
            type Output = $Output;

            fn busy() -> Self {
                let (sender, receiver) = mpmc::unbounded();
                Self {
                    sender,
                    receiver: leak(receiver),
                    messages: AtomicUsize::new(0),
                }
            }

            fn future(&self) -> Self::Future {
                let future: fn(&'static Receiver<u64, Unbounded>) -> $Future = $future;
                future(self.receiver)
            }

            fn grant(&self) {
                self.messages.fetch_add(1, SeqCst);
                self.sender.send(1).unwrap();
            }

            fn give_back(&self, output: Self::Output) {
                let taken: fn($Output) = $taken;
                taken(output);
                self.messages.fetch_sub(1, SeqCst);
            }

            fn assert_idle(&self) {
                let messages = self.messages.swap(0, SeqCst);
                assert_eq!(self.receiver.len(), messages);
                for _ in 0..messages {
                    assert_eq!(self.receiver.try_recv(), Ok(1), "nobody waits");
                }
            }

            fn touch(&self) {
                assert!(format!("{:?}", self.receiver).starts_with("Receiver"));
                assert!(!self.sender.is_closed());
                if self.receiver.is_empty() {
                    assert!(poll_and_drop(self.receiver.recv()).is_pending());
                }
                drop(self.sender.clone());
            }

            fn owners(&self) -> Option<usize> {
                let owners: fn(&Receiver<u64, Unbounded>) -> Option<usize> = $owners;
                owners(self.receiver)
            }
        }
    };
}

receiving! {
    RecvShared, "mpmc::Recv",
    mpmc::Recv<'static, u64, Unbounded> => Result<u64, RecvError>;
    |receiver| receiver.recv();
    |received| assert_eq!(received, Ok(1));
    |_| None
}

receiving! {
    RecvSharedOwned, "mpmc::RecvOwned",
    mpmc::RecvOwned<u64, Unbounded> => Result<u64, RecvError>;
    |receiver| receiver.clone().recv_owned();
    |received| assert_eq!(received, Ok(1));
    |receiver| Some(receiver.receiver_count())
}

receiving! {
    RecvSharedMany, "mpmc::RecvMany",
    TiedFuture<mpmc::RecvMany<'static, u64, Unbounded>, Vec<u64>> => Tied<usize, Vec<u64>>;
    |receiver| TiedFuture::new(Vec::new(), |buffer| receiver.recv_many(buffer, 1));
    |mut received| assert_eq!(*received.borrower(), 1);
    |_| None
}
