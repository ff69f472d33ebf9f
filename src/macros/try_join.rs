//! `try_join!`.

/// Waits for several futures side by side, until all of them have succeeded or one has failed.
///
/// If all are to run to their end, whoever fails, use [`join!`](crate::join).
///
/// ```text
/// try_join!( { option ";" } future, future, .. )      option = "biased" | "strict" | "lossy"
/// ```
///
/// Each future has a `Result` for its output, all with the same type of error. The value is
/// `Ok((a, b, ..))`, or the first `Err`; then the other futures are dropped, and the outputs of those
/// that were done. The error is not converted; that is for a `?` behind the macro.
///
/// A future that is borrowed, `&mut future` or a `Pin<&mut F>`, is left alone when another fails, and
/// must be [`SnoozeSafe`](crate::marker::SnoozeSafe) therefore. That the others may be dropped half-way
/// is what the macro is for: it asks for [`CancelSafe`](crate::marker::CancelSafe) only after `strict;`.
///
/// # Examples
///
/// ```
/// async fn size(name: &str) -> Result<usize, String> {
///     if name.is_empty() { Err("no name".to_owned()) } else { Ok(name.len()) }
/// }
///
/// # mea::blocking::block_on(async {
/// assert_eq!(mea::try_join!(size("one"), size("three")), Ok((3, 5)));
/// assert_eq!(mea::try_join!(size("one"), size("")), Err("no name".to_owned()));
/// # });
/// ```
///
/// # Cancel safety, fairness, allocation
///
/// As [`join!`](crate::join).
#[macro_export]
macro_rules! try_join {
    ($($tokens:tt)*) => {
        $crate::rt::try_join! { @($crate) $($tokens)* }
    };
}
