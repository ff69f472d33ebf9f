//! How large the future of a block is.

use std::{hint::black_box, pin::pin};

use futures_util::future::FutureExt;

/// A future of a size, but for the byte that says where it is.
async fn sized<const BYTES: usize>() {
    let bytes = [0_u8; BYTES];
    black_box(&bytes);
    std::future::pending::<()>().await;
    black_box(&bytes);
}

/// The size of a block.
pub type Size = fn() -> usize;

/// The competitors.
pub const SIZES: [&str; 3] = ["mea", "tokio", "futures"];

/// The sizes of arms.
pub const BYTES: [usize; 4] = [0, 16, 100, 1000];

/// Those of blocks with as many arms.
#[derive(Debug)]
pub struct Sizes {
    /// How many.
    pub arms: usize,
    /// For arms of [`BYTES`], in the order of [`SIZES`].
    pub select: [[Size; 3]; 4],
    /// The same, of a `join!`.
    pub join: [[Size; 3]; 4],
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

macro_rules! all {
    ($($arm:ident $i:literal)*) => {
        Sizes {
            arms: [$($i),*].len(),
            select: [
                sizes!(0: $($arm $i)*),
                sizes!(16: $($arm $i)*),
                sizes!(100: $($arm $i)*),
                sizes!(1000: $($arm $i)*),
            ],
            join: [
                join_sizes!(0: $($arm $i)*),
                join_sizes!(16: $($arm $i)*),
                join_sizes!(100: $($arm $i)*),
                join_sizes!(1000: $($arm $i)*),
            ],
        }
    };
}

impl Sizes {
    /// With all numbers of arms.
    pub fn all() -> [Self; 3] {
        [arms!(2 all), arms!(8 all), arms!(32 all)]
    }
}
