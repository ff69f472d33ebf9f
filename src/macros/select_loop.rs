//! `select_loop!`.

/// TODO
#[macro_export]
macro_rules! select_loop {
    ($($tokens:tt)*) => {
        $crate::rt::select_loop! { @($crate) $($tokens)* }
    };
}
