//! `select!` and `join!` with 2, 8 and 32 arms.

use std::{
    cell::Cell,
    hint::black_box,
    pin::Pin,
    task::{Context, Poll},
};

use super::{Row, block_on};

/// The future of an arm: it waits for its cell to be other than 0.
struct Arm<'a>(&'a Cell<u64>);

impl Future for Arm<'_> {
    type Output = u64;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u64> {
        match self.0.get() {
            0 => Poll::Pending,
            n => Poll::Ready(n),
        }
    }
}

macro_rules! blocks {
    ($($function:ident, $name:literal, |$cells:ident: $arms:literal| $block:expr;)*) => {
        pub(super) const ROWS: &[Row] = &[$(Row {
            name: $name,
            locked: 0,
            run: $function,
        }),*];

        $(
            /// The last arm is ready; all, if all are waited for.
            #[inline(never)]
            fn $function(n: u64) {
                let is_ready = |arm| arm == $arms - 1 || $name.starts_with("join");
                let cells: [Cell<u64>; $arms] =
                    std::array::from_fn(|arm| Cell::new(u64::from(is_ready(arm))));
                for _ in 0..n {
                    let $cells = black_box(&cells);
                    black_box(block_on(async { $block }));
                }
            }
        )*
    };
}

macro_rules! select {
    ([$($biased:tt)*] $c:ident $($i:literal)*) => {
        mea::select! { $($biased)* $(n = Arm(&$c[$i]) => n,)* }
    };
}

macro_rules! join {
    ([$($biased:tt)*] $c:ident $($i:literal)*) => {
        mea::join!($($biased)* $(Arm(&$c[$i])),*)
    };
}

macro_rules! eight {
    ($block:ident $biased:tt $c:ident) => {
        $block!($biased $c 0 1 2 3 4 5 6 7)
    };
}

macro_rules! many {
    ($block:ident $biased:tt $c:ident) => {
        $block!($biased $c 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
            16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31)
    };
}

blocks! {
    select_biased_2, "select! biased, 2 arms", |c: 2| select!([biased;] c 0 1);
    select_biased_8, "select! biased, 8 arms", |c: 8| eight!(select [biased;] c);
    select_biased_32, "select! biased, 32 arms", |c: 32| many!(select [biased;] c);
    select_2, "select!, 2 arms", |c: 2| select!([] c 0 1);
    select_8, "select!, 8 arms", |c: 8| eight!(select [] c);
    select_32, "select!, 32 arms", |c: 32| many!(select [] c);
    join_2, "join!, 2 arms", |c: 2| join!([] c 0 1);
    join_8, "join!, 8 arms", |c: 8| eight!(join [] c);
    join_32, "join!, 32 arms", |c: 32| many!(join [] c);
}
