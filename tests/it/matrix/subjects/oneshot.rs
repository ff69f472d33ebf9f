//! Oneshot channels. Each future has a channel of its own; a grant is what the other end does: sends, is
//! dropped, closes.

use std::sync::{Arc, Mutex};

use mea::oneshot::{self, Receiver, Sender};

use super::WANTS_ONE;
use crate::{
    matrix::subject::Subject,
    support::{Tied, TiedFuture},
};

type Message = Arc<()>;
type Received = Result<Message, oneshot::RecvError>;

/// What a grant does to the other end.
pub(in crate::matrix) const ENDS: u8 = 0;
pub(in crate::matrix) const SENDS_OR_CLOSES: u8 = 1;

macro_rules! oneshot {
    (
        $Subject:ident, $name:literal, $Other:ident, $Future:ty => $Output:ty;
        $future:expr; $end:expr; $check:expr
    ) => {
        pub(in crate::matrix) struct $Subject<const GRANT: u8> {
            /// The other end of the last future.
            other: Mutex<Option<$Other<Message>>>,
            /// Ends that were closed, and are still there.
            kept: Mutex<Vec<$Other<Message>>>,
            messages: Message,
        }

        impl<const GRANT: u8> Subject for $Subject<GRANT> {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
            const LINE: usize = 1;
            type Future = $Future;
            type Output = $Output;

            fn busy() -> Self {
                Self {
                    other: Mutex::new(None),
                    kept: Mutex::new(Vec::new()),
                    messages: Arc::new(()),
                }
            }

            fn future(&self) -> Self::Future {
                let future: fn() -> ($Future, $Other<Message>) = $future;
                let (future, other) = future();
                *self.other.lock().unwrap() = Some(other);
                future
            }

            fn grant(&self) {
                let other = self.other.lock().unwrap().take();
                if let Some(other) = other {
                    let end: fn(&Self, $Other<Message>) = $end;
                    end(self, other);
                }
            }

            fn give_back(&self, output: Self::Output) {
                let check: fn(bool, Self::Output) = $check;
                check(GRANT == SENDS_OR_CLOSES, output);
            }

            fn assert_idle(&self) {
                self.kept.lock().unwrap().clear();
                assert_eq!(Arc::strong_count(&self.messages), 1);
            }

            fn touch(&self) {
                if let Some(other) = &*self.other.lock().unwrap() {
                    assert!(format!("{other:?}").contains("is_closed"));
                    other.is_closed();
                }
            }

            fn owners(&self) -> Option<usize> {
                Some(Arc::strong_count(&self.messages))
            }
        }
    };
}

oneshot! {
    OneshotRecv, "oneshot::Recv", Sender, oneshot::Recv<Message> => Received;
    || {
        let (sender, receiver) = oneshot::channel();
        (receiver.into_future(), sender)
    };
    |subject, sender| {
        if GRANT == SENDS_OR_CLOSES {
            // In vain, if the wait was dropped.
            drop(sender.send(subject.messages.clone()));
        }
    };
    |sent, received| assert_eq!(received.is_ok(), sent)
}

oneshot! {
    OneshotRecvMut, "oneshot::RecvMut", Sender,
    TiedFuture<oneshot::RecvMut<'static, Message>, Receiver<Message>>
        => Tied<Received, Receiver<Message>>;
    || {
        let (sender, receiver) = oneshot::channel();
        (TiedFuture::new(receiver, Receiver::recv), sender)
    };
    |subject, sender| {
        if GRANT == SENDS_OR_CLOSES {
            drop(sender.send(subject.messages.clone()));
        }
    };
    |sent, mut received| assert_eq!(received.borrower().is_ok(), sent)
}

oneshot! {
    OneshotClosed, "oneshot::Closed", Receiver,
    TiedFuture<oneshot::Closed<'static, Message>, Sender<Message>> => Tied<(), Sender<Message>>;
    || {
        let (sender, receiver) = oneshot::channel();
        (TiedFuture::new(sender, Sender::closed), receiver)
    };
    |subject, mut receiver| {
        if GRANT == SENDS_OR_CLOSES {
            receiver.close();
            subject.kept.lock().unwrap().push(receiver);
        }
    };
    |_, _| ()
}
