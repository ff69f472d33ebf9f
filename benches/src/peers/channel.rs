//! Channels from many senders.

use std::{fmt::Debug, future::Future, marker::PhantomData};

use futures::{SinkExt, StreamExt};

/// What is sent: a number, in so many bytes.
pub(crate) trait Message: Clone + Debug + Default + Send + Sync + 'static {
    fn new(number: u64) -> Self;
    fn number(self) -> u64;
}

impl Message for u64 {
    #[inline(always)]
    fn new(number: u64) -> Self {
        number
    }

    #[inline(always)]
    fn number(self) -> u64 {
        self
    }
}

/// A message of 64 bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wide([u64; 8]);

impl Message for Wide {
    #[inline(always)]
    fn new(number: u64) -> Self {
        Self([number; 8])
    }

    #[inline(always)]
    fn number(self) -> u64 {
        let [first, .., last] = self.0;
        assert_eq!(first, last, "half of it is that of another message");
        first
    }
}

/// A kind of channel.
pub(crate) trait Channel: 'static {
    type Message: Message;
    type Sender: Clone + Send + 'static;
    type Receiver: Send + 'static;

    /// `capacity` is for channels that have one.
    fn new(capacity: usize) -> (Self::Sender, Self::Receiver);
    fn send(sender: &mut Self::Sender, message: Self::Message) -> impl Future<Output = ()> + Send;
    /// None if all have been received, and there are no senders.
    fn recv(receiver: &mut Self::Receiver) -> impl Future<Output = Option<Self::Message>> + Send;
}

/// The channel of a library that takes as many messages as there are.
pub(crate) struct Unbounded<L, M = u64>(PhantomData<(L, M)>);

/// Its channel with a capacity.
pub(crate) struct Bounded<L, M = u64>(PhantomData<(L, M)>);

/// `channel! { Kind<Library>: Sender, Receiver; |capacity| new; |sender, message| send; |receiver| recv; }`.
/// `M` is the type of the message.
macro_rules! channel {
    ($(
        $Kind:ident<$Library:ident>: $Sender:ty, $Receiver:ty;
        |$capacity:pat_param| $new:expr;
        |$sender:ident, $message:ident| $send:expr;
        |$receiver:ident| $recv:expr;
    )*) => {
        $(impl<M: Message> Channel for $Kind<super::$Library, M> {
            type Message = M;
            type Sender = $Sender;
            type Receiver = $Receiver;

            #[inline(always)]
            fn new($capacity: usize) -> ($Sender, $Receiver) {
                $new
            }

            #[inline(always)]
            fn send($sender: &mut $Sender, $message: M) -> impl Future<Output = ()> + Send {
                async move { $send }
            }

            #[inline(always)]
            fn recv($receiver: &mut $Receiver) -> impl Future<Output = Option<M>> + Send {
                async move { $recv }
            }
        })*
    };
}

channel! {
    Unbounded<Mea>: mea::mpsc::UnboundedSender<M>, mea::mpsc::UnboundedReceiver<M>;
        |_| mea::mpsc::unbounded();
        |tx, value| mea::mpsc::UnboundedSender::send(tx, value).unwrap();
        |rx| rx.recv().await.ok();
    Unbounded<MeaMpmc>: mea::mpmc::UnboundedSender<M>, mea::mpmc::UnboundedReceiver<M>;
        |_| mea::mpmc::unbounded();
        |tx, value| mea::mpmc::UnboundedSender::send(tx, value).unwrap();
        |rx| rx.recv().await.ok();
    Unbounded<Mea06>: mea_0_6::mpsc::UnboundedSender<M>, mea_0_6::mpsc::UnboundedReceiver<M>;
        |_| mea_0_6::mpsc::unbounded();
        |tx, value| tx.send(value).unwrap();
        |rx| rx.recv().await.ok();
    Unbounded<AsyncChannel>: async_channel::Sender<M>, async_channel::Receiver<M>;
        |_| async_channel::unbounded();
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Unbounded<Asyncband>:
        asyncband::mpsc::UnboundedSender<M>, asyncband::mpsc::UnboundedReceiver<M>;
        |_| asyncband::mpsc::unbounded();
        |tx, value| tx.send(value).unwrap();
        |rx| rx.recv().await.ok();
    Unbounded<Flume>: flume::Sender<M>, flume::Receiver<M>;
        |_| flume::unbounded();
        |tx, value| tx.send_async(value).await.unwrap();
        |rx| rx.recv_async().await.ok();
    Unbounded<Futures>:
        futures::channel::mpsc::UnboundedSender<M>, futures::channel::mpsc::UnboundedReceiver<M>;
        |_| futures::channel::mpsc::unbounded();
        |tx, value| tx.unbounded_send(value).unwrap();
        |rx| rx.next().await;
    Unbounded<Kanal>: kanal::AsyncSender<M>, kanal::AsyncReceiver<M>;
        |_| kanal::unbounded_async();
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Unbounded<Tokio>:
        tokio::sync::mpsc::UnboundedSender<M>, tokio::sync::mpsc::UnboundedReceiver<M>;
        |_| tokio::sync::mpsc::unbounded_channel();
        |tx, value| tx.send(value).unwrap();
        |rx| rx.recv().await;
}

channel! {
    Bounded<Mea>: mea::mpsc::BoundedSender<M>, mea::mpsc::BoundedReceiver<M>;
        |n| mea::mpsc::bounded(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Bounded<MeaMpmc>: mea::mpmc::BoundedSender<M>, mea::mpmc::BoundedReceiver<M>;
        |n| mea::mpmc::bounded(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Bounded<Mea06>: mea_0_6::mpsc::BoundedSender<M>, mea_0_6::mpsc::BoundedReceiver<M>;
        |n| mea_0_6::mpsc::bounded(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Bounded<AsyncChannel>: async_channel::Sender<M>, async_channel::Receiver<M>;
        |n| async_channel::bounded(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Bounded<Asyncband>: asyncband::mpsc::BoundedSender<M>, asyncband::mpsc::BoundedReceiver<M>;
        |n| asyncband::mpsc::bounded(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Bounded<Flume>: flume::Sender<M>, flume::Receiver<M>;
        |n| flume::bounded(n);
        |tx, value| tx.send_async(value).await.unwrap();
        |rx| rx.recv_async().await.ok();
    // Each sender has room for a message besides the capacity.
    Bounded<Futures>: futures::channel::mpsc::Sender<M>, futures::channel::mpsc::Receiver<M>;
        |n| futures::channel::mpsc::channel(n);
        |tx, value| tx.feed(value).await.unwrap();
        |rx| rx.next().await;
    Bounded<Kanal>: kanal::AsyncSender<M>, kanal::AsyncReceiver<M>;
        |n| kanal::bounded_async(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Bounded<Thingbuf>: thingbuf::mpsc::Sender<M>, thingbuf::mpsc::Receiver<M>;
        |n| thingbuf::mpsc::channel(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await;
    Bounded<Tokio>: tokio::sync::mpsc::Sender<M>, tokio::sync::mpsc::Receiver<M>;
        |n| tokio::sync::mpsc::channel(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await;
}
