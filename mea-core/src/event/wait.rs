//! The futures of the events, from one description.

use alloc::sync::Arc;
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{
    auto::{AutoResetEvent, Token},
    manual::{ManualResetEvent, Switch},
};
use crate::{
    gate::Gate,
    marker::{CancelSafe, SnoozeSafe},
    queue::{Queue, Waiter},
};

macro_rules! wait {
    (
        $(#[$meta:meta])*
        $Wait:ident $([$a:lifetime])?, $Home:ty
    ) => {
        pin_project! {
            $(#[$meta])*
            #[derive(Debug)]
            #[must_use = "futures do nothing unless polled or awaited"]
            pub struct $Wait $(<$a>)? {
                #[pin]
                waiter: Waiter<$Home>,
            }
        }

        impl $(<$a>)? $Wait $(<$a>)? {
            #[inline]
            pub(super) fn new(home: $Home) -> Self {
                Self {
                    waiter: Waiter::new(home, ()),
                }
            }
        }

        impl $(<$a>)? Future for $Wait $(<$a>)? {
            type Output = ();

            #[inline]
            fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
                self.project().waiter.poll(cx)
            }
        }

        #[diagnostic::do_not_recommend]
        impl $(<$a>)? CancelSafe for $Wait $(<$a>)? {}
    };
}

wait! {
    /// The future of [`ManualResetEvent::wait`]. Cancel-safe and snooze-safe.
    ManualResetWait['a], &'a Gate<Switch>
}

wait! {
    /// The future of [`ManualResetEvent::wait_owned`]. Cancel-safe and snooze-safe.
    OwnedManualResetWait, Arc<ManualResetEvent>
}

wait! {
    /// The future of [`AutoResetEvent::wait`]. Cancel-safe; not snooze-safe.
    AutoResetWait['a], &'a Queue<Token>
}

wait! {
    /// The future of [`AutoResetEvent::wait_owned`]. Cancel-safe; not snooze-safe.
    OwnedAutoResetWait, Arc<AutoResetEvent>
}

#[diagnostic::do_not_recommend]
impl SnoozeSafe for ManualResetWait<'_> {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for OwnedManualResetWait {}
