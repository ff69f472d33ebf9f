//! Watch channels. A grant sends a value, or drops the sender; or drops the receivers.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering::SeqCst},
};

use mea::watch::{self, Receiver, RecvError, Sender};

use super::WANTS_ONE;
use crate::{
    matrix::subject::{Reach, Subject},
    support::{Slot, Tied, TiedFuture, now},
};

pub(in crate::matrix) const GOES: bool = false;
pub(in crate::matrix) const SENDS: bool = true;

type Watcher = Receiver<u64>;

macro_rules! receiver {
    ($Subject:ident, $name:literal, $Future:ty => $Output:ty; $future:expr; $is_ok:expr) => {
        pub(in crate::matrix) struct $Subject<const GRANT: bool> {
            sender: Mutex<Option<Arc<Sender<u64>>>>,
            /// To be cloned: it has seen the first value.
            receiver: Watcher,
            sent: AtomicU64,
        }

        impl<const GRANT: bool> $Subject<GRANT> {
            fn sender(&self) -> Option<Arc<Sender<u64>>> {
                self.sender.lock().unwrap().clone()
            }
        }

        impl<const GRANT: bool> Subject for $Subject<GRANT> {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
            const REACH: Reach = Reach::All;
            type Future = $Future;
            type Output = $Output;

            fn busy() -> Self {
                let (sender, receiver) = watch::channel(0);
                Self {
                    sender: Mutex::new(Some(Arc::new(sender))),
                    receiver,
                    sent: AtomicU64::new(0),
                }
            }

            fn future(&self) -> Self::Future {
                let future: fn(Watcher) -> $Future = $future;
                future(self.receiver.clone())
            }

            fn grant(&self) {
                if GRANT == SENDS {
                    let next = self.sent.fetch_add(1, SeqCst) + 1;
                    self.sender().unwrap().send(next).unwrap();
                } else {
                    let sender = self.sender.lock().unwrap().take();
                    drop(sender);
                }
            }

            fn give_back(&self, output: Self::Output) {
                let is_ok: fn(Self::Output) -> bool = $is_ok;
                assert_eq!(is_ok(output), GRANT == SENDS);
            }

            fn assert_idle(&self) {
                self.grant();
                assert_eq!(now(self.receiver.clone().changed()).is_ok(), GRANT == SENDS);
                if let Some(sender) = self.sender() {
                    assert_eq!(sender.receiver_count(), 1);
                }
            }

            fn touch(&self) {
                assert!(format!("{:?}", self.receiver).starts_with("Receiver"));
                let _ = self.receiver.has_changed();
                assert!(*self.receiver.borrow() <= self.sent.load(SeqCst));
                drop(crate::support::poll_and_drop(self.future()));
                // Not by a clone, which could be the last one when it is dropped.
                if let Some(sender) = &*self.sender.lock().unwrap() {
                    assert!(!sender.is_closed());
                }
            }

            fn owners(&self) -> Option<usize> {
                (GRANT == SENDS).then(|| self.sender().unwrap().receiver_count())
            }
        }
    };
}

receiver! {
    WatchChanged, "watch::Changed", TiedFuture<watch::Changed<'static, u64>, Watcher>
        => Tied<Result<(), RecvError>, Watcher>;
    |receiver| TiedFuture::new(receiver, Receiver::changed);
    |mut output| output.borrower().is_ok()
}

receiver! {
    WatchChangedOwned, "watch::ChangedOwned", watch::ChangedOwned<u64>
        => (Watcher, Result<(), RecvError>);
    Receiver::changed_owned;
    |(_, result)| result.is_ok()
}

receiver! {
    WatchRecv, "watch::Recv", TiedFuture<watch::Recv<'static, u64>, Watcher>
        => Tied<Result<u64, RecvError>, Watcher>;
    |receiver| TiedFuture::new(receiver, Receiver::recv);
    |mut output| output.borrower().is_ok()
}

receiver! {
    WatchWaitFor, "watch::WaitFor", TiedFuture<watch::WaitFor<'static, u64, fn(&u64) -> bool>, Watcher>
        => Tied<Result<watch::Ref<u64>, RecvError>, Watcher>;
    |receiver| TiedFuture::new(receiver, |receiver| {
        let sent: fn(&u64) -> bool = |n| *n > 0;
        receiver.wait_for(sent)
    });
    |mut output| output.borrower().is_ok()
}

pub(in crate::matrix) struct WatchClosed {
    sender: &'static Sender<u64>,
    receiver: Slot<Watcher>,
}

impl Subject for WatchClosed {
    const FUTURE: &'static str = "watch::Closed";
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
    const REACH: Reach = Reach::All;
    type Future = watch::Closed<'static>;
    type Output = ();

    fn busy() -> Self {
        let (sender, receiver) = watch::channel(0);
        Self {
            sender: crate::support::leak(sender),
            receiver: Slot::new(receiver),
        }
    }

    fn future(&self) -> Self::Future {
        self.sender.closed()
    }

    fn grant(&self) {
        drop(self.receiver.take());
    }

    fn give_back(&self, (): ()) {}

    fn assert_idle(&self) {
        self.grant();
        now(self.sender.closed());
    }

    fn touch(&self) {
        assert!(format!("{:?}", self.sender).starts_with("Sender"));
        assert_eq!(*self.sender.borrow(), 0);
        assert_eq!(self.sender.is_closed(), self.sender.receiver_count() == 0);
        let _ = crate::support::poll_and_drop(self.sender.closed());
    }
}
