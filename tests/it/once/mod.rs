//! Once, the cell, the lazy cell: who works, who waits, who takes over.

mod call;
mod cell;
mod hand_over;
mod init_mut;
mod lazy;
mod set;

use std::{
    cell::Cell,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::Poll,
};

/// How a work ends.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Ok(u32),
    Err(&'static str),
    Panic,
}

/// Work that is pending until a test says how it ends.
#[derive(Clone, Default)]
struct Script {
    end: Rc<Cell<Option<End>>>,
    begun: Rc<Cell<usize>>,
    dropped: Rc<Cell<usize>>,
}

impl Script {
    fn new() -> Self {
        Self::default()
    }

    fn ending(end: End) -> Self {
        let script = Self::new();
        script.end(end);
        script
    }

    fn end(&self, end: End) {
        self.end.set(Some(end));
    }

    fn is_begun(&self) -> bool {
        self.begun.get() == 1
    }

    fn is_dropped(&self) -> bool {
        assert!(self.dropped.get() <= self.begun.get());
        self.begun.get() > 0 && self.dropped.get() == self.begun.get()
    }

    /// Begins it.
    fn work(&self) -> impl Future<Output = Result<u32, &'static str>> + use<> {
        struct OnDrop(Rc<Cell<usize>>);
        impl Drop for OnDrop {
            fn drop(&mut self) {
                self.0.set(self.0.get() + 1);
            }
        }

        self.begun.set(self.begun.get() + 1);
        let (end, dropped) = (self.end.clone(), OnDrop(self.dropped.clone()));
        std::future::poll_fn(move |_| {
            let _ = &dropped;
            match end.get() {
                None => Poll::Pending,
                Some(End::Ok(value)) => Poll::Ready(Ok(value)),
                Some(End::Err(error)) => Poll::Ready(Err(error)),
                Some(End::Panic) => panic!("the work panics"),
            }
        })
    }

    /// Work that cannot fail.
    fn value(&self) -> impl Future<Output = u32> + use<> {
        let work = self.work();
        async move { work.await.expect("not meant to fail") }
    }

    /// Work that returns nothing.
    fn unit(&self) -> impl Future<Output = ()> + use<> {
        let work = self.value();
        async move {
            let _ = work.await;
        }
    }
}

/// Counts its ends.
#[derive(Debug, Default)]
struct Ends(Arc<AtomicUsize>);

impl Ends {
    fn new() -> (Self, Arc<AtomicUsize>) {
        let ends = Self::default();
        let count = ends.0.clone();
        (ends, count)
    }
}

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
    }
}
