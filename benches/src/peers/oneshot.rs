//! Channels for one message.

use std::future::Future;

/// A channel for one message.
pub(crate) trait Oneshot: 'static {
    type Sender: Send;
    type Receiver: Send;

    fn new() -> (Self::Sender, Self::Receiver);
    fn send(sender: Self::Sender, message: u64);
    fn recv(receiver: Self::Receiver) -> impl Future<Output = u64> + Send;
}

macro_rules! oneshot {
    ($($Library:ident: $($module:ident)::*, $new:ident;)*) => {
        $(impl Oneshot for super::$Library {
            type Sender = $($module)::*::Sender<u64>;
            type Receiver = $($module)::*::Receiver<u64>;

            #[inline(always)]
            fn new() -> (Self::Sender, Self::Receiver) {
                $($module)::*::$new()
            }

            #[inline(always)]
            fn send(sender: Self::Sender, message: u64) {
                sender.send(message).expect("the receiver is there");
            }

            #[inline(always)]
            fn recv(receiver: Self::Receiver) -> impl Future<Output = u64> + Send {
                async { receiver.await.expect("the sender has sent") }
            }
        })*
    };
}

oneshot! {
    Mea: mea::oneshot, channel;
    Mea06: mea_0_6::oneshot, channel;
    Asyncband: asyncband::oneshot, channel;
    Futures: futures::channel::oneshot, channel;
    OneshotCrate: oneshot, channel;
    Tokio: tokio::sync::oneshot, channel;
}
