//! Channels: an empty one, where a grant sends a message to the one receiver; and one without room,
//! where a grant gives a place to the first sender in line.

use std::{
    marker::PhantomData,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

pub(in crate::matrix) use mea::mpsc::{Bounded, Unbounded};
use mea::{
    channel,
    mpsc::{self, BoundedReceiver, BoundedSender, Kind, One, Receiver, SendError, Sender},
};

use super::WANTS_ONE;
use crate::{
    matrix::subject::Subject,
    support::{Slot, Tied, TiedFuture, leak, poll_and_drop},
};

/// A receiver that was taken from its place, and goes back there.
pub(in crate::matrix) struct Lent<K: Kind> {
    receiver: Option<Receiver<u64, K>>,
    home: Arc<Slot<Receiver<u64, K>>>,
}

impl<K: Kind> Lent<K> {
    fn receiver(&mut self) -> &mut Receiver<u64, K> {
        self.receiver.as_mut().unwrap()
    }
}

impl<K: Kind> Drop for Lent<K> {
    fn drop(&mut self) {
        self.home.put(self.receiver.take().unwrap());
    }
}

/// The two futures of receiving.
pub(in crate::matrix) trait Way: Send + Sync + 'static {
    const FUTURE: &'static str;
    type Future<K: Kind + Send + Sync + 'static>: Future<Output: Send> + Send;
    fn begin<K: Kind + Send + Sync>(base: &'static mut (Lent<K>, Vec<u64>)) -> Self::Future<K>;
}

pub(in crate::matrix) struct Recv;
pub(in crate::matrix) struct RecvMany;

impl Way for Recv {
    const FUTURE: &'static str = "mpsc::Recv";
    type Future<K: Kind + Send + Sync + 'static> = mpsc::Recv<'static, u64, K>;

    fn begin<K: Kind + Send + Sync>(
        (lent, _): &'static mut (Lent<K>, Vec<u64>),
    ) -> Self::Future<K> {
        lent.receiver().recv()
    }
}

impl Way for RecvMany {
    const FUTURE: &'static str = "mpsc::RecvMany";
    type Future<K: Kind + Send + Sync + 'static> = mpsc::RecvMany<'static, u64, K>;

    fn begin<K: Kind + Send + Sync>(
        (lent, buffer): &'static mut (Lent<K>, Vec<u64>),
    ) -> Self::Future<K> {
        lent.receiver().recv_many(buffer, 1)
    }
}

/// Making one, and sending what there is room for.
pub(in crate::matrix) trait Sends: Kind + Send + Sync + Sized + 'static {
    fn channel() -> (Sender<u64, Self>, Receiver<u64, Self>);
    fn send(sender: &Sender<u64, Self>);
}

impl Sends for Unbounded {
    fn channel() -> (Sender<u64, Self>, Receiver<u64, Self>) {
        mpsc::unbounded()
    }

    fn send(sender: &Sender<u64, Self>) {
        sender.send(1).unwrap();
    }
}

impl Sends for Bounded {
    fn channel() -> (Sender<u64, Self>, Receiver<u64, Self>) {
        mpsc::bounded(100)
    }

    fn send(sender: &Sender<u64, Self>) {
        sender.try_send(1).unwrap();
    }
}

pub(in crate::matrix) struct Receive<W, K: Kind> {
    sender: Sender<u64, K>,
    receiver: Arc<Slot<Receiver<u64, K>>>,
    /// Sent, and not received.
    messages: AtomicUsize,
    _way: PhantomData<W>,
}

impl<W: Way, K: Sends> Subject for Receive<W, K> {
    const FUTURE: &'static str = W::FUTURE;
    const EXCEPT: &'static [(u8, &'static str)] = &[
        WANTS_ONE,
        (
            10,
            "a poll that finds a message need not tell the waker of an earlier one",
        ),
    ];
    const LINE: usize = 1;
    type Future = TiedFuture<W::Future<K>, (Lent<K>, Vec<u64>)>;
    type Output = Tied<<W::Future<K> as Future>::Output, (Lent<K>, Vec<u64>)>;

    fn busy() -> Self {
        let (sender, receiver) = K::channel();
        Self {
            sender,
            receiver: Arc::new(Slot::new(receiver)),
            messages: AtomicUsize::new(0),
            _way: PhantomData,
        }
    }

    fn future(&self) -> Self::Future {
        let lent = Lent {
            receiver: Some(self.receiver.take().expect("one at a time")),
            home: self.receiver.clone(),
        };
        TiedFuture::new((lent, Vec::new()), W::begin)
    }

    fn grant(&self) {
        self.messages.fetch_add(1, SeqCst);
        K::send(&self.sender);
    }

    fn give_back(&self, output: Self::Output) {
        self.messages.fetch_sub(1, SeqCst);
        drop(output);
    }

    fn assert_idle(&self) {
        let receiver = self.receiver.take().expect("nobody waits");
        assert_eq!(receiver.len(), self.messages.load(SeqCst));
        self.receiver.put(receiver);
    }

    fn touch(&self) {
        assert!(format!("{:?}", self.sender).starts_with("Sender"));
        assert!(!self.sender.is_closed());
        drop(self.sender.clone());
        drop(self.sender.downgrade().upgrade());
    }
}

/// One place, which a permit has, or a message.
struct Full {
    sender: &'static BoundedSender<u64>,
    receiver: Mutex<BoundedReceiver<u64>>,
    permit: Slot<mpsc::Permit<'static, u64>>,
}

impl Full {
    fn new() -> Self {
        let (sender, receiver) = mpsc::bounded(1);
        let sender = leak(sender);
        Self {
            sender,
            receiver: receiver.into(),
            permit: Slot::new(sender.try_reserve().unwrap()),
        }
    }

    fn receiver(&self) -> std::sync::MutexGuard<'_, BoundedReceiver<u64>> {
        // A waker may have panicked.
        self.receiver.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn grant(&self) {
        match self.permit.take() {
            Some(permit) => drop(permit),
            None => drop(self.receiver().try_recv()),
        }
    }

    fn assert_idle(&self) {
        let used = usize::from(self.permit.is_full()) + self.receiver().len();
        assert_eq!(used + self.sender.available_capacity(), 1);
    }

    fn touch(&self) {
        assert!(format!("{:?}", self.sender).starts_with("Sender"));
        assert!(!self.sender.is_closed());
        drop(self.sender.try_reserve());
        drop(poll_and_drop(self.sender.reserve()));
        drop(poll_and_drop(self.sender.clone().reserve_owned()));
        let mut slot = Some(1);
        drop(self.sender.send_from(&mut slot));
        drop(self.sender.downgrade().upgrade());
    }
}

macro_rules! sending {
    (
        $Subject:ident, $name:literal, $Future:ty => $Output:ty; $future:expr; $give_back:expr;
        $owners:expr
    ) => {
        pub(in crate::matrix) struct $Subject(Full);

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
            type Future = $Future;
            type Output = $Output;

            fn busy() -> Self {
                Self(Full::new())
            }

            fn future(&self) -> Self::Future {
                let future: fn(&'static BoundedSender<u64>) -> $Future = $future;
                future(self.0.sender)
            }

            fn grant(&self) {
                self.0.grant();
            }

            fn give_back(&self, output: Self::Output) {
                let give_back: fn(&Full, $Output) = $give_back;
                give_back(&self.0, output);
            }

            fn assert_idle(&self) {
                self.0.assert_idle();
            }

            fn touch(&self) {
                self.0.touch();
            }

            fn owners(&self) -> Option<usize> {
                let owners: fn(&Full) -> Option<usize> = $owners;
                owners(&self.0)
            }
        }
    };
}

sending! {
    SendMessage, "channel::SendMessage", channel::SendMessage<'static, u64, One> => Result<(), SendError<u64>>;
    |sender| sender.send(1);
    |_, sent| sent.unwrap();
    |_| None
}

sending! {
    SendFromSlot, "channel::SendFrom",
    TiedFuture<channel::SendFrom<'static, u64, One>, Option<u64>>
        => Tied<Result<(), SendError<()>>, Option<u64>>;
    |sender| TiedFuture::new(Some(1), |slot| sender.send_from(slot));
    |_, mut sent| assert!(sent.borrower().is_ok());
    |_| None
}

sending! {
    ReservePlace, "channel::Reserve",
    channel::Reserve<'static, u64, One> => Result<mpsc::Permit<'static, u64>, SendError<()>>;
    |sender| sender.reserve();
    |full, permit| full.permit.put(permit.unwrap());
    |_| None
}

sending! {
    ReservePlaceOwned, "channel::ReserveOwned",
    channel::ReserveOwned<u64, One> => Result<mpsc::OwnedPermit<u64>, SendError<()>>;
    |sender| sender.clone().reserve_owned();
    |_, permit| permit.unwrap().send(1).unwrap();
    |full| Some(full.sender.sender_count())
}
