//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

async fn block() {
    if true {
        ::core::compile_error! {
            "`join!` takes futures alone, and gives their outputs in this order: `let (a, b) = join!(..)`"
        }
    } else {
        let _ = ::mea::rt::IntoFuture::into_future(second());
    }
}
