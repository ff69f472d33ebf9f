//! `select!` and `race!`.

#[allow(unused_imports)]
use crate::names::*;
use crate::reexported;

type Receiver = reexported::mpsc::UnboundedReceiver<u32>;
type Received = ::core::result::Result<u32, reexported::mpsc::RecvError>;

async fn one() -> u32 {
    1
}

/// Outputs under the names of the variables in the expansion.
pub async fn variables(rx: &mut Receiver) -> u32 {
    let (arm_0, arm_1, outcome, disabled) = (1, 2, 3, 4);
    let (turn, pass, cx, waiting, exit) = (5, 6, 7, true, 8);
    let (value, arms, fits, start, from, stop, with) = (9, 10, true, 11, 12, 13, 14);
    let sum = arm_0 + arm_1 + outcome + disabled + turn + pass + cx + exit + value + arms;
    let sum = sum + start + from + stop + with;
    ::sync::select! {
        ::core::result::Result::Ok(n) = rx.recv(), if waiting && fits => {
            n + sum + arm_0 + arm_1 + outcome + disabled + turn + pass + cx + exit + value + arms
        }
        value = one() => value + start + from + stop + with,
        else => sum,
    }
}

/// Patterns with the names of the variables in the expansion.
pub async fn patterns() -> u32 {
    let (arm_0, outcome) = reexported::select! { biased;
        (arm_0, outcome) = async { (1, 2) } => (arm_0, outcome),
        pair = async { (one().await, 3) } => pair,
    };
    let fits = ::sync::select!(if let cx = one() {
        cx
    } else if let value = control(one()) {
        value
    });
    arm_0 + outcome + fits + ::sync::race!(one(), one()) + reexported::race! { biased; one() }
}

/// Patterns that borrow.
pub async fn borrowed() -> u32 {
    ::sync::select! {
        (ref mut first, ref second) = async { (1, 2) } => { *first += *second; *first }
        ref mut n = one() => { *n += 1; *n }
        ref n = ::core::future::ready(1_u32), with ref mut m = ::core::future::ready(1) => { *m += *n; *m }
    }
}

/// One arm, without waiting, and with another future.
pub async fn single(rx: &mut Receiver) -> Received {
    ::sync::select! {
        n = rx.recv() => n,
        default => ::core::result::Result::Ok(0),
    }?;
    let n = reexported::select! {
        ::core::result::Result::Ok(n) = rx.recv(), with m = ::core::future::ready(1) => n + m,
        else => 0,
    };
    let m = reexported::select! {
        n = rx.recv(), with ::core::option::Option::Some(m) = ::core::future::ready(::core::option::Option::Some(1)) => n? + m,
        else => 0,
    };
    let l = reexported::select! {
        n = rx.recv(), with m = ::core::future::ready(2) => n? + m,
    };
    ::core::result::Result::Ok(n + m + l)
}

/// Blocks in blocks, in futures, handlers and conditions.
pub async fn nested(rx: &mut Receiver) -> u32 {
    ::sync::select! {
        n = async { ::sync::select! { n = one() => n, m = one() => m } } => {
            ::sync::select! { m = one() => n + m, m = one() => n * m }
        }
        ::core::result::Result::Ok(n) = rx.recv(), if ::sync::join!(one(), one()) == (1, 1) => n,
        else => ::sync::race!(one()),
    }
}

/// A borrow that may be left alone, and a block that is strict.
pub async fn marked(rx: &mut Receiver) -> Received {
    let mut borrowed = ::core::pin::pin!(one());
    ::sync::select! { strict;
        n = reexported::mea::snooze_ok(borrowed.as_mut()) => ::core::result::Result::Ok(n),
        n = reexported::mea::abandon(one()) => ::core::result::Result::Ok(n),
        n = rx.recv() => n,
    }
}
