//! `race!`.

/// Waits for several futures at once: the output of the first that is ready. The others are dropped.
///
/// ```text
/// race!( { option ";" } future, future, .. )      option = "biased" | "strict" | "lossy"
/// ```
///
/// It is [`select!`](crate::select) with an arm for each future, and no handlers; all have the same
/// type of output. That the losers are dropped half-way is what it is for, so it does not ask whether
/// they lose something by that; after `strict;` it does. The losers are gone when the value is there.
///
/// A borrowed future, `&mut future` or a `Pin<&mut F>`, must be
/// [`SnoozeSafe`](crate::marker::SnoozeSafe).
///
/// # Examples
///
/// ```
/// use std::future::pending;
///
/// async fn answer_of(mirror: &str) -> String {
///     if mirror == "slow" {
///         pending::<()>().await;
///     }
///     format!("from {mirror}")
/// }
///
/// # mea::blocking::block_on(async {
/// let answer = mea::race!(answer_of("slow"), answer_of("fast"));
/// assert_eq!(answer, "from fast");
/// # });
/// ```
///
/// # Cancel safety, fairness, allocation
///
/// As [`select!`](crate::select).
#[macro_export]
macro_rules! race {
    ($($tokens:tt)*) => {
        $crate::rt::race! { @($crate) $($tokens)* }
    };
}
