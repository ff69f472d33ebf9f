//! The competitors, behind one interface.

use std::future::Future;

/// A kind of channel.
pub(crate) trait Channel: 'static {
    type Sender: Clone + Send + Sync + 'static;
    type Receiver: Send + 'static;

    fn new(capacity: usize) -> (Self::Sender, Self::Receiver);
    fn send(sender: &Self::Sender, message: u64) -> impl Future<Output = ()> + Send;
    fn recv(receiver: &mut Self::Receiver) -> impl Future<Output = Option<u64>> + Send;
}

macro_rules! channel {
    (
        $Name:ident: $Sender:ty, $Receiver:ty;
        |$capacity:ident| $new:expr;
        |$sender:ident, $message:ident| $send:expr;
        |$receiver:ident| $recv:expr;
    ) => {
        pub(crate) enum $Name {}

        impl Channel for $Name {
            type Sender = $Sender;
            type Receiver = $Receiver;

            #[inline(always)]
            fn new($capacity: usize) -> ($Sender, $Receiver) {
                let _ = $capacity;
                $new
            }

            #[inline(always)]
            fn send($sender: &$Sender, $message: u64) -> impl Future<Output = ()> + Send {
                async move { $send }
            }

            #[inline(always)]
            fn recv($receiver: &mut $Receiver) -> impl Future<Output = Option<u64>> + Send {
                async move { $recv }
            }
        }
    };
}

channel! {
    MeaUnbounded: mea::mpsc::UnboundedSender<u64>, mea::mpsc::UnboundedReceiver<u64>;
    |n| mea::mpsc::unbounded();
    |tx, value| tx.send(value).unwrap();
    |rx| rx.recv().await.ok();
}
channel! {
    MeaBounded: mea::mpsc::BoundedSender<u64>, mea::mpsc::BoundedReceiver<u64>;
    |n| mea::mpsc::bounded(n);
    |tx, value| tx.send(value).await.unwrap();
    |rx| rx.recv().await.ok();
}
channel! {
    MeaManyUnbounded: mea::mpmc::UnboundedSender<u64>, mea::mpmc::UnboundedReceiver<u64>;
    |n| mea::mpmc::unbounded();
    |tx, value| tx.send(value).unwrap();
    |rx| rx.recv().await.ok();
}
channel! {
    MeaManyBounded: mea::mpmc::BoundedSender<u64>, mea::mpmc::BoundedReceiver<u64>;
    |n| mea::mpmc::bounded(n);
    |tx, value| tx.send(value).await.unwrap();
    |rx| rx.recv().await.ok();
}
channel! {
    KanalUnbounded: kanal::AsyncSender<u64>, kanal::AsyncReceiver<u64>;
    |n| kanal::unbounded_async();
    |tx, value| tx.send(value).await.unwrap();
    |rx| rx.recv().await.ok();
}
channel! {
    KanalBounded: kanal::AsyncSender<u64>, kanal::AsyncReceiver<u64>;
    |n| kanal::bounded_async(n);
    |tx, value| tx.send(value).await.unwrap();
    |rx| rx.recv().await.ok();
}
channel! {
    TokioUnbounded: tokio::sync::mpsc::UnboundedSender<u64>, tokio::sync::mpsc::UnboundedReceiver<u64>;
    |n| tokio::sync::mpsc::unbounded_channel();
    |tx, value| tx.send(value).unwrap();
    |rx| rx.recv().await;
}
channel! {
    TokioBounded: tokio::sync::mpsc::Sender<u64>, tokio::sync::mpsc::Receiver<u64>;
    |n| tokio::sync::mpsc::channel(n);
    |tx, value| tx.send(value).await.unwrap();
    |rx| rx.recv().await;
}
channel! {
    FlumeUnbounded: flume::Sender<u64>, flume::Receiver<u64>;
    |n| flume::unbounded();
    |tx, value| tx.send_async(value).await.unwrap();
    |rx| rx.recv_async().await.ok();
}
channel! {
    FlumeBounded: flume::Sender<u64>, flume::Receiver<u64>;
    |n| flume::bounded(n);
    |tx, value| tx.send_async(value).await.unwrap();
    |rx| rx.recv_async().await.ok();
}
channel! {
    AsyncbandUnbounded:
        asyncband::mpsc::UnboundedSender<u64>, asyncband::mpsc::UnboundedReceiver<u64>;
    |n| asyncband::mpsc::unbounded();
    |tx, value| tx.send(value).unwrap();
    |rx| rx.recv().await.ok();
}
channel! {
    AsyncbandBounded: asyncband::mpsc::BoundedSender<u64>, asyncband::mpsc::BoundedReceiver<u64>;
    |n| asyncband::mpsc::bounded(n);
    |tx, value| tx.send(value).await.unwrap();
    |rx| rx.recv().await.ok();
}

pub(crate) const NAMES: [&str; 6] = ["mea", "mea mpmc", "kanal", "tokio", "flume", "asyncband"];

/// Calls `$run::<C>($args)` for each competitor's unbounded or bounded channel, in the order of
/// [`NAMES`].
macro_rules! each {
    (unbounded, $run:ident $args:tt) => {
        $crate::peers::each!(@ $run $args
            MeaUnbounded MeaManyUnbounded KanalUnbounded TokioUnbounded FlumeUnbounded AsyncbandUnbounded)
    };
    (bounded, $run:ident $args:tt) => {
        $crate::peers::each!(@ $run $args
            MeaBounded MeaManyBounded KanalBounded TokioBounded FlumeBounded AsyncbandBounded)
    };
    (@ $run:ident $args:tt $($Peer:ident)*) => {
        [$($crate::peers::each!(@call $run $Peer $args)),*]
    };
    (@call $run:ident $Peer:ident ($($arg:expr),*)) => {
        $run::<$crate::peers::$Peer>($($arg),*)
    };
}
pub(crate) use each;
