//! Channels of numbers, from many senders.

use std::{future::Future, marker::PhantomData};

use futures::{SinkExt, StreamExt};

/// A kind of channel.
pub(crate) trait Channel: 'static {
    type Sender: Clone + Send + 'static;
    type Receiver: Send + 'static;

    /// `capacity` is for channels that have one.
    fn new(capacity: usize) -> (Self::Sender, Self::Receiver);
    fn send(sender: &mut Self::Sender, message: u64) -> impl Future<Output = ()> + Send;
    /// None if all have been received, and there are no senders.
    fn recv(receiver: &mut Self::Receiver) -> impl Future<Output = Option<u64>> + Send;
}

/// The channel of a library that takes as many messages as there are.
pub(crate) struct Unbounded<L>(PhantomData<L>);

/// Its channel with a capacity.
pub(crate) struct Bounded<L>(PhantomData<L>);

/// `channel! { Kind<Library>: Sender, Receiver; |capacity| new; |sender, message| send; |receiver| recv; }`
macro_rules! channel {
    ($(
        $Kind:ident<$Library:ident>: $Sender:ty, $Receiver:ty;
        |$capacity:pat_param| $new:expr;
        |$sender:ident, $message:ident| $send:expr;
        |$receiver:ident| $recv:expr;
    )*) => {
        $(impl Channel for $Kind<super::$Library> {
            type Sender = $Sender;
            type Receiver = $Receiver;

            #[inline(always)]
            fn new($capacity: usize) -> ($Sender, $Receiver) {
                $new
            }

            #[inline(always)]
            fn send($sender: &mut $Sender, $message: u64) -> impl Future<Output = ()> + Send {
                async move { $send }
            }

            #[inline(always)]
            fn recv($receiver: &mut $Receiver) -> impl Future<Output = Option<u64>> + Send {
                async move { $recv }
            }
        })*
    };
}

channel! {
    Unbounded<Mea>: mea::mpsc::UnboundedSender<u64>, mea::mpsc::UnboundedReceiver<u64>;
        |_| mea::mpsc::unbounded();
        |tx, value| mea::mpsc::UnboundedSender::send(tx, value).unwrap();
        |rx| rx.recv().await.ok();
    Unbounded<MeaMpmc>: mea::mpmc::UnboundedSender<u64>, mea::mpmc::UnboundedReceiver<u64>;
        |_| mea::mpmc::unbounded();
        |tx, value| mea::mpmc::UnboundedSender::send(tx, value).unwrap();
        |rx| rx.recv().await.ok();
    Unbounded<Mea06>: mea_0_6::mpsc::UnboundedSender<u64>, mea_0_6::mpsc::UnboundedReceiver<u64>;
        |_| mea_0_6::mpsc::unbounded();
        |tx, value| tx.send(value).unwrap();
        |rx| rx.recv().await.ok();
    Unbounded<AsyncChannel>: async_channel::Sender<u64>, async_channel::Receiver<u64>;
        |_| async_channel::unbounded();
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Unbounded<Asyncband>:
        asyncband::mpsc::UnboundedSender<u64>, asyncband::mpsc::UnboundedReceiver<u64>;
        |_| asyncband::mpsc::unbounded();
        |tx, value| tx.send(value).unwrap();
        |rx| rx.recv().await.ok();
    Unbounded<Flume>: flume::Sender<u64>, flume::Receiver<u64>;
        |_| flume::unbounded();
        |tx, value| tx.send_async(value).await.unwrap();
        |rx| rx.recv_async().await.ok();
    Unbounded<Futures>:
        futures::channel::mpsc::UnboundedSender<u64>, futures::channel::mpsc::UnboundedReceiver<u64>;
        |_| futures::channel::mpsc::unbounded();
        |tx, value| tx.unbounded_send(value).unwrap();
        |rx| rx.next().await;
    Unbounded<Kanal>: kanal::AsyncSender<u64>, kanal::AsyncReceiver<u64>;
        |_| kanal::unbounded_async();
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Unbounded<Tokio>:
        tokio::sync::mpsc::UnboundedSender<u64>, tokio::sync::mpsc::UnboundedReceiver<u64>;
        |_| tokio::sync::mpsc::unbounded_channel();
        |tx, value| tx.send(value).unwrap();
        |rx| rx.recv().await;
}

channel! {
    Bounded<Mea>: mea::mpsc::BoundedSender<u64>, mea::mpsc::BoundedReceiver<u64>;
        |n| mea::mpsc::bounded(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Bounded<MeaMpmc>: mea::mpmc::BoundedSender<u64>, mea::mpmc::BoundedReceiver<u64>;
        |n| mea::mpmc::bounded(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Bounded<Mea06>: mea_0_6::mpsc::BoundedSender<u64>, mea_0_6::mpsc::BoundedReceiver<u64>;
        |n| mea_0_6::mpsc::bounded(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Bounded<AsyncChannel>: async_channel::Sender<u64>, async_channel::Receiver<u64>;
        |n| async_channel::bounded(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Bounded<Asyncband>: asyncband::mpsc::BoundedSender<u64>, asyncband::mpsc::BoundedReceiver<u64>;
        |n| asyncband::mpsc::bounded(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Bounded<Flume>: flume::Sender<u64>, flume::Receiver<u64>;
        |n| flume::bounded(n);
        |tx, value| tx.send_async(value).await.unwrap();
        |rx| rx.recv_async().await.ok();
    // Each sender has room for a message besides the capacity.
    Bounded<Futures>: futures::channel::mpsc::Sender<u64>, futures::channel::mpsc::Receiver<u64>;
        |n| futures::channel::mpsc::channel(n);
        |tx, value| tx.feed(value).await.unwrap();
        |rx| rx.next().await;
    Bounded<Kanal>: kanal::AsyncSender<u64>, kanal::AsyncReceiver<u64>;
        |n| kanal::bounded_async(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await.ok();
    Bounded<Thingbuf>: thingbuf::mpsc::Sender<u64>, thingbuf::mpsc::Receiver<u64>;
        |n| thingbuf::mpsc::channel(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await;
    Bounded<Tokio>: tokio::sync::mpsc::Sender<u64>, tokio::sync::mpsc::Receiver<u64>;
        |n| tokio::sync::mpsc::channel(n);
        |tx, value| tx.send(value).await.unwrap();
        |rx| rx.recv().await;
}
