//! What the channels have in common: errors, and the sending end of [`mpsc`](crate::mpsc) and
//! [`mpmc`](crate::mpmc).
//!
//! The types of both modules are these, with the third parameter filled in: `mpsc::Sender<T, K>` is
//! `channel::Sender<T, K, One>`, `mpmc::Sender<T, K>` is `channel::Sender<T, K, Many>`. Use the names of
//! those modules; this one is for code that does not care who receives.
//!
//! # Examples
//!
//! ```
//! use mea::{
//!     channel::{Bounded, Receivers, SendError, Sender},
//!     mpmc, mpsc,
//! };
//!
//! async fn count<R: Receivers>(to: &Sender<u32, Bounded, R>) -> Result<(), SendError<u32>> {
//!     for n in 1..=3 {
//!         to.send(n).await?;
//!     }
//!     Ok(())
//! }
//!
//! # mea::blocking::block_on(async {
//! let (to_one, one) = mpsc::bounded(3);
//! let (to_any, any) = mpmc::bounded(3);
//! count(&to_one).await.unwrap();
//! count(&to_any).await.unwrap();
//! assert_eq!((one.len(), any.len()), (3, 3));
//! # });
//! ```

mod chan;
mod error;
mod kind;
mod limit;
mod permit;
mod send;
mod sender;
#[cfg(feature = "stream")]
mod sink;
mod weak;

#[cfg(feature = "stream")]
pub use self::sink::SendSink;
pub use self::{
    chan::Receivers,
    error::{RecvError, SendError, TryRecvError, TrySendError},
    kind::{Bounded, Kind, Unbounded},
    permit::{OwnedPermit, Permit},
    send::{Reserve, ReserveOwned, SendFrom, SendMessage},
    sender::Sender,
    weak::WeakSender,
};
pub(crate) use self::{
    chan::{Chan, Side, assert_side},
    kind::{FLOOD, NoLimit, Room, sealed},
    limit::Limit,
};
