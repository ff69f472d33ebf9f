//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

struct S;
::core::compile_error! {
    "`#[cancel_safe]` goes on an `async fn`"
}
