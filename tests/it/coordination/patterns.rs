//! Patterns of all kinds: a value is looked at without being taken apart, then bound once.

use std::future::ready;

use crate::support::now;

#[derive(Debug, PartialEq)]
struct Point {
    x: i32,
    y: Vec<i32>,
}

#[derive(Debug, PartialEq)]
enum Shape {
    Dot,
    Line(Point, Point),
    Named { name: String, sides: u8 },
}

const LIMIT: u8 = 9;

mod limits {
    pub(super) const LOW: u8 = 1;
}

/// Which arm takes the value.
macro_rules! arm_of {
    ($value:expr; $($pat:pat => $result:expr),* $(,)?) => {
        now(async {
            let value = $value;
            // The same value in every arm that it may fit.
            mea::select! {
                biased;
                $($pat = ready(value.clone()) => $result,)*
            }
        })
    };
}

#[test]
fn literals_ranges_and_constants() {
    let number = |n: u8| {
        arm_of! { n;
            0 => "zero",
            limits::LOW => "low",
            LIMIT => "limit",
            2..=5 => "few",
            100.. => "many",
            _ => "other",
        }
    };
    assert_eq!(
        [0, 1, 9, 2, 5, 100, 255, 6].map(number),
        [
            "zero", "low", "limit", "few", "few", "many", "many", "other"
        ],
    );
    assert_eq!(arm_of! { -5; i32::MIN..=-1 => 1, _ => 2 }, 1);
    assert_eq!(
        arm_of! { 'x'; 'a'..='f' | '0'..='9' => 1, 'x' | 'X' => 2, _ => 3 },
        2
    );
    assert_eq!(arm_of! { "stop"; "go" => 1, "stop" => 2, _ => 3 }, 2);
    assert_eq!(arm_of! { true; false => 1, true => 2 }, 2);
}

#[test]
fn alternatives_and_bindings_of_a_whole() {
    let n = arm_of! { Some(3); Some(n @ (1 | 2)) => n, Some(n @ 3..=5) | Some(n @ 7) => n * 10, _ => 0 };
    assert_eq!(n, 30);
    let either = arm_of! { Err::<u8, u8>(4); Ok(n) | Err(n) => n };
    assert_eq!(either, 4);
    let whole = arm_of! { Some(String::from("all")); whole @ Some(_) => whole, None => None };
    assert_eq!(whole.as_deref(), Some("all"));
    let both = arm_of! { Some(5); all @ Some(n) => (all, n), none => (none, 0) };
    assert_eq!(both, (Some(5), 5));
    let leading = arm_of! { Some(1); | Some(n) => n, None => 0 };
    assert_eq!(leading, 1);
}

#[test]
fn structures_and_what_they_own() {
    let value = || {
        Shape::Line(
            Point { x: 1, y: vec![1] },
            Point {
                x: 2,
                y: vec![2, 3],
            },
        )
    };
    let moved = now(async {
        mea::select! {
            Shape::Line(Point { x: 1, y }, Point { y: other, .. }) = ready(value()) => (y, other),
            else => unreachable!(),
        }
    });
    assert_eq!(moved, (vec![1], vec![2, 3]));
    let part = now(async {
        mea::select! {
            Shape::Line(_, last) = ready(value()) => last,
            else => unreachable!(),
        }
    });
    assert_eq!(part.x, 2);
    let named = now(async {
        let shape = Shape::Named {
            name: "square".into(),
            sides: 4,
        };
        mea::select! {
            biased;
            Shape::Dot = ready(Shape::Dot), if false => String::new(),
            Shape::Named { ref name, sides: sides @ 3.. } = ready(shape) => format!("{name}{sides}"),
            else => unreachable!(),
        }
    });
    assert_eq!(named, "square4");
    let Point { x, y } = now(async {
        mea::select! { Point { x, y } = ready(Point { x: 1, y: vec![] }) => Point { x: x + 1, y } }
    });
    assert_eq!((x, y), (2, vec![]));
}

#[test]
fn references_slices_and_nesting() {
    let list = [1, 2, 3, 4];
    let ends = now(async {
        mea::select! {
            [first, .., last] = ready(list) => (first, last),
        }
    });
    assert_eq!(ends, (1, 4));
    let tail = now(async {
        mea::select! {
            &[1, ref tail @ ..] = ready(&list[..]) => tail,
            else => unreachable!(),
        }
    });
    assert_eq!(tail, [2, 3, 4]);
    let n = now(async {
        mea::select! { &n = ready(&list[2]) => n }
    });
    assert_eq!(n, 3);
    let mut place = Some(1);
    now(async {
        mea::select! {
            Some(n) = ready(&mut place) => *n += 1,
            else => unreachable!(),
        }
    });
    assert_eq!(place, Some(2));
    let deep = now(async {
        mea::select! {
            Ok((Some(ref mut text), (_, [_, b]))) = ready(Ok::<_, ()>((Some(String::new()), ((), [1, 2])))) => {
                text.push('x');
                format!("{text}{b}")
            }
            else => unreachable!(),
        }
    });
    assert_eq!(deep, "x2");
}

/// A pattern from a macro, as it comes in a list of arms that a macro writes.
#[test]
fn patterns_that_macros_write() {
    macro_rules! some {
        ($name:ident) => {
            Some($name)
        };
    }
    let n = now(async {
        mea::select! {
            some!(n) = ready(Some(3)) => n,
            else => 0,
        }
    });
    assert_eq!(n, 3);
}

/// With the type written out, where it cannot be inferred.
#[test]
fn a_variant_with_its_type() {
    let n = now(async {
        mea::select! {
            Ok::<u8, ()>(n) = async { Ok(1) } => n,
            else => 0,
        }
    });
    assert_eq!(n, 1);
}

/// Nothing may be compared or cloned to find out whether a value fits.
#[test]
fn values_that_can_do_nothing() {
    struct Plain(Box<u8>);
    let value = now(async {
        mea::select! {
            (Some(Plain(inner)), 1..) = ready((Some(Plain(Box::new(6))), 2)) => *inner,
            else => 0,
        }
    });
    assert_eq!(value, 6);
}
