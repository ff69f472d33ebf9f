//! `crate = path` says where the crate is, and the code needs no `mea` at the root of paths.
#![deny(warnings)]

mod dependencies {
    pub mod waits {
        pub use ::mea::*;
    }
}

use dependencies::waits::{cancel_safe, latch::Latch};

mod mea {}

macro_rules! waiter {
    ($name:ident, $($crate_:tt)*) => {
        #[cancel_safe(crate = $($crate_)*)]
        async fn $name(latch: &Latch, n: u8, (a, _): (u8, u8)) -> u8 {
            latch.wait().await;
            n + a
        }
    };
}
waiter!(absolute, ::mea);
waiter!(relative, dependencies::waits);
waiter!(from_here, crate::dependencies::waits);

fn main() {
    let latch = Latch::new(0);
    for future in [
        Box::pin(absolute(&latch, 1, (2, 3))) as Pinned<'_>,
        Box::pin(relative(&latch, 1, (2, 3))),
        Box::pin(from_here(&latch, 1, (2, 3))),
    ] {
        assert_eq!(dependencies::waits::blocking::block_on(future), 3);
    }
}

type Pinned<'a> = std::pin::Pin<Box<dyn Future<Output = u8> + 'a>>;
