//! Programs as in the documentation and the tests of `tokio::{select, join, try_join}!`, each run
//! with those macros and with ours.

use std::{
    cell::{Cell, RefCell},
    future::{Future, IntoFuture, pending, poll_fn, ready},
    pin::pin,
    task::Poll,
};

use mea::{
    blocking::block_on,
    marker::{abandon, snooze_ok},
    mpsc, oneshot,
};

use super::yields;

/// The same program twice: with the macros of tokio, and with ours in their place.
macro_rules! both {
    ($($(#[$meta:meta])* fn $name:ident() { $($body:tt)* })*) => {$(
        $(#[$meta])*
        #[test]
        fn $name() {
            #[allow(unused_imports)]
            fn of_tokio() {
                use tokio::{join, select, try_join};
                block_on(async { $($body)* });
            }
            #[allow(unused_imports)]
            fn ours() {
                use mea::{join, select, try_join};
                block_on(async { $($body)* });
            }
            of_tokio();
            ours();
        }
    )*};
}

async fn one() -> usize {
    1
}

async fn increment(value: &mut i32) {
    *value += 1;
}

async fn never() -> ! {
    pending().await
}

/// Neither a future nor anything else that could be polled.
struct Turns;

impl IntoFuture for Turns {
    type Output = u8;
    type IntoFuture = std::future::Ready<u8>;

    fn into_future(self) -> Self::IntoFuture {
        ready(9)
    }
}

// Arms and handlers.
both! {
    fn one_arm_with_and_without_a_comma() {
        assert_eq!(select! { n = async { 1 } => n, }, 1);
        assert_eq!(select! { n = async { 1 } => n }, 1);
        assert_eq!(select! { n = async { 1 } => { n } }, 1);
        assert_eq!(select!(n = one() => n), 1);
    }

    fn blocks_need_no_comma_and_may_have_one() {
        let n = select! {
            _ = pending::<()>() => { 1 }
            _ = pending::<()>() => { 2 },
            n = one() => {
                n
            }
        };
        assert_eq!(n, 1);
    }

    fn a_future_by_its_name() {
        let future = one();
        assert_eq!(select! { n = future => n }, 1);
    }

    fn as_a_statement() {
        let mut done = false;
        select! {
            _ = one() => done = true,
            _ = pending::<()>() => println!("never"),
        }
        assert!(done);
        select! {
            _ = one() => {}
            _ = pending::<()>() => {}
        };
    }

    fn the_first_that_is_ready_wins() {
        let (tx, rx) = oneshot::channel();
        let (_open, silent) = oneshot::channel::<u32>();
        tx.send(1).unwrap();
        let n = select! {
            n = rx => { n.unwrap() },
            _ = silent => unreachable!(),
        };
        assert_eq!(n, 1);
    }

    fn exactly_one_of_two_that_are_ready() {
        let polls = Cell::new(0);
        let n = select! {
            a = async { polls.set(polls.get() + 1); 1 } => a,
            b = async { polls.set(polls.get() + 1); 2 } => b,
        };
        assert_eq!(polls.get(), 1);
        assert!(n == 1 || n == 2);
    }

    fn an_arm_owns_what_it_was_given() {
        let text = String::from("text");
        let n = select! {
            n = async { let n = one().await; drop(text); n } => n
        };
        assert_eq!(n, 1);
    }

    fn one_in_the_handler_of_another() {
        let n = select! {
            x = async { 1 } => {
                select! {
                    y = async { 2 } => x + y,
                }
            }
        };
        assert_eq!(n, 3);
        assert_eq!(select! { x = one() => select! { y = async { x } => y, }, }, 1);
    }

    fn what_becomes_a_future() {
        select! {
            n = Turns => assert_eq!(n, 9),
        }
        assert_eq!(join!(Turns), (9,));
        let handler_awaits = select! { n = Turns => n + ready(1).await };
        assert_eq!(handler_awaits, 10);
    }

    fn an_arm_that_never_is() {
        let n = select! {
            _ = never() => 0,
            n = one() => n,
        };
        assert_eq!(n, 1);
    }

    fn a_handler_borrows_what_the_losers_had_borrowed() {
        let mut value = 234;
        select! {
            _ = increment(&mut value) => {}
            _ = async {} => value += 5,
            else => value += 27,
        }
        assert!(value == 235 || value == 239);
    }

    fn a_handler_uses_the_question_mark() {
        async fn parse(text: &str) -> Result<u8, std::num::ParseIntError> {
            Ok(select! {
                text = ready(text) => text.parse::<u8>()?,
                _ = pending::<()>() => return Ok(0),
            })
        }
        assert_eq!(parse("7").await, Ok(7));
        assert!(parse("x").await.is_err());
    }
}

// Preconditions, patterns, `else`.
both! {
    fn a_precondition_switches_an_arm_off() {
        let n = select! {
            _ = poll_fn(|_| -> Poll<()> { panic!("polled") }), if false => 1,
            _ = one() => 2,
        };
        assert_eq!(n, 2);
        select! {
            biased;
            _ = pending::<()>(), if 1 + 1 == 2 && !false => unreachable!(),
            1 | 2 = one() => {}
        }
    }

    fn a_value_that_does_not_match_switches_its_arm_off() {
        let mut polls = 0;
        let none = poll_fn(|_| {
            polls += 1;
            assert_eq!(polls, 1);
            Poll::Ready(None::<()>)
        });
        let n = select! {
            Some(()) = none => 1,
            _ = yields(3) => 2,
        };
        assert_eq!(n, 2);
    }

    fn else_is_for_when_nothing_is_left() {
        let n = select! {
            Some(n) = ready(None) => n,
            n = ready(1), if false => n,
            else => 3,
        };
        assert_eq!(n, 3);
        let n = select! { Err(n) = ready(Ok::<(), i32>(())) => n, else => { 4 } };
        assert_eq!(n, 4);
    }

    fn else_alone() {
        assert_eq!(select! { else => 1 }, 1);
        assert_eq!(select! { else => 1, }, 1);
        assert_eq!(select! { biased; else => 1 }, 1);
    }

    fn bindings_of_all_kinds() {
        select! { mut n = one() => { n += 1; assert_eq!(n, 2); } }
        select! {
            Some(mut text) = async { Some(String::from("1")) } => {
                text.push('2');
                assert_eq!(text, "12");
            },
        };
        select! {
            Some(ref text) = async { Some(String::from("1")) } => assert_eq!(*text, "1"),
        };
        select! {
            Some(ref mut text) = async { Some(String::from("1")) } => {
                text.push('2');
                assert_eq!(*text, "12");
            },
        };
        select! { () = async {} => {} }
        select! { (a, _) = async { (1, 2) } => assert_eq!(a, 1) }
    }

    fn two_values_joined_by_a_loop() {
        let (tx1, mut rx1) = oneshot::channel();
        let (tx2, mut rx2) = oneshot::channel();
        tx2.send("second").unwrap();
        tx1.send("first").unwrap();
        let (mut a, mut b) = (None, None);
        while a.is_none() || b.is_none() {
            select! {
                v = rx1.recv(), if a.is_none() => a = Some(v.unwrap()),
                v = (rx2.recv()), if b.is_none() => b = Some(v.unwrap()),
            }
        }
        assert_eq!((a, b), (Some("first"), Some("second")));
    }

    fn all_of_two_streams() {
        let (tx1, mut rx1) = mpsc::unbounded();
        let (tx2, mut rx2) = mpsc::unbounded();
        for n in 1..=3 {
            tx1.send(n).unwrap();
            tx2.send(n + 3).unwrap();
        }
        drop((tx1, tx2));
        let mut values = Vec::new();
        loop {
            select! {
                Ok(n) = rx1.recv() => values.push(n),
                Ok(n) = rx2.recv() => values.push(n),
                else => break,
            }
        }
        values.sort_unstable();
        assert_eq!(values, [1, 2, 3, 4, 5, 6]);
    }
}

// The order of polls, and borrowed futures.
both! {
    fn biased_goes_from_top_to_bottom() {
        let mut count = 0;
        loop {
            select! {
                biased;
                _ = async {}, if count < 1 => { count += 1; assert_eq!(count, 1); }
                _ = async {}, if count < 2 => { count += 1; assert_eq!(count, 2); }
                _ = async {}, if count < 3 => { count += 1; assert_eq!(count, 3); }
                else => { break; }
            };
        }
        assert_eq!(count, 3);
    }

    fn biased_passes_over_what_is_not_ready() {
        let (_open, silent) = oneshot::channel::<i32>();
        let n = select! {
            biased;
            _ = silent => unreachable!(),
            n = ready(2) => n,
            _ = ready(3) => panic!("the one above is ready as well"),
        };
        assert_eq!(n, 2);
    }

    fn a_future_that_several_selects_wait_for() {
        let mut timer = pin!(yields(5));
        let mut rounds = 0;
        loop {
            select! {
                biased;
                _ = snooze_ok(timer.as_mut()) => break,
                _ = yields(1) => rounds += 1,
            }
        }
        assert!(rounds > 0);
        let mut ready = ready(1);
        select! { mut n = &mut ready => { n += 1; assert_eq!(n, 2); } }
    }

    fn a_borrow_of_a_temporary() {
        select! {
            () = &mut ready(()) => {},
        }
    }

    fn a_future_is_set_anew_in_a_handler() {
        async fn action(n: Option<i32>) -> Option<i32> {
            yields(2).await;
            n.filter(|n| n % 2 == 0)
        }
        let (tx, mut rx) = mpsc::unbounded();
        for n in [1, 3, 4, 5] {
            tx.send(n).unwrap();
        }
        let mut done = false;
        let mut operation = pin!(action(None));
        let found = loop {
            select! {
                found = snooze_ok(operation.as_mut()), if !done => {
                    done = true;
                    if let Some(n) = found {
                        break n;
                    }
                }
                Ok(n) = rx.recv() => {
                    if n % 2 == 0 {
                        operation.set(action(Some(n)));
                        done = false;
                    }
                }
            }
        };
        assert_eq!(found, 4);
    }

    fn a_timeout_of_work_that_is_given_up() {
        let work = async { yields(100).await; "done" };
        let outcome = select! {
            biased;
            outcome = abandon(work) => outcome,
            _ = yields(3) => "late",
        };
        assert_eq!(outcome, "late");
    }
}

// `join!` and `try_join!`.
both! {
    fn join_is_a_tuple() {
        assert_eq!(join!(async { 1 }), (1,));
        assert_eq!(join!(async { 1 },), (1,));
        assert_eq!(join!(async { 1 }, async { "two" }), (1, "two"));
        assert_eq!(join!(async { 1 }, async { "two" },), (1, "two"));
        assert_eq!(join!(biased; async { 1 },), (1,));
        assert_eq!(join!(biased; async { 1 }, async { 2 }), (1, 2));
        let (a, b) = (one(), one());
        let (a, b) = join!(a, b);
        assert_eq!(a + b, 2);
    }

    #[allow(clippy::unit_cmp, clippy::let_unit_value)]
    fn join_of_nothing() {
        assert_eq!(join!(), ());
        assert_eq!(join!(biased;), ());
        assert_eq!(try_join!() as Result<_, ()>, Ok(()));
        assert_eq!(try_join!(biased;) as Result<_, ()>, Ok(()));
    }

    fn join_runs_side_by_side() {
        let (tx, rx) = oneshot::channel();
        let (sent, received) = join!(async { rx.await.unwrap() }, async move { tx.send(5) });
        assert_eq!((sent, received), (5, Ok(())));
    }

    fn biased_joins_poll_in_order() {
        let order = RefCell::new(Vec::new());
        let part = |n: u8| {
            let order = &order;
            async move {
                for _ in 0..2 {
                    order.borrow_mut().push(n);
                    yields(1).await;
                }
                Ok::<u8, ()>(n)
            }
        };
        join!(biased; part(1), part(2), part(3),).0.unwrap();
        assert_eq!(*order.borrow(), [1, 2, 3, 1, 2, 3]);
        order.borrow_mut().clear();
        assert_eq!(try_join!(biased; part(1), part(2)), Ok((1, 2)));
        assert_eq!(*order.borrow(), [1, 2, 1, 2]);
    }

    fn join_waits_for_errors_as_well() {
        let (a, b) = join!(async { Err::<(), _>("no") }, async { yields(2).await; 5 });
        assert_eq!((a, b), (Err("no"), 5));
    }

    fn try_join_is_all_values_or_the_first_error() {
        assert_eq!(try_join!(async { Ok::<_, ()>(1) },), Ok((1,)));
        assert_eq!(try_join!(async { Ok::<_, ()>(1) }, async { Ok::<_, ()>("b") }), Ok((1, "b")));
        let result = try_join!(async { Ok::<i32, &str>(1) }, async { Err::<i32, _>("no") });
        assert_eq!(result, Err("no"));
        let result = try_join!(
            async { pending::<Result<(), &str>>().await },
            async { yields(2).await; Err::<(), _>("gave up") },
        );
        assert_eq!(result, Err("gave up"));
    }

    fn try_join_with_a_match_and_a_question_mark() {
        async fn work(n: u8) -> Result<u8, &'static str> {
            yields(1).await;
            if n == 0 { Err("nothing to do") } else { Ok(n) }
        }
        match try_join!(work(1), work(2)) {
            Ok((a, b)) => assert_eq!((a, b), (1, 2)),
            Err(error) => panic!("{error}"),
        }
        let failed: Result<u8, &str> = async {
            let (a, b) = try_join!(work(1), work(0))?;
            Ok(a + b)
        }
        .await;
        assert_eq!(failed, Err("nothing to do"));
    }

    fn join_does_not_take_names() {
        const COUNT: u32 = 2;
        let arms = 3;
        assert_eq!(join!(async { COUNT }, async { arms }), (2, 3));
        let (cx, value, outcome, disabled) = (1, 2, 3, 4);
        let sum = select! {
            biased;
            n = async { cx + value }, if disabled == 4 => n + outcome + disabled,
            _ = pending::<()>() => arms,
        };
        assert_eq!(sum, 10);
    }

    #[deny(unreachable_code)]
    fn outputs_that_cannot_be() {
        use std::convert::Infallible;
        async fn three() -> (Infallible, i32, Infallible) {
            join!(pending::<Infallible>(), async { 1 }, pending::<Infallible>())
        }
        assert!(crate::support::poll_and_drop(three()).is_pending());
        let pair = async { join!(biased; async { 1 }, pending::<Infallible>()) };
        assert!(crate::support::poll_and_drop(pair).is_pending());
    }

    fn futures_that_are_borrowed_to_the_end() {
        let mut a = pin!(async { yields(2).await; 1 });
        let mut b = Box::pin(one());
        assert_eq!(join!(&mut a, &mut b), (1, 1));
    }
}

/// `Future` is imported for the bound alone: what is passed on is any future.
#[test]
fn futures_of_parameters() {
    async fn first<A: Future<Output = u8>, B: Future<Output = u8>>(a: A, b: B) -> u8 {
        mea::select! {
            n = a => n,
            n = b => n,
        }
    }
    assert_eq!(block_on(first(pending(), ready(2))), 2);
}
