//! `select!` and `join!` of each competitor, with 2, 8 and 32 arms.

mod work;

pub use self::work::{Row, joins, selects};

use std::{
    cell::Cell,
    future::Future,
    hint::black_box,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use futures_util::future::{FusedFuture, FutureExt};

/// What the arms wait for: each for its cell to be other than 0.
pub type Cells = [Cell<u64>; 32];

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

/// A future of a size, but for the byte that says where it is.
async fn sized<const BYTES: usize>() {
    let bytes = [0_u8; BYTES];
    black_box(&bytes);
    std::future::pending::<()>().await;
    black_box(&bytes);
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
pub type Work = fn(&Cells, u64) -> u64;

/// The size of a block.
pub type Size = fn() -> usize;

/// The competitors of a `select!`.
pub const SELECTS: [&str; 6] = [
    "mea biased",
    "tokio biased",
    "futures biased",
    "mea fair",
    "tokio fair",
    "futures fair",
];
/// The competitors of a `join!`.
pub const JOINS: [&str; 5] = [
    "mea biased",
    "tokio biased",
    "futures",
    "mea fair",
    "tokio fair",
];
/// The competitors whose futures have a size.
pub const SIZES: [&str; 3] = ["mea", "tokio", "futures"];

/// The blocks with as many arms.
#[derive(Debug)]
pub struct Blocks {
    /// How many.
    pub arms: usize,
    /// In the order of [`SELECTS`].
    pub once: [Work; 6],
    /// The same, polled again.
    pub again: [Work; 6],
    /// In the order of [`JOINS`].
    pub join: [Work; 5],
    /// The same, polled again.
    pub join_again: [Work; 5],
    /// For arms of [`BYTES`], in the order of [`SIZES`].
    pub select_sizes: [[Size; 3]; 4],
    /// The same, of a `join!`.
    pub join_sizes: [[Size; 3]; 4],
}

/// The sizes of arms.
pub const BYTES: [usize; 4] = [0, 16, 100, 1000];

macro_rules! work {
    ($name:ident: $poll:ident(|$cells:ident| $block:expr)) => {
        #[inline(never)]
        fn $name(cells: &Cells, times: u64) -> u64 {
            $poll(cells, times, |$cells| async { $block })
        }
    };
}

macro_rules! selects {
    ($poll:ident: $($arm:ident $i:literal)*) => {{
        work!(mea_biased: $poll(|c| mea::select! { biased; $(n = Arm(&c[$i]) => n,)* }));
        work!(mea_fair: $poll(|c| mea::select! { $(n = Arm(&c[$i]) => n,)* }));
        work!(tokio_biased: $poll(|c| tokio::select! { biased; $(n = Arm(&c[$i]) => n,)* }));
        work!(tokio_fair: $poll(|c| tokio::select! { $(n = Arm(&c[$i]) => n,)* }));
        work!(futures_biased: $poll(|c| futures_util::select_biased! { $(n = Arm(&c[$i]) => n,)* }));
        work!(futures_fair: $poll(|c| futures_util::select! { $(n = Arm(&c[$i]) => n,)* }));
        [mea_biased, tokio_biased, futures_biased, mea_fair, tokio_fair, futures_fair]
    }};
}

macro_rules! joins {
    ($poll:ident: $($arm:ident $i:literal)*) => {{
        work!(mea: $poll(|c| { let ($($arm,)*) = mea::join!($(Arm(&c[$i])),*); 0 $(+ $arm)* }));
        work!(mea_biased: $poll(|c| { let ($($arm,)*) = mea::join!(biased; $(Arm(&c[$i])),*); 0 $(+ $arm)* }));
        work!(tokio: $poll(|c| { let ($($arm,)*) = tokio::join!($(Arm(&c[$i])),*); 0 $(+ $arm)* }));
        work!(tokio_biased: $poll(|c| { let ($($arm,)*) = tokio::join!(biased; $(Arm(&c[$i])),*); 0 $(+ $arm)* }));
        work!(futures: $poll(|c| { let ($($arm,)*) = futures_util::join!($(Arm(&c[$i])),*); 0 $(+ $arm)* }));
        [mea_biased, tokio_biased, futures, mea, tokio]
    }};
}

macro_rules! sizes {
    ($bytes:literal: $($arm:ident $i:literal)*) => {{
        // One expression, so one instance, for each arm: `$i` is only there to repeat it.
        macro_rules! future {
            ($_i:literal) => {
                sized::<$bytes>()
            };
        }
        fn mea() -> usize {
            size_of_val(&async { mea::select! { $(_ = future!($i) => {},)* } })
        }
        fn tokio() -> usize {
            size_of_val(&async { tokio::select! { $(_ = future!($i) => {},)* } })
        }
        fn futures() -> usize {
            size_of_val(&async {
                $(let mut $arm = pin!(future!($i).fuse());)*
                futures_util::select! { $(_ = $arm => {},)* }
            })
        }
        [mea as Size, tokio, futures]
    }};
}

macro_rules! join_sizes {
    ($bytes:literal: $($arm:ident $i:literal)*) => {{
        macro_rules! future {
            ($_i:literal) => {
                sized::<$bytes>()
            };
        }
        fn mea() -> usize {
            size_of_val(&async { mea::join!($(future!($i)),*); })
        }
        fn tokio() -> usize {
            size_of_val(&async { tokio::join!($(future!($i)),*); })
        }
        fn futures() -> usize {
            size_of_val(&async { futures_util::join!($(future!($i)),*); })
        }
        [mea as Size, tokio, futures]
    }};
}

macro_rules! blocks {
    ($($arm:ident $i:literal)*) => {
        Blocks {
            arms: [$($i),*].len(),
            once: selects!(once: $($arm $i)*),
            again: selects!(again: $($arm $i)*),
            join: joins!(once: $($arm $i)*),
            join_again: joins!(again: $($arm $i)*),
            select_sizes: [
                sizes!(0: $($arm $i)*),
                sizes!(16: $($arm $i)*),
                sizes!(100: $($arm $i)*),
                sizes!(1000: $($arm $i)*),
            ],
            join_sizes: [
                join_sizes!(0: $($arm $i)*),
                join_sizes!(16: $($arm $i)*),
                join_sizes!(100: $($arm $i)*),
                join_sizes!(1000: $($arm $i)*),
            ],
        }
    };
}

/// With all numbers of arms.
#[rustfmt::skip]
pub const BLOCKS: [Blocks; 3] = [
    blocks!(a0 0 a1 1),
    blocks!(a0 0 a1 1 a2 2 a3 3 a4 4 a5 5 a6 6 a7 7),
    blocks!(
        a0 0 a1 1 a2 2 a3 3 a4 4 a5 5 a6 6 a7 7
        a8 8 a9 9 a10 10 a11 11 a12 12 a13 13 a14 14 a15 15
        a16 16 a17 17 a18 18 a19 19 a20 20 a21 21 a22 22 a23 23
        a24 24 a25 25 a26 26 a27 27 a28 28 a29 29 a30 30 a31 31
    ),
];
