//! `select!`.

/// TODO
#[macro_export]
macro_rules! select {
    ($($tokens:tt)*) => {
        $crate::rt::select! { @($crate) $($tokens)* }
    };
}
