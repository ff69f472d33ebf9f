//! `select!` and `join!` of each competitor, with up to 200 arms.

mod row;

#[macro_use]
mod arms;
mod sizes;

pub use self::{
    row::{Row, growth, rows},
    sizes::{BYTES, SIZES, Size, Sizes},
};

use std::{
    cell::Cell,
    future::Future,
    hint::black_box,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use futures_util::future::FusedFuture;

/// What the arms wait for: each for its cell to be other than 0.
type Cells = [Cell<u64>; 200];

/// The future of an arm. To poll it costs next to nothing, so what is measured is the block.
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

impl FusedFuture for Arm<'_> {
    fn is_terminated(&self) -> bool {
        false
    }
}

/// Polls what `block` makes once, which has to be enough, `times` times. The sum of the outputs.
#[inline(always)]
fn once<'a, F: Future<Output = u64>>(
    cells: &'a Cells,
    times: u64,
    block: impl Fn(&'a Cells) -> F,
) -> u64 {
    let mut sum = 0;
    for _ in 0..times {
        let block = pin!(block(black_box(cells)));
        match block.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(output) => sum += output,
            Poll::Pending => panic!("it is ready"),
        }
    }
    sum
}

/// Polls what `block` makes `times` times before it is ready. What it is ready with, so often.
#[inline(always)]
fn again<'a, F: Future<Output = u64>>(
    cells: &'a Cells,
    times: u64,
    block: impl Fn(&'a Cells) -> F,
) -> u64 {
    let mut block = pin!(block(black_box(cells)));
    let mut cx = Context::from_waker(Waker::noop());
    let ready = cells.each_ref().map(|cell| cell.replace(0));
    for _ in 0..times {
        black_box(cells);
        assert!(block.as_mut().poll(&mut cx).is_pending());
    }
    for (cell, ready) in cells.iter().zip(ready) {
        cell.set(ready);
    }
    match block.poll(&mut cx) {
        Poll::Ready(output) => output * times,
        Poll::Pending => panic!("it is ready"),
    }
}

/// Does it so often, and sums up.
type Work = fn(&Cells, u64) -> u64;

/// What a competitor has, with some number of arms: biased, and fair if it has that.
struct Works {
    select: [Option<Work>; 2],
    join: [Option<Work>; 2],
}

macro_rules! work {
    ($name:ident: $poll:ident(|$cells:ident| $block:expr)) => {
        #[inline(never)]
        fn $name(cells: &Cells, times: u64) -> u64 {
            $poll(cells, times, |$cells| async { $block })
        }
    };
}

macro_rules! mea {
    ($poll:ident: $($arm:ident $i:literal)*) => {{
        work!(biased: $poll(|c| mea::select! { biased; $(n = Arm(&c[$i]) => n,)* }));
        work!(fair: $poll(|c| mea::select! { $(n = Arm(&c[$i]) => n,)* }));
        work!(join_biased: $poll(|c| { let ($($arm,)*) = mea::join!(biased; $(Arm(&c[$i])),*); 0 $(+ $arm)* }));
        work!(join_fair: $poll(|c| { let ($($arm,)*) = mea::join!($(Arm(&c[$i])),*); 0 $(+ $arm)* }));
        Works { select: [Some(biased), Some(fair)], join: [Some(join_biased), Some(join_fair)] }
    }};
}

macro_rules! tokio {
    ($poll:ident: $($arm:ident $i:literal)*) => {{
        work!(biased: $poll(|c| tokio::select! { biased; $(n = Arm(&c[$i]) => n,)* }));
        work!(fair: $poll(|c| tokio::select! { $(n = Arm(&c[$i]) => n,)* }));
        work!(join_biased: $poll(|c| { let ($($arm,)*) = tokio::join!(biased; $(Arm(&c[$i])),*); 0 $(+ $arm)* }));
        work!(join_fair: $poll(|c| { let ($($arm,)*) = tokio::join!($(Arm(&c[$i])),*); 0 $(+ $arm)* }));
        Works { select: [Some(biased), Some(fair)], join: [Some(join_biased), Some(join_fair)] }
    }};
}

macro_rules! futures {
    ($poll:ident: $($arm:ident $i:literal)*) => {{
        work!(biased: $poll(|c| futures_util::select_biased! { $(n = Arm(&c[$i]) => n,)* }));
        work!(fair: $poll(|c| futures_util::select! { $(n = Arm(&c[$i]) => n,)* }));
        work!(join: $poll(|c| { let ($($arm,)*) = futures_util::join!($(Arm(&c[$i])),*); 0 $(+ $arm)* }));
        Works { select: [Some(biased), Some(fair)], join: [Some(join), None] }
    }};
}

/// Blocks with as many arms, by competitor, ours first.
struct Blocks {
    arms: u64,
    works: Vec<(&'static str, Works)>,
}

macro_rules! blocks {
    ($poll:ident [$($library:ident)*] $($arm:ident $i:literal)*) => {
        Blocks {
            arms: [$($i),*].len() as u64,
            works: blocks!(@ [$($library)*] $poll: $($arm $i)*),
        }
    };
    (@ [mea] $($rest:tt)*) => {
        vec![("mea", mea!($($rest)*))]
    };
    (@ [mea tokio futures] $($rest:tt)*) => {
        vec![
            ("mea", mea!($($rest)*)),
            ("tokio", tokio!($($rest)*)),
            ("futures", futures!($($rest)*)),
        ]
    };
}

/// Those that are polled once, which has to be enough.
fn blocks_once() -> Vec<Blocks> {
    vec![
        arms!(2 blocks once [mea tokio futures]),
        arms!(4 blocks once [mea tokio futures]),
        arms!(8 blocks once [mea tokio futures]),
        arms!(16 blocks once [mea tokio futures]),
        arms!(32 blocks once [mea tokio futures]),
        arms!(64 blocks once [mea tokio futures]),
        // tokio's `select!` has no more than 64.
        arms!(128 blocks once [mea]),
        arms!(200 blocks once [mea]),
    ]
}

/// Those that are polled again and again.
fn blocks_again() -> Vec<Blocks> {
    vec![
        arms!(2 blocks again [mea tokio futures]),
        arms!(8 blocks again [mea tokio futures]),
        arms!(32 blocks again [mea tokio futures]),
    ]
}
