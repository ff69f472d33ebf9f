//! How handlers of a loop with kept futures leave it: as they would a loop without.

use std::{
    cell::Cell,
    future::{pending, ready},
    num::ParseIntError,
    ops::ControlFlow,
    task::Poll,
};

use mea::{blocking::block_on, marker::abandon};

use super::yields;
use crate::support::now;

/// A loop with a kept future that is never done, so that it is a block of its own, and one arm.
macro_rules! kept_loop {
    ($handler:expr) => {
        mea::select_loop! {
            keep () = pending() => {}
            _ = ready(()) => $handler,
        }
    };
}

#[test]
fn break_with_a_value_and_without() {
    now(async {
        let n: i32 = kept_loop!(break 5);
        assert_eq!(n, 5);
        let (): () = kept_loop!(break);
        let text = kept_loop!({
            let text = String::from("moved");
            yields(0).await;
            break text;
        });
        assert_eq!(text, "moved");
        let mut turns = 0;
        let n = kept_loop!({
            turns += 1;
            if turns < 3 {
                continue;
            }
            if turns == 3 { break turns } else { break 0 }
        });
        assert_eq!(n, 3);
    });
}

#[test]
fn return_with_a_value_and_without() {
    async fn value(early: bool) -> String {
        let n = mea::select_loop! {
            keep () = pending() => {}
            _ = ready(()) => {
                if early {
                    return String::from("early");
                }
                break 5;
            }
        };
        n.to_string()
    }
    async fn nothing(done: &Cell<bool>) {
        kept_loop!({
            done.set(true);
            return;
        });
    }
    // Never leaves by `break`.
    async fn only(n: u8) -> u8 {
        mea::select_loop! {
            keep () = pending() => {}
            _ = ready(()) => return n,
        }
    }
    assert_eq!(now(value(true)), "early");
    assert_eq!(now(value(false)), "5");
    assert_eq!(now(only(3)), 3);
    let done = Cell::new(false);
    now(nothing(&done));
    assert!(done.get());
}

#[test]
fn the_question_mark_on_results() {
    #[derive(Debug, PartialEq)]
    struct Error(String);
    impl From<std::num::ParseIntError> for Error {
        fn from(error: std::num::ParseIntError) -> Self {
            Self(error.to_string())
        }
    }
    async fn parse(text: &str) -> Result<u8, Error> {
        let n = mea::select_loop! {
            keep () = pending() => {}
            text = ready(text) => {
                // With a conversion, in the middle of an expression, behind an await.
                let n: u8 = 1 + async { text.parse::<u8>() }.await?;
                break n + text.parse::<u8>()?;
            }
        };
        Ok(n)
    }
    assert_eq!(now(parse("4")), Ok(9));
    assert_eq!(
        now(parse("x")),
        Err(Error("invalid digit found in string".into()))
    );
}

#[test]
fn the_question_mark_on_polls() {
    async fn parse(text: Poll<&str>) -> Poll<Result<u8, ParseIntError>> {
        let n = mea::select_loop! {
            keep () = pending() => {}
            text = ready(text) => {
                let Poll::Ready(n) = text.map(str::parse::<u8>)? else {
                    break 0;
                };
                break n + "1".parse::<u8>()?;
            }
        };
        Poll::Ready(Ok(n))
    }
    assert_eq!(now(parse(Poll::Ready("4"))), Poll::Ready(Ok(5)));
    assert_eq!(now(parse(Poll::Pending)), Poll::Ready(Ok(0)));
    let Poll::Ready(Err(_)) = now(parse(Poll::Ready("x"))) else {
        panic!("no number");
    };
    async fn ends(text: &str) -> Poll<Result<u8, ParseIntError>> {
        mea::select_loop! {
            keep () = pending() => {}
            _ = ready(()) => return Poll::Ready(Ok(text.parse::<u8>()?)),
        }
    }
    assert_eq!(now(ends("7")), Poll::Ready(Ok(7)));
    assert!(matches!(now(ends("x")), Poll::Ready(Err(_))));
}

#[test]
fn the_question_mark_on_options_and_control_flow() {
    async fn second(list: &[u8]) -> Option<u8> {
        let first = mea::select_loop! {
            keep () = pending() => {}
            _ = ready(()) => {
                let first = list.first()?;
                list.get(1)?;
                break *first;
            }
        };
        Some(first + list[1])
    }
    assert_eq!(now(second(&[1, 2])), Some(3));
    assert_eq!(now(second(&[1])), None);
    async fn flow(stop: bool) -> ControlFlow<u8, u8> {
        let n = kept_loop!({
            if stop {
                ControlFlow::Break(1)?;
            }
            break 2;
        });
        ControlFlow::Continue(n)
    }
    assert_eq!(now(flow(true)), ControlFlow::Break(1));
    assert_eq!(now(flow(false)), ControlFlow::Continue(2));
}

#[test]
fn labels_of_what_is_around() {
    now(async {
        let mut log = Vec::new();
        let found = 'outer: loop {
            for n in 0.. {
                mea::select_loop! {
                    keep () = pending() => {}
                    _ = ready(()) => match n {
                        0 => break,
                        3 => break 'outer n * 10,
                        _ => {
                            log.push(n);
                            yields(0).await;
                            break;
                        }
                    },
                }
            }
        };
        assert_eq!((found, log), (30, vec![1, 2]));

        let mut visits = Vec::new();
        'rows: for row in 0..3 {
            for column in 0..3 {
                mea::select_loop! {
                    keep () = pending() => {}
                    _ = ready(()) => {
                        if column == 1 && row == 0 {
                            continue 'rows;
                        }
                        if row == 2 {
                            break 'rows;
                        }
                        visits.push((row, column));
                        break;
                    }
                }
            }
        }
        assert_eq!(visits, [(0, 0), (1, 0), (1, 1), (1, 2)]);

        let n = 'block: {
            kept_loop!({
                break 'block 7;
            });
        };
        assert_eq!(n, 7);
    });
}

/// Loops and labels of the handler are its own.
#[test]
fn loops_inside_of_handlers() {
    let n = now(async {
        kept_loop!({
            let mut sum = 0;
            'inner: for n in 0..10 {
                let mut m = 0;
                loop {
                    m += 1;
                    if m > n {
                        break;
                    }
                    if m == 3 {
                        continue 'inner;
                    }
                    if n == 9 {
                        break 'inner;
                    }
                }
                sum += n;
            }
            let value = loop {
                break 100;
            };
            let other = 'label: {
                if sum > 0 {
                    break 'label 1000;
                }
                0
            };
            while sum > 1000 {
                break;
            }
            break sum + value + other;
        })
    });
    assert_eq!(n, 1103);
}

#[test]
fn inside_of_macros() {
    macro_rules! scope {
        ($($statements:tt)*) => {{ $($statements)* }};
    }
    async fn run(text: &str) -> Result<Vec<u8>, std::num::ParseIntError> {
        let mut turns = 0;
        mea::select_loop! {
            keep () = pending() => {}
            text = ready(text) => {
                turns += 1;
                let list = vec![text.parse()?, 2, text.parse::<u8>()? + 1];
                assert!(text.parse::<u8>()? > 0, "{}", text.parse::<u8>()?);
                assert_eq!(text.parse::<u8>()?, list[0]);
                let shown = format!("{} {text}", text.parse::<u8>()?);
                assert_eq!(shown.len(), 3);
                println!("{}", text.parse::<u8>()?);
                let next = scope! { let n = text.parse::<u8>()?; n + 1 };
                assert_eq!(next, list[2]);
                if matches!(turns, 1) {
                    continue;
                }
                return Ok(list);
            }
        }
    }
    assert_eq!(now(run("4")), Ok(vec![4, 2, 5]));
    assert!(now(run("x")).is_err());
}

#[test]
fn inside_of_nested_blocks() {
    async fn run(way: u8, polls: &Cell<u32>) -> Result<&'static str, String> {
        let text = 'outer: loop {
            let by_break = mea::select_loop! {
                keep () = async { loop { polls.set(polls.get() + 1); yields(1).await } } => {}
                _ = ready(()) => {
                    mea::select! {
                        _ = yields(2) => match way {
                            0 => return Ok("return"),
                            1 => Err(String::from("question"))?,
                            2 => break "break",
                            3 => break 'outer "outer",
                            _ => {}
                        },
                        _ = pending::<()>() => {}
                    }
                    tokio::select! {
                        _ = yields(2) => match way {
                            4 => return Ok("return from tokio's"),
                            5 => break "break from tokio's",
                            6 => Err("question in tokio's")?,
                            _ => {}
                        },
                        else => {}
                    }
                    mea::select_loop! {
                        keep () = pending() => {}
                        _ = abandon(yields(1)) => match way {
                            7 => return Ok("return from the inner loop"),
                            8 => break 'outer "outer from the inner loop",
                            9 => Err("question in the inner loop")?,
                            _ => break,
                        },
                    }
                    break "end";
                }
            };
            break by_break;
        };
        Ok(text)
    }
    let polls = Cell::new(0);
    let ends = [
        Ok("return"),
        Err("question"),
        Ok("break"),
        Ok("outer"),
        Ok("return from tokio's"),
        Ok("break from tokio's"),
        Err("question in tokio's"),
        Ok("return from the inner loop"),
        Ok("outer from the inner loop"),
        Err("question in the inner loop"),
        Ok("end"),
    ];
    for (way, end) in (0..).zip(ends) {
        assert_eq!(
            block_on(run(way, &polls)),
            end.map_err(String::from),
            "{way}"
        );
    }
    assert!(polls.get() > 20);
}

/// `return` and `?` of closures, async blocks and functions in a handler are theirs.
#[test]
fn worlds_of_their_own() {
    let sum = now(async {
        kept_loop!({
            let closure = |text: &str| -> Option<u8> { Some(text.parse::<u8>().ok()? + 1) };
            let early = |n: u8| {
                if n > 1 {
                    return 10;
                }
                20
            };
            let block = async {
                let n: u8 = "5".parse()?;
                if n == 5 {
                    return Ok(n);
                }
                Err("no".parse::<u8>().unwrap_err())
            };
            fn function(text: &str) -> Result<u8, std::num::ParseIntError> {
                let n = text.parse::<u8>()?;
                return Ok(n);
            }
            let async_closure = async |n: u8| {
                for m in 0.. {
                    if m == n {
                        return m;
                    }
                }
                0
            };
            let block: Result<u8, std::num::ParseIntError> = block.await;
            break closure("1").unwrap()
                + early(1)
                + early(2)
                + block.unwrap()
                + function("6").unwrap()
                + async_closure(7).await;
        })
    });
    assert_eq!(sum, 2 + 20 + 10 + 5 + 6 + 7);
}

/// In conditions, futures and `else` as well: they are evaluated in the loop.
#[test]
fn out_of_other_places_than_handlers() {
    async fn run(way: u8) -> Result<&'static str, &'static str> {
        let fail = |is_now: bool| if is_now { Err("error") } else { Ok(true) };
        mea::select_loop! {
            keep () = pending(), if fail(way == 0)? => {}
            Some(_) = ready(if fail(way == 1)? { Some(1) } else { None }), if way < 2 => return Ok("handler"),
            Some(()) = ready(if way == 2 { return Ok("future") } else { None }), if way == 2 => {}
            else => return Ok("never"),
        }
    }
    assert_eq!(now(run(0)), Err("error"));
    assert_eq!(now(run(1)), Err("error"));
    assert_eq!(now(run(2)), Ok("future"));
    async fn otherwise() -> Option<u8> {
        mea::select_loop! {
            keep () = pending(), if false => {}
            Some(_) = ready(None::<u8>) => return Some(1),
            else => { None?; break }
        }
        Some(2)
    }
    assert_eq!(now(otherwise()), None);
}

/// A loop that is left by `break` alone, with a value whose type only the end of it tells.
#[test]
fn the_value_may_be_of_any_type() {
    let list = now(async {
        let mut list = Vec::new();
        mea::select_loop! {
            keep () = pending() => {}
            _ = ready(()) => {
                list.push(list.len());
                if list.len() == 3 { break Some(std::mem::take(&mut list)) }
            }
        }
    });
    assert_eq!(list, Some(vec![0, 1, 2]));
    let never = async {
        mea::select_loop! {
            keep () = pending() => {}
            _ = pending::<()>() => {}
        }
    };
    assert!(crate::support::poll_and_drop(never).is_pending());
}
