//! `race!`.

/// TODO
#[macro_export]
macro_rules! race {
    ($($tokens:tt)*) => {
        $crate::rt::race! { @($crate) $($tokens)* }
    };
}
