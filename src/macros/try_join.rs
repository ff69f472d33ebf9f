//! `try_join!`.

/// TODO
#[macro_export]
macro_rules! try_join {
    ($($tokens:tt)*) => {
        $crate::rt::try_join! { @($crate) $($tokens)* }
    };
}
