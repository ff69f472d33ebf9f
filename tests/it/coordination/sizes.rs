//! Futures with our blocks in them are as large as with those of tokio, where pointers have 64 bits. The word
//! that says which arms are left has as many everywhere, so beside smaller pointers it is more.
#![cfg(target_pointer_width = "64")]

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use crate::support::poll_and_drop;

/// A future of so many bytes.
struct Bytes<const N: usize>([u8; N]);

impl<const N: usize> Bytes<N> {
    fn new() -> Self {
        Self([0; N])
    }
}

impl<const N: usize> Future for Bytes<N> {
    type Output = u8;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u8> {
        Poll::Ready(self.0.first().copied().unwrap_or_default())
    }
}

/// The sizes with tokio's macro and with ours.
macro_rules! sizes {
    ($macro:ident, $N:literal: $($input:tt)*) => {{
        fn make() -> Bytes<$N> {
            Bytes::new()
        }
        let sizes = (
            measure(async { tokio::$macro! { $($input)* } }),
            measure(async { mea::$macro! { $($input)* } }),
        );
        (concat!(stringify!($macro), " of ", stringify!($N), " bytes: ", stringify!($($input)*)), sizes)
    }};
}

fn measure(future: impl Future) -> usize {
    let size = size_of_val(&future);
    assert!(poll_and_drop(future).is_ready());
    size
}

macro_rules! of_all_shapes {
    ($($N:literal)*) => {
        vec![$(
            sizes!(select, $N: n = make() => n, n = make() => n),
            sizes!(select, $N: biased; n = make() => n, n = make() => n),
            sizes!(select, $N: n = make(), if true => n, 0 = make() => 0, else => 2),
            sizes!(select, $N:
                n = make() => n, n = make() => n, n = make() => n, n = make() => n,
                n = make() => n, n = make() => n, n = make() => n, n = make() => n),
            sizes!(join, $N: make(), make()),
            sizes!(join, $N: biased; make(), make()),
            sizes!(join, $N:
                make(), make(), make(), make(), make(), make(), make(), make()),
        )*]
    };
}

/// No more than 2 % larger; or, where the arms are next to nothing and may be switched off, than the word
/// that says which of them are.
#[test]
fn futures_are_as_large_as_with_tokio() {
    let all = of_all_shapes!(0 1 16 100 1000);
    let mut large = Vec::new();
    for (what, (tokio, ours)) in all {
        println!("{tokio:6} {ours:6} {what}");
        let word = what.contains("if true") && tokio < 4 * size_of::<usize>();
        if ours as f64 > tokio as f64 * 1.02 && !(word && ours <= tokio + size_of::<usize>()) {
            large.push((what, tokio, ours));
        }
    }
    assert!(large.is_empty(), "{large:#?}");
}
