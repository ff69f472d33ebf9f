//! `lock_order!`.

/// Draws an order of levels: which lock may be taken while which is held.
///
/// Within one [`#[shared]`](macro@crate::shared) struct the order is that of the fields, and
/// `#[shared(after(Level))]` puts one struct behind a level of another. This macro is for orders that
/// are no chain, and for levels that belong to no struct. See [`order`](mod@crate::order) for what a
/// level is and how the order is checked.
///
/// # Input
///
/// ```text
/// mea::lock_order! {
///     /// Levels that are declared here, with attributes and visibility.
///     pub enum Config, Users, Sessions, Log;
///
///     Config => Users => Log;             // what comes after what; levels of other declarations, such
///     Config => Sessions => bank::Log;    // as those of `#[shared]`, may be among them, as paths
/// }
/// ```
///
/// What follows from the chains of one call counts as well: here `Log` comes after `Config`. `Users` and
/// `Sessions` have no order, so neither can be locked while the other is held. What follows only from
/// chains of several calls, or of a call and a struct, does not count; write such chains out.
///
/// A circular order is an error, which shows the cycle.
///
/// # Examples
///
/// ```
/// use mea::order::Held;
///
/// mea::lock_order! {
///     pub enum Config, Users;
///     Config => Users;
/// }
///
/// #[mea::shared(after(Config))]
/// struct Sessions {
///     #[lock(mutex)]
///     open: u32,
/// }
///
/// async fn with_config(sessions: &Sessions, held: &mut Held<Config>) {
///     *sessions.open().lock_after(held).await.0 += 1;
/// }
///
/// # mea::blocking::block_on(async {
/// let sessions = Sessions::new(0);
/// with_config(&sessions, Held::nothing().skip_to()).await;
/// assert_eq!(*sessions.open().lock().await, 1);
/// # });
/// ```
#[macro_export]
macro_rules! lock_order {
    ($($order:tt)*) => {
        $crate::rt::lock_order! { @($crate) $($order)* }
    };
}
