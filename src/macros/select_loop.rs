//! `select_loop!`.

/// Waits for several futures at once, again and again, until a handler leaves the loop.
///
/// To have handlers that are methods use [`#[coordinate]`](macro@crate::coordinate), which writes this loop;
/// to wait once, [`select!`](crate::select).
///
/// What is said of [`select!`](crate::select) holds for each turn of the loop, with the same
/// grammar in both spellings, but for `default`: a loop that does not wait would spin. What differs:
///
/// - Its value is that of the `break`, as with `loop`. `continue` begins the next turn.
/// - It is `strict` unless it says `lossy;`: an arm that may lose while the loop goes on must be
///   [cancel-safe](crate::marker::CancelSafe), because the next turn makes its future anew.
/// - If every arm can be disabled, by a condition or by its pattern, or because it has the mark `once`,
///   there must be an `else`.
/// - Arms with the marks `keep` and `once` have futures that live across the turns.
///
/// ```
/// use mea::mpsc;
///
/// # mea::blocking::block_on(async {
/// let (orders, mut rx) = mpsc::unbounded();
/// for n in [1, 2, 3] {
///     orders.send(n).unwrap();
/// }
/// drop(orders);
///
/// let mut sum = 0;
/// let orders = mea::select_loop! {
///     order = rx.recv() => match order {
///         Ok(n) => sum += n,
///         Err(_) => break "no more",
///     },
/// };
/// assert_eq!((orders, sum), ("no more", 6));
/// # });
/// ```
///
/// # Kept futures
///
/// ```text
/// arm = [ "control" ] [ "keep" | "once" ] pattern "=" future { extra } "=>" handler [ "," ]
/// ```
///
/// In the chain of `if let` they are calls: `if let pattern = keep(future) { .. }`.
///
/// | | its future | when it is done |
/// |---|---|---|
/// | no mark | is made at each turn, and dropped when it has lost | |
/// | `keep` | lives as long as the loop | the expression is evaluated again, and that future is begun |
/// | `once` | lives as long as the loop | the arm is disabled from the next turn on |
///
/// A kept future does not lose. It goes on during the turns of others, and **while a handler
/// awaits**, so it need not be cancel-safe, and holds nobody up. It is made when the loop is first
/// polled, not at each turn.
///
/// ```
/// use mea::mpsc;
///
/// /// Two messages. Dropped between them, it would lose the first.
/// async fn pair(rx: &mut mpsc::UnboundedReceiver<u32>) -> Option<(u32, u32)> {
///     Some((rx.recv().await.ok()?, rx.recv().await.ok()?))
/// }
///
/// # mea::blocking::block_on(async {
/// # let (tx, mut rx) = mpsc::unbounded();
/// # let (bell, mut bells) = mpsc::unbounded();
/// # for n in 1..=4 { tx.send(n).unwrap(); bell.send(()).unwrap(); }
/// # drop(tx);
/// let (mut pairs, mut rung) = (Vec::new(), 0);
/// mea::select_loop! {
///     keep found = pair(&mut rx) => match found {
///         Some(found) => pairs.push(found),
///         None => break,
///     },
///     Ok(()) = bells.recv() => rung += 1,
/// }
/// assert_eq!(pairs, [(1, 2), (3, 4)]);
/// # assert!(rung <= 4);
/// # });
/// ```
///
/// The output of a kept future waits until the loop takes it: in the turn after the handler that is
/// running, or after its condition has become true. Three things follow.
///
/// - `keep` begins the next run as soon as the output was taken, while the handler still runs. A
///   future that must not run meanwhile has no mark, or is awaited in the handler.
/// - An output that waits is alive. If it is a guard, the lock is held until the loop takes it, and
///   a handler that waits for that lock never ends. Let the kept future do what is to be done under
///   the lock, and give a plain value.
/// - An output that still waits when the loop ends is dropped, and so is a kept future, wherever it
///   is. What must be complete before the loop ends belongs to a task, or the handler that leaves
///   the loop has to see to it.
///
/// # Leaving a loop with kept futures
///
/// The loop is then a block of its own, beside the kept futures. `break` with a value or without,
/// `continue`, `return`, `?` and labels of loops around work in handlers, conditions and unkept
/// futures all the same. So they do in the arguments of macros whose arguments are expressions or
/// statements, such as `vec!` and `println!`, and in blocks inside of blocks.
///
/// ```
/// use mea::mpsc::{self, RecvError};
///
/// async fn sum(mut rx: mpsc::UnboundedReceiver<u32>) -> Result<u32, RecvError> {
///     let mut sum = 0;
///     'requests: loop {
///         mea::select_loop! {
///             once () = async {} => {}
///             n = rx.recv() => match n? {
///                 0 => return Ok(sum),
///                 n if n > 100 => continue 'requests,
///                 n => sum += n,
///             },
///         }
///     }
/// }
///
/// # mea::blocking::block_on(async {
/// # let (tx, rx) = mpsc::unbounded();
/// # for n in [1, 200, 2, 0] { tx.send(n).unwrap(); }
/// assert_eq!(sum(rx).await, Ok(3));
/// # let (_, rx) = mpsc::unbounded();
/// # assert!(sum(rx).await.is_err());
/// # });
/// ```
///
/// The limits, each of which is a compile error:
///
/// - `return`, `?`, or a label of a loop around, in the arguments of a macro that is not understood,
///   or in what a macro makes by itself. Take them out of the macro.
/// - These, `break` and `continue`, in the expression of a kept future, which is not in the loop: let
///   its output say so.
/// - A variable that is declared before the loop and first assigned in it: give it a value before,
///   or make it the value of the `break`.
/// - A variable that a handler or a kept future moves away is gone after the loop, also if that
///   handler did not run, and a kept future that is to be begun again cannot move one away.
/// - What a kept future borrows mutably cannot be used in a handler, as the two run side by side.
///
/// # Cancel safety
///
/// Dropped while it waits, the loop drops all its futures, and loses what kept ones have done, and
/// outputs of theirs that wait. Dropped in an await of a handler it drops that as well. Otherwise
/// as [`select!`](crate::select#cancel-safety).
///
/// # Fairness
///
/// As [`select!`](crate::select#fairness), at each poll of each turn. All kept futures are polled
/// whenever the loop is, whatever `biased` and `control` say; these say whose output is handled
/// first.
///
/// # Panics
///
/// If every arm is disabled and there is no `else`. The macro asks for one where it sees that this
/// can happen; of a pattern with a name of yours it does not know whether that matches always. A
/// panic of a handler drops all futures, the kept ones as well.
///
/// # Allocation
///
/// None.
#[macro_export]
macro_rules! select_loop {
    ($($tokens:tt)*) => {
        $crate::rt::select_loop! { @($crate) $($tokens)* }
    };
}
