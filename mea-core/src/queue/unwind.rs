//! What a panic leaves behind.
//!
//! A panic of user code finds every line in order, since none runs under the lock: it is what an engine,
//! its state or a home has of the user's that decides.

use core::panic::{RefUnwindSafe, UnwindSafe};

use super::{Engine, Home, Queue, Waiter};

impl<E: Engine + UnwindSafe> UnwindSafe for Queue<E> where E::State: UnwindSafe {}
impl<E: Engine + RefUnwindSafe> RefUnwindSafe for Queue<E> where E::State: UnwindSafe {}

// The node has nothing of the user's but a waker.
impl<H: Home + UnwindSafe> UnwindSafe for Waiter<H> {}
impl<H: Home + RefUnwindSafe> RefUnwindSafe for Waiter<H> {}
