//! What `#[cancel_safe]` makes of a function, at run time: the same as `async` does.

use std::{
    cell::RefCell,
    rc::Rc,
    sync::{Arc, Mutex as StdMutex},
};

use mea::{
    latch::Latch,
    marker::CancelSafe,
    mpsc::{self, BoundedSender, UnboundedReceiver, UnboundedSender},
};

use crate::support::{Task, now};

fn cancel_safe<F: Future + CancelSafe>(future: F) -> F {
    future
}

fn send<F: Send>(future: F) -> F {
    future
}

/// Notes when it is dropped.
#[derive(Clone)]
struct Noted(Arc<StdMutex<Vec<&'static str>>>, &'static str);

impl Drop for Noted {
    fn drop(&mut self) {
        self.0.lock().unwrap().push(self.1);
    }
}

struct Stage {
    input: UnboundedReceiver<u32>,
    output: BoundedSender<u32>,
}

impl Stage {
    /// Waits for room first, and takes a number when it cannot be lost any more.
    #[mea::cancel_safe]
    async fn forward(&mut self) -> Option<u32> {
        let permit = self.output.reserve().await.ok()?;
        let number = self.input.try_recv().ok()?;
        permit.send(number).ok()?;
        Some(number)
    }
}

#[test]
fn a_function_that_is_dropped_and_called_again_has_lost_nothing() {
    let (tx, input) = mpsc::unbounded();
    let (output, mut rx) = mpsc::bounded(1);
    let mut stage = Stage { input, output };
    for number in 0..10 {
        tx.send(number).unwrap();
    }
    for number in 0..10 {
        assert_eq!(now(cancel_safe(stage.forward())), Some(number));
        // There is no room: it waits, and is dropped.
        for _ in 0..3 {
            drop(Task::waiting(stage.forward()));
        }
        assert_eq!(now(rx.recv()), Ok(number));
    }
    assert_eq!(now(stage.forward()), None);
}

#[test]
fn it_does_nothing_before_it_is_polled() {
    #[mea::cancel_safe]
    async fn count(n: &mut u32) {
        *n += 1;
    }
    let mut n = 0;
    drop(cancel_safe(count(&mut n)));
    assert_eq!(n, 0);
    now(cancel_safe(count(&mut n)));
    assert_eq!(n, 1);
}

#[test]
fn the_future_is_send_if_what_is_in_it_is() {
    #[mea::cancel_safe]
    async fn gone_before(latch: &Latch) {
        drop(Rc::new(1));
        latch.wait().await;
    }
    now(send(gone_before(&Latch::new(0))));
}

/// The same function, with both attributes and without.
macro_rules! both {
    ($name:ident $plain:ident ($($args:tt)*) -> $Out:ty $body:block) => {
        #[mea::cancel_safe(trust)]
        async fn $name($($args)*) -> $Out $body
        async fn $plain($($args)*) -> $Out $body
    };
}

#[test]
fn arguments_live_as_long_and_are_dropped_in_the_order_of_an_async_function() {
    both! {
        checked plain (_first: Noted, _: Noted, (third, _): (Noted, Noted), log: &Noted) -> () {
            let _local = log.clone();
            let _ = &third;
            std::future::pending::<()>().await;
        }
    }
    let drops = |polled: bool, checked_: bool| {
        let log = Arc::new(StdMutex::new(Vec::new()));
        let noted = |name| Noted(log.clone(), name);
        let local = Noted(log.clone(), "local");
        let arguments = (
            noted("first"),
            noted("ignored"),
            (noted("third"), noted("part")),
        );
        let (a, b, c) = arguments;
        if checked_ {
            let mut task = Task::new(checked(a, b, c, &local));
            assert!(
                log.lock().unwrap().is_empty(),
                "nothing is dropped by the call"
            );
            polled.then(|| task.pending());
            drop(task);
        } else {
            let mut task = Task::new(plain(a, b, c, &local));
            polled.then(|| task.pending());
            drop(task);
        }
        log.lock().unwrap().clone()
    };
    assert_eq!(drops(true, true), drops(true, false));
    assert_eq!(drops(true, true).len(), 5);
    let sorted = |mut names: Vec<&'static str>| {
        names.sort_unstable();
        names
    };
    assert_eq!(sorted(drops(false, true)), sorted(drops(false, false)));
}

#[test]
fn temporaries_of_the_last_expression_are_dropped_before_the_locals() {
    both! {
        checked plain (log: &Noted) -> usize {
            let local = RefCell::new(Noted(log.0.clone(), "local"));
            std::future::ready(()).await;
            Noted(local.borrow().0.clone(), "temporary").1.len()
        }
    }
    let drops = |checked_: bool| {
        let log = Noted(Arc::default(), "log");
        let len = if checked_ {
            now(checked(&log))
        } else {
            now(plain(&log))
        };
        assert_eq!(len, "temporary".len());
        log.0.lock().unwrap().clone()
    };
    assert_eq!(drops(true), ["temporary", "local"]);
    assert_eq!(drops(true), drops(false));
}

#[test]
fn the_future_is_hardly_larger_than_that_of_an_async_function() {
    both! {
        checked plain (numbers: &mut [u64; 4], latch: &Latch) -> u64 {
            latch.wait().await;
            numbers.iter().sum()
        }
    }
    let (mut numbers, latch) = ([1; 4], Latch::new(0));
    let size = size_of_val(&checked(&mut numbers, &latch));
    assert_eq!(size, size_of_val(&plain(&mut numbers, &latch)));
    assert_eq!(now(checked(&mut numbers, &latch)), 4);
    assert_eq!(now(plain(&mut numbers, &latch)), 4);
}

/// What a declaration in a trait asks of every implementation.
trait Source {
    #[mea::cancel_safe]
    async fn next(&mut self) -> Option<u32>;
}

impl Source for UnboundedReceiver<u32> {
    #[mea::cancel_safe]
    async fn next(&mut self) -> Option<u32> {
        self.recv().await.ok()
    }
}

#[test]
fn a_trait_may_ask_for_it() {
    fn next<S: Source>(source: &mut S) -> impl Future<Output = Option<u32>> + CancelSafe {
        cancel_safe(source.next())
    }
    let (tx, mut rx): (UnboundedSender<u32>, _) = mpsc::unbounded();
    drop(Task::waiting(next(&mut rx)));
    tx.send(1).unwrap();
    assert_eq!(now(next(&mut rx)), Some(1));
}

mod without_surroundings {
    //! It depends on neither prelude nor names.
    #![no_implicit_prelude]
    #![allow(dead_code)]

    mod core {}
    mod std {}
    struct Some;
    struct None;
    struct Future;

    use ::mea as other;

    #[other::cancel_safe(crate = ::mea)]
    pub(super) async fn answer(latch: &::mea::latch::Latch, argument: u8) -> u8 {
        latch.wait().await;
        argument
    }
}

#[test]
fn the_code_depends_on_no_surroundings() {
    let latch = Latch::new(0);
    assert_eq!(now(cancel_safe(without_surroundings::answer(&latch, 7))), 7);
}
