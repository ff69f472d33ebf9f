//! `select!`.

/// Waits for several futures at once, and handles the first that is ready.
///
/// To wait again and again use [`select_loop!`](crate::select_loop), which checks what a turn drops; for
/// several futures that do the same, [`race!`](crate::race); for all of several,
/// [`join!`](crate::join).
///
/// The grammar is that of `tokio::select!`, with the words of `futures::select!`; where they differ
/// from this macro is in a [table](crate::coordination#beside-tokio-and-futures). There may be any
/// number of arms.
///
/// ```
/// use mea::{mpsc, shutdown};
///
/// # mea::blocking::block_on(async {
/// let (jobs, mut queue) = mpsc::unbounded();
/// let (stop, stopped) = shutdown::new_pair();
/// jobs.send("paint").unwrap();
///
/// let what = mea::select! {
///     Ok(job) = queue.recv() => format!("to do: {job}"),
///     _ = stopped.is_shutdown() => "to stop".to_owned(),
/// };
/// assert_eq!(what, "to do: paint");
/// # drop(stop);
/// # });
/// ```
///
/// # Grammar
///
/// ```text
/// block    = { option ";" } { arm | fallback }
/// option   = "biased" | "strict" | "lossy"
/// arm      = [ "control" ] pattern "=" future { extra } "=>" handler [ "," ]
/// extra    = "," "if" condition
///          | "," "with" pattern "=" future
/// fallback = "else" "=>" handler [ "," ]          // or "complete"
///          | "default" "=>" handler [ "," ]
/// ```
///
/// A handler is an expression; one in braces needs no comma behind it. An arm has at most one
/// condition and one `with`, in any order, and a block at most one fallback of each kind.
///
/// | | |
/// |---|---|
/// | `pattern = future` | the arm is ready when the future is, and its output matches |
/// | `, if condition` | the arm is disabled if the condition is false; it is looked at once, before anything is polled |
/// | `, with pattern = future` | the arm is ready when both are: [below](#two-things-together) |
/// | `control` | this arm is polled before those without the mark |
/// | `else`, `complete` | every arm is disabled. With `complete` and the feature `futures`, an arm is, whose future is a `FusedFuture` that is over |
/// | `default` | no arm is ready now: the block does not wait |
/// | `biased;` | the arms are polled from top to bottom; `control` adds nothing then |
/// | `strict;` | arms that may lose must be [cancel-safe](crate::marker::CancelSafe) |
/// | `lossy;` | they need not; so it is without either |
///
/// ## The spelling that rustfmt formats
///
/// In parentheses, as one chain of `if let`. The condition stands before the `let`, a second `let`
/// is the `with`, `control` is written as a call, and the options end with commas. `default` has
/// no such form.
///
/// ```
/// use mea::{mpsc, shutdown};
///
/// # mea::blocking::block_on(async {
/// # let (jobs, mut queue) = mpsc::unbounded::<u32>();
/// # let (stop, stopped) = shutdown::new_pair();
/// # let (open, mut done) = (true, 0);
/// # jobs.send(1).unwrap();
/// mea::select!(
///     biased,
///     if let _ = stopped.is_shutdown() {
///         return;
///     } else if open && let Ok(job) = queue.recv() {
///         done += job;
///     } else {
///         panic!("closed, and nobody said that it ends")
///     }
/// );
/// # assert_eq!(done, 1);
/// # drop(stop);
/// # });
/// ```
///
/// # What happens, in order
///
/// 1. The conditions are evaluated, from top to bottom. An arm whose condition is false is disabled
///    for this call.
/// 2. The futures are made, from top to bottom, those of disabled arms as well; these are not
///    polled. What is not a future becomes one by `IntoFuture`. Temporaries live as they do in
///    `let future = ..;`.
/// 3. The enabled arms are polled until one is ready. If its output does not match the pattern, the
///    output is dropped, the arm is disabled for this call, and the others are waited for.
/// 4. All futures are dropped, the losers as well as the winner.
/// 5. The handler runs, and its value is that of the block. It may use whatever the futures had
///    borrowed. `break`, `continue`, `return` and `?` in it are those of the code around.
///
/// If every arm is disabled, the handler of `else` runs. If no arm is ready at the first poll, and
/// there is a `default`, that runs; so a block with `default` does not wait.
///
/// ```
/// use mea::mpsc;
///
/// # mea::blocking::block_on(async {
/// let (tx, mut rx) = mpsc::unbounded();
/// tx.send(1).unwrap();
/// tx.send(2).unwrap();
///
/// let mut waiting = Vec::new();
/// loop {
///     mea::select! {
///         Ok(n) = rx.recv() => waiting.push(n),
///         default => break,
///     }
/// }
/// assert_eq!(waiting, [1, 2]);
/// # });
/// ```
///
/// # Two things together
///
/// A handler that sends to a full channel stalls the block, and the message that it has taken is
/// lost if the block is dropped there. An arm can wait for the room as well:
///
/// ```
/// use mea::mpsc;
///
/// # mea::blocking::block_on(async {
/// let (numbers, mut rx) = mpsc::unbounded();
/// let (tx, mut squares) = mpsc::bounded(1);
/// numbers.send(3).unwrap();
///
/// mea::select! {
///     Ok(n) = rx.recv(), with Ok(permit) = tx.reserve() => permit.send(n * n).unwrap(),
/// }
/// assert_eq!(squares.recv().await, Ok(9));
/// # });
/// ```
///
/// The first future is not polled before the second has its value. If the first is not ready then,
/// that value is dropped at once: a permit goes back, and is asked for again when the task is
/// woken. So no message is taken that cannot be passed on, and no permit is kept for a message that
/// is not there. The second future is made anew for each attempt: it must be cancel-safe, and its
/// expression may neither await nor leave the block. If its value does not match the pattern, the
/// arm is disabled, and the first future is left as it was.
///
/// While the second future is waited for, nobody polls the first. So the first one must not be in
/// line for what is handed over (a lock, a permit, a message of `mpmc`), which it would keep from
/// others: it must be [`SnoozeSafe`](crate::marker::SnoozeSafe).
///
/// # Futures by reference
///
/// An arm has its future by value, and drops it. `name = future => ..` moves a variable into the
/// block. With `&mut future` or a `Pin<&mut F>`, also one in a variable, the future outlives the
/// block, and nobody polls it while a handler runs: if it is in line for a lock, the lock may be
/// handed to it then, and the handler that waits for the same lock never gets it. So a borrowed
/// future must be [`SnoozeSafe`](crate::marker::SnoozeSafe); [`snooze_ok`](crate::marker::snooze_ok)
/// vouches for one that has no marker.
///
/// # Cancel safety
///
/// Whoever loses is dropped: what it did is lost, unless it is cancel-safe. After `strict;` the
/// compiler asks for [`CancelSafe`](crate::marker::CancelSafe) of every arm that may lose to another
/// whose handler goes on, which is one that does not end by `break`, `return` or a panic on all
/// paths. Without it the block takes any future that it owns, as the macros that it stands for do.
///
/// The block itself is as cancel-safe as its arms and handlers. Dropped while it waits, it drops
/// all futures, and has taken no output: between an output and its handler there is no await.
///
/// # Fairness
///
/// At each poll another arm is the first, and the others follow from top to bottom and around. Over
/// many polls every arm is the first equally often. The sequence is the same in every run;
/// [`seed`](crate::coordination::seed) chooses where it begins. Arms with `control` are polled before,
/// from top to bottom. With `biased;` the order is always that of the text, and an arm that is always
/// ready keeps those below it from ever being handled.
///
/// # Panics
///
/// If every arm is disabled and there is no `else`. The message has the arms as they are written. A
/// panic of a future or a handler goes through; all futures are dropped.
///
/// # Allocation
///
/// None. The futures are in the block, which is in the future around it.
#[macro_export]
macro_rules! select {
    ($($tokens:tt)*) => {
        $crate::rt::select! { @($crate) $($tokens)* }
    };
}
