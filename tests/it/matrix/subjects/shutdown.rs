//! A scope that one lives in. A grant shuts it down; or, where the end is awaited, it is the last one
//! who leaves, of a scope that is open, that is shut down already, or that has a child in which that one
//! lives.

use mea::shutdown::{
    self, AwaitShutdown, IsShutdown, IsShutdownOwned, ShutdownRecv, ShutdownSend, ShutdownWatch,
};

use super::WANTS_ONE;
use crate::{
    matrix::subject::{Reach, Subject},
    support::{Slot, leak, now, poll_and_drop},
};

/// What changes nothing for those who wait.
fn touch(send: &ShutdownSend) {
    assert!(format!("{send:?}").starts_with("ShutdownSend"));
    let shut = send.is_shutdown_now();
    match send.registrar().register() {
        Ok(recv) => drop((recv.child(), recv.clone(), recv)),
        Err(closed) => assert!(closed.reason().is_none()),
    }
    drop(send.child());
    assert!(send.reason().is_none());
    let _ = poll_and_drop(send.watch().is_shutdown_owned());
    assert!(send.is_shutdown_now() || !shut);
}

macro_rules! is_shutdown {
    ($Subject:ident, $name:literal, $Handle:ty, $Future:ty; $handle:expr; $wait:expr) => {
        pub(in crate::matrix) struct $Subject {
            send: ShutdownSend,
            _recv: ShutdownRecv,
            handle: &'static $Handle,
        }

        impl Subject for $Subject {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
            const REACH: Reach = Reach::All;
            type Future = $Future;
            type Output = ();

            fn busy() -> Self {
                let (send, recv) = shutdown::new_pair();
                let handle: fn(&ShutdownRecv) -> $Handle = $handle;
                Self {
                    send,
                    handle: leak(handle(&recv)),
                    _recv: recv,
                }
            }

            fn future(&self) -> Self::Future {
                let wait: fn(&'static $Handle) -> $Future = $wait;
                wait(self.handle)
            }

            fn grant(&self) {
                self.send.shutdown();
            }

            fn give_back(&self, (): ()) {}

            fn assert_idle(&self) {
                self.grant();
                now(self.handle.is_shutdown());
            }

            fn touch(&self) {
                touch(&self.send);
                let _ = poll_and_drop(self.send.clone().await_shutdown());
            }
        }
    };
}

is_shutdown! {
    RecvIsShutdown, "shutdown::IsShutdown", ShutdownRecv, IsShutdown<'static>;
    Clone::clone; |recv| recv.is_shutdown()
}

is_shutdown! {
    RecvIsShutdownOwned, "shutdown::IsShutdownOwned", ShutdownRecv, IsShutdownOwned;
    Clone::clone; |recv| recv.is_shutdown_owned()
}

is_shutdown! {
    WatchIsShutdown, "shutdown::IsShutdown", ShutdownWatch, IsShutdown<'static>;
    ShutdownRecv::watch; |watch| watch.is_shutdown()
}

is_shutdown! {
    WatchIsShutdownOwned, "shutdown::IsShutdownOwned", ShutdownWatch, IsShutdownOwned;
    ShutdownRecv::watch; |watch| watch.is_shutdown_owned()
}

/// In what state the end finds the scope.
pub(in crate::matrix) const OPEN: u8 = 0;
pub(in crate::matrix) const SHUT: u8 = 1;
pub(in crate::matrix) const BELOW: u8 = 2;

pub(in crate::matrix) struct AwaitEnd<const STATE: u8> {
    send: ShutdownSend,
    last: Slot<ShutdownRecv>,
}

impl<const STATE: u8> Subject for AwaitEnd<STATE> {
    const FUTURE: &'static str = "shutdown::AwaitShutdown";
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
    const REACH: Reach = Reach::All;
    type Future = AwaitShutdown;
    type Output = ();

    fn busy() -> Self {
        let (send, recv) = shutdown::new_pair();
        if STATE == SHUT {
            send.shutdown();
        }
        let last = if STATE == BELOW { recv.child().1 } else { recv };
        Self {
            send,
            last: Slot::new(last),
        }
    }

    fn future(&self) -> AwaitShutdown {
        self.send.clone().await_shutdown()
    }

    fn grant(&self) {
        drop(self.last.take());
    }

    fn give_back(&self, (): ()) {}

    fn assert_idle(&self) {
        self.grant();
        now(self.future());
        assert!(self.send.is_shutdown_now());
        assert_eq!(self.send.living(), 0);
    }

    fn touch(&self) {
        touch(&self.send);
        let _ = poll_and_drop(self.future());
    }
}
