//! `join!`.

/// TODO
#[macro_export]
macro_rules! join {
    ($($tokens:tt)*) => {
        $crate::rt::join! { @($crate) $($tokens)* }
    };
}
