//! `join!` and `try_join!`.

#[allow(unused_imports)]
use crate::names::*;
use crate::reexported;

async fn one() -> u32 {
    1
}

async fn fails() -> ::core::result::Result<u32, u8> {
    ::core::result::Result::Err(1)
}

/// All of them.
pub async fn all() -> u32 {
    let (first, second) = (one(), one());
    let (first, second) = ::sync::join!(first, second);
    let (third, (), arms) = reexported::join! { biased; one(), async {}, one() };
    let (waiting,) = ::sync::join!(one(),);
    ::sync::join!();
    first + second + third + arms + waiting
}

/// All, or the first error.
pub async fn all_or_error() -> ::core::result::Result<u32, u8> {
    let (first, second) = ::sync::try_join!(fails(), fails())?;
    let (error,) = reexported::try_join!(fails())?;
    let mut borrowed = ::core::pin::pin!(fails());
    let borrowed = reexported::mea::snooze_ok(borrowed.as_mut());
    let (output, ()) = ::sync::try_join!(borrowed, async { ::core::result::Result::Ok(()) })?;
    ::core::result::Result::Ok(first + second + error + output)
}
