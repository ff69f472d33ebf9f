//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

#[allow(refining_impl_trait)]
fn all(
    self: Arc<Self>,
    argument1: Vec<u8>,
) -> impl crate::waits::rt::Future<Output = ()> + crate::waits::marker::CancelSafe {
    crate::waits::rt::checked(async move {
        let _ = &self;
        let argument1 = argument1;
        let _ = argument1;
        if let crate::waits::rt::Some(output) = crate::waits::rt::None::<()> {
            return output;
        }
        #[allow(clippy::let_unit_value)]
        let output: () = {
            a.await;
            b.await;
        };
        #[allow(unreachable_code)] output
    })
}
