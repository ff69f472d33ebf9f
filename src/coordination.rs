//! Waiting for several things at once, on one task.
//!
//! # When to use it
//!
//! | to wait | write |
//! |---|---|
//! | for the first of several things, and handle it | [`select!`](crate::select) |
//! | for one thing after the other, as long as the program part lives | [`select_loop!`](crate::select_loop) |
//! | the same, with handlers that are methods | [`#[coordinate]`](macro@crate::coordinate) |
//! | for all of several futures | [`join!`](crate::join) |
//! | for all, but not longer than until one has failed | [`try_join!`](crate::try_join) |
//! | for the first of several futures that do the same | [`race!`](crate::race) |
//!
//! | not for | take |
//! |---|---|
//! | work on several threads, or that blocks one: the futures take turns on one task | tasks of the executor, and a [wait group](crate::waitgroup) |
//! | a limit to the time of one wait | [`timeout`](crate::timeout()) |
//!
//! # Example
//!
//! ```
//! use mea::{mpsc, shutdown};
//!
//! # mea::blocking::block_on(async {
//! let (jobs, mut queue) = mpsc::unbounded();
//! let (stop, stopped) = shutdown::new_pair();
//! jobs.send("paint").unwrap();
//! jobs.send("stop").unwrap();
//!
//! let mut done = Vec::new();
//! mea::select_loop! {
//!     control _ = stopped.is_shutdown() => break,
//!     job = queue.recv() => match job {
//!         Ok("stop") => stop.shutdown(),
//!         Ok(job) => done.push(job),
//!         Err(_) => break,
//!     },
//! }
//! assert_eq!(done, ["paint"]);
//! # });
//! ```
//!
//! [An actor](#an-actor) is below, with handlers that are methods.
//!
//! # States
//!
//! One turn, of which a [`select!`](crate::select) has one and a loop as many as it takes:
//!
//! ```text
//!   conditions ──► futures ──► poll ──ready, and it matches──► all dropped ──► handler
//!       ▲                      │  ▲                                             │   │
//!       │           not ready  │  │ woken                    the handler goes on│   │ `break`
//!       │                      ▼  │                                             │   ▼
//!       │                      wait                                             │  value
//!       └──────────────────────────── in a loop ────────────────────────────────┘
//! ```
//!
//! One poll of it: the arms are polled one by one, until the first that is ready and matches. The arm that is
//! polled first is another one each time.
//!
//! ```text
//!   control arms ──► arm r ──► arm r+1 ──► ..  ──► last arm ──► first arm ──► .. ──► arm r-1 ──► wait
//!                      │
//!                      ├── ready, and it matches: all futures are dropped, and its handler runs
//!                      ├── ready, and it does not: the arm is disabled, and the others go on
//!                      └── not ready: the next arm
//! ```
//!
//! If every arm is disabled, by its condition or because its output did not match, `else` is handled.
//!
//! In a loop, futures that are marked with `keep` or `once` are beside the turns, and their outputs
//! may have to wait:
//!
//! ```text
//!   kept future   ════ run ════╗ output waits ╔════ run ═══════════════════╗ output waits ╔═══
//!   the loop      turn │ turn │ handler awaits │ turn: takes it, handler awaits │ turn: takes it
//! ```
//!
//! # Guarantees
//!
//! - **Cancel safety.** Between the output and its handler there is no await: a block that is dropped while it
//!   waits has taken nothing that is lost with it. A future that a loop drops, to make it anew in the next
//!   turn, must be [`CancelSafe`](crate::marker::CancelSafe), unless the loop says `lossy;`.
//! - **Fairness.** At each poll another arm is the first, and all are the first equally often. `biased;` and
//!   `control` change that. The sequence is the same in every run; [`seed`] chooses another.
//! - **Snooze safety.** A borrowed future, which nobody polls while a handler runs, must be
//!   [`SnoozeSafe`](crate::marker::SnoozeSafe). One with `keep` or `once` is polled while handlers await, and
//!   need not be.
//! - **Memory ordering.** Everything is on one task, in the order of the program.
//! - **Allocation.** None. No runtime is needed, and it works without `std`.
//! - **Panics.** If every arm is disabled, and there is no `else`. A panic of a future or a handler goes
//!   through, and all futures are dropped.
//!
//! What the two markers are about is told from the beginning in the chapter [Cancel safety and
//! futurelock](crate::guide::cancel_safety).
//!
//! # An actor
//!
//! [`#[coordinate]`](macro@crate::coordinate) writes the event loop of a type from its handlers. They
//! stay methods, which can be called and tested by themselves.
//!
//! ```
//! use std::ops::ControlFlow;
//!
//! use mea::mpsc::{self, UnboundedReceiver};
//!
//! enum Command {
//!     Add(u32),
//!     Stop,
//! }
//!
//! struct Counter {
//!     commands: UnboundedReceiver<Command>,
//!     total: u32,
//! }
//!
//! /// Two numbers make a frame.
//! async fn read_frame(numbers: &mut UnboundedReceiver<u32>) -> Option<u32> {
//!     Some(numbers.recv().await.ok()? + numbers.recv().await.ok()?)
//! }
//!
//! #[mea::coordinate]
//! impl Counter {
//!     /// Works until it is told to stop; the total.
//!     #[event_loop(biased)]
//!     async fn run(&mut self, mut numbers: UnboundedReceiver<u32>) -> u32;
//!
//!     #[on(Ok(command) = self.commands.recv())]
//!     fn command(&mut self, command: Command) -> ControlFlow<u32> {
//!         match command {
//!             Command::Add(n) => self.total += n,
//!             Command::Stop => return ControlFlow::Break(self.total),
//!         }
//!         ControlFlow::Continue(())
//!     }
//!
//!     /// Half a frame survives a command that comes in between: the future is kept.
//!     #[on(keep Some(sum) = read_frame(&mut numbers))]
//!     async fn frame(&mut self, sum: u32) {
//!         self.total += sum;
//!     }
//!
//!     #[on(else)]
//!     fn nobody_left(&mut self) -> ControlFlow<u32> {
//!         ControlFlow::Break(self.total)
//!     }
//! }
//!
//! # mea::blocking::block_on(async {
//! let (tx, commands) = mpsc::unbounded();
//! let (number, numbers) = mpsc::unbounded();
//! let mut counter = Counter { commands, total: 0 };
//!
//! // A handler by itself.
//! assert!(counter.command(Command::Add(1)).is_continue());
//! assert_eq!(counter.total, 1);
//!
//! // All of them.
//! number.send(10).unwrap();
//! tx.send(Command::Add(2)).unwrap();
//! let ((), total) = mea::join!(
//!     async {
//!         number.send(20).unwrap();
//!         drop((number, tx));
//!     },
//!     counter.run(numbers),
//! );
//! assert_eq!(total, 33);
//! # });
//! ```
//!
//! # Beside tokio and futures
//!
//! Of `select!`, held against the source of tokio 1.54 and of futures 0.3.34. "The same" is the same
//! as here.
//!
//! | form | here | tokio | futures |
//! |---|---|---|---|
//! | `pattern = future => handler` | | the same | the same |
//! | number of arms | any | at most 64 | any |
//! | a handler without a comma behind it | `{ .. }`, `match`, `if`, .. | `{ .. }` | `{ .. }` |
//! | `if let` chain, `strict`, `lossy`, `control`, `with`; loops | yes | no | no |
//! | `, if condition` | | the same | no |
//! | first all conditions, then all futures, also those of disabled arms | | the same | without conditions |
//! | the output does not match the pattern | the arm is disabled for this call | the same | patterns match always |
//! | `else` | every arm is disabled | the same | no |
//! | `complete` | as `else`; and a future that says that it is over (`FusedFuture`, with the feature `futures`) disables its arm | no | every future is terminated |
//! | `default` | no arm is ready; polled with the waker of the task | no | no arm is ready; polled with a waker that does nothing |
//! | every arm disabled, and no `else` | panics, with the arms | panics | panics |
//! | a future in a variable, `x = future` | is moved in | the same | is borrowed, must be `Unpin` |
//! | bounds of a future | none by value; `SnoozeSafe` behind a reference | none | `FusedFuture` |
//! | `IntoFuture` | yes | yes | no |
//! | a borrowed future that is done | is polled again by the next call: switch it off, or use a `FusedFuture` and `complete` | the same | is passed over |
//! | which arm is polled first | each equally often; the others follow around | a random one; likewise | in an order that is shuffled each time |
//! | from top to bottom | `biased;` | `biased;` | `select_biased!` |
//! | the same order in each run | yes; [`seed`] chooses another | if the runtime is built with a seed (unstable) | no |
//! | losers that are owned | are dropped before the handler | the same | the same |
//! | the budget of a tokio task | is not looked at | nothing is polled when it is used up | is not looked at |
//! | `unsafe` in what is written | none | some | some |
//!
//! What that means for a program that moves here: from tokio, borrowed futures get a marker, or
//! `snooze_ok`; and in place of `loop { select! { .. } }` there can be a `select_loop!`, which checks
//! what it drops: futures that are cancel-safe by their documentation alone get `cancel_ok`. From futures, a variable that is to survive is passed as `&mut future`, and a
//! future that is done is switched off by a condition, or by `Some(x) = stream.next()`, whose end is a
//! `None` that does not match; `.fuse()` does no harm.
//!
//! Of `join!` and `try_join!`:
//!
//! | form | here | tokio | futures |
//! |---|---|---|---|
//! | a tuple of outputs, or the first error | | the same | the same |
//! | which future is polled first | each in turn | the same | always the first |
//! | from left to right | `biased;` | the same | always |
//! | no future at all | `()`, `Ok(())` | the same | |
//! | `&mut future` in `try_join!` | must be `SnoozeSafe` | any | any |

pub use mea_core::rt::seed;
