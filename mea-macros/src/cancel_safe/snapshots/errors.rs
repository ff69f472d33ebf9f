//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

::core::compile_error! {
    "unknown argument `trst` (did you mean `trust`?); expected `trust` or `crate = path`"
}
::core::compile_error! {
    "not cancel-safe: cancelled at this await, what the earlier await has produced is lost"
}
::core::compile_error! {
    "the earlier await: keep what it produces where it survives, such as a field of `self`, and await the rest in another call; if nothing can be lost, `#[cancel_safe(trust)]` takes your word for it"
}
#[allow(refining_impl_trait)]
fn f() -> impl ::mea::rt::Future<Output = u8> + ::mea::marker::CancelSafe {
    ::mea::rt::checked(async move {
        if let ::mea::rt::Some(output) = ::mea::rt::None::<u8> {
            return output;
        }
        #[allow(clippy::let_unit_value)]
        let output: u8 = {
            ::mea::rt::awaited(a).await;
            ::mea::rt::awaited(b).await;
            1
        };
        #[allow(unreachable_code)] output
    })
}
