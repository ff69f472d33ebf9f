//! Blocks of 1, 64, 65 and 200 arms, and joins of as many futures.

use std::{
    cell::Cell,
    future::{Future, poll_fn},
    task::Poll,
};

use crate::support::{now, panics, poll_and_drop};

/// Numbers its futures in the order in which they are made. One of them is ready.
struct Arms {
    next: Cell<usize>,
    ready: Option<usize>,
    polls: Cell<usize>,
}

impl Arms {
    fn new(ready: Option<usize>) -> Self {
        Self {
            next: Cell::new(0),
            ready,
            polls: Cell::new(0),
        }
    }

    /// A future of the next number.
    fn arm(&self) -> impl Future<Output = usize> {
        let number = self.next.replace(self.next.get() + 1);
        poll_fn(move |_| {
            self.polls.set(self.polls.get() + 1);
            if self.ready == Some(number) {
                Poll::Ready(number)
            } else {
                Poll::Pending
            }
        })
    }

    /// The same, which is ready in any case, with a value for those that are not meant.
    fn any(&self) -> impl Future<Output = Option<usize>> {
        let arm = self.arm();
        async { crate::support::poll_and_drop(arm).is_ready().then(|| self.ready.unwrap()) }
    }
}

/// Calls a macro with a dot for each arm, behind what is in parentheses.
macro_rules! times {
    ($then:ident ($($args:tt)*) [] $($arm:tt)*) => { $then! { $($args)* $($arm)* } };
    ($then:ident $args:tt [+1 $($rest:tt)*] $($arm:tt)*) => {
        times! { $then $args [$($rest)*] $($arm)* . }
    };
    ($then:ident $args:tt [x2 $($rest:tt)*] $($arm:tt)*) => {
        times! { $then $args [$($rest)*] $($arm)* $($arm)* }
    };
    ($then:ident $args:tt [x5 $($rest:tt)*] $($arm:tt)*) => {
        times! { $then $args [$($rest)*] $($arm)* $($arm)* $($arm)* $($arm)* $($arm)* }
    };
}

/// The expression. The dot is only there to say how often it is written.
macro_rules! dotted {
    (. $($expression:tt)*) => { $($expression)* };
}

/// Functions with blocks of as many arms as there are dots.
macro_rules! functions {
    ($($arm:tt)*) => {
        /// Fair.
        async fn fair(arms: &Arms) -> usize {
            mea::select! { $(n = dotted!($arm arms.arm()) => n,)* }
        }

        /// From top to bottom.
        async fn biased(arms: &Arms) -> usize {
            mea::select! { biased; $(n = dotted!($arm arms.arm()) => n,)* }
        }

        /// With a pattern that matches one value only, so that all others are disabled.
        async fn refutable(arms: &Arms) -> usize {
            mea::select! { $(Some(n) = dotted!($arm arms.any()) => n,)* }
        }

        /// With a precondition that is true of one arm only.
        async fn switched(arms: &Arms) -> usize {
            let at = Cell::new(0);
            let is_on = || Some(at.replace(at.get() + 1)) == arms.ready;
            mea::select! { $(n = dotted!($arm arms.arm()), if is_on() => n,)* }
        }

        async fn joined(arms: &Arms) -> usize {
            mea::join! { $(dotted!($arm async { poll_and_drop(arms.arm()) })),* };
            arms.polls.get()
        }
    };
}

macro_rules! cases {
    ($($name:ident: $count:literal = $times:tt)*) => {$(
        mod $name {
            use super::*;

            const COUNT: usize = $count;

            times! { functions () $times . }

            #[test]
            fn the_one_that_is_ready_wins() {
                for ready in [0, COUNT / 2, COUNT - 1] {
                    let arms = || Arms::new(Some(ready));
                    assert_eq!(now(fair(&arms())), ready);
                    assert_eq!(now(refutable(&arms())), ready);
                    let (top_down, only) = (arms(), arms());
                    assert_eq!(now(biased(&top_down)), ready);
                    assert_eq!(top_down.polls.get(), ready + 1);
                    assert_eq!(now(switched(&only)), ready);
                    assert_eq!(only.polls.get(), 1);
                }
            }

            /// Whichever is the first of them.
            #[test]
            fn each_is_polled_once() {
                for _ in 0..20 {
                    let arms = Arms::new(None);
                    assert!(poll_and_drop(fair(&arms)).is_pending());
                    assert_eq!(arms.polls.get(), COUNT);
                    assert_eq!(now(joined(&Arms::new(None))), COUNT);
                }
            }

            #[test]
            fn all_may_be_disabled() {
                for function in [0, 1] {
                    let message = panics(|| {
                        let arms = Arms::new(None);
                        if function == 0 { now(refutable(&arms)) } else { now(switched(&arms)) }
                    });
                    assert!(message.starts_with("every arm of `select!` is disabled"));
                }
            }
        }
    )*};
}

cases! {
    of_1: 1 = []
    of_64: 64 = [x2 x2 x2 x2 x2 x2]
    of_65: 65 = [x2 x2 x2 x2 x2 x2 +1]
    of_200: 200 = [x5 x5 x2 x2 x2]
}
