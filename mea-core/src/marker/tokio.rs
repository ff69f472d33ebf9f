//! The markers of the futures of `tokio`. The verdicts, with their reasons, are in the table of
//! [`marker`](super#tokio-with-the-feature-of-that-name).

use core::future::Future;

use tokio::{
    sync::{
        futures::{Notified, OwnedNotified},
        oneshot,
    },
    task::{
        JoinHandle,
        coop::{Coop, Unconstrained},
        futures::TaskLocalFuture,
    },
    time::{Sleep, Timeout},
};

use super::{CancelSafe, SnoozeSafe};

impl CancelSafe for Sleep {}
impl SnoozeSafe for Sleep {}

impl<T> SnoozeSafe for JoinHandle<T> {}
impl<T> SnoozeSafe for oneshot::Receiver<T> {}

impl CancelSafe for Notified<'_> {}
impl CancelSafe for OwnedNotified {}

impl<F: CancelSafe> CancelSafe for Timeout<F> {}
impl<F: SnoozeSafe> SnoozeSafe for Timeout<F> {}

impl<F: CancelSafe> CancelSafe for Unconstrained<F> {}
impl<F: SnoozeSafe> SnoozeSafe for Unconstrained<F> {}

impl<F: Future + CancelSafe> CancelSafe for Coop<F> {}
impl<F: Future + SnoozeSafe> SnoozeSafe for Coop<F> {}

impl<T: 'static, F: SnoozeSafe> SnoozeSafe for TaskLocalFuture<T, F> {}
