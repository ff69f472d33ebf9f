//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

unsafe fn f(x: u8) -> u8 {
    x
}
::core::compile_error! {
    "`#[cancel_safe]` goes on an `async fn`: what it checks are the awaits in the body"
}
::core::compile_error! {
    "`#[cancel_safe]` makes a promise to every caller, which an `unsafe fn` does not: remove `unsafe`, or let a safe function call this one"
}
