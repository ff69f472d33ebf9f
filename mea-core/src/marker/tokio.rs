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

#[diagnostic::do_not_recommend]
impl CancelSafe for Sleep {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for Sleep {}

#[diagnostic::do_not_recommend]
impl<T> SnoozeSafe for JoinHandle<T> {}
#[diagnostic::do_not_recommend]
impl<T> SnoozeSafe for oneshot::Receiver<T> {}

#[diagnostic::do_not_recommend]
impl CancelSafe for Notified<'_> {}
#[diagnostic::do_not_recommend]
impl CancelSafe for OwnedNotified {}

#[diagnostic::do_not_recommend]
impl<F: CancelSafe> CancelSafe for Timeout<F> {}
#[diagnostic::do_not_recommend]
impl<F: SnoozeSafe> SnoozeSafe for Timeout<F> {}

#[diagnostic::do_not_recommend]
impl<F: CancelSafe> CancelSafe for Unconstrained<F> {}
#[diagnostic::do_not_recommend]
impl<F: SnoozeSafe> SnoozeSafe for Unconstrained<F> {}

#[diagnostic::do_not_recommend]
impl<F: Future + CancelSafe> CancelSafe for Coop<F> {}
#[diagnostic::do_not_recommend]
impl<F: Future + SnoozeSafe> SnoozeSafe for Coop<F> {}

#[diagnostic::do_not_recommend]
impl<T: 'static, F: SnoozeSafe> SnoozeSafe for TaskLocalFuture<T, F> {}
