//! The macros of [`mea`](https://docs.rs/mea), which re-exports them; depend on that crate rather than on
//! this one. The examples here are of use through it.

use proc_macro::TokenStream;

mod block;
mod cancel_safe;
mod coordinate;
mod errors;
mod generate;
mod guard_family;
mod join;
mod lock_order;
mod select;
mod shared;
#[cfg(test)]
mod snapshots;
mod words;

/// Writes the guard types of a lock, from the description that `unsafe impl Guards<..>` is.
///
/// # Examples
///
/// A mutex out of a semaphore of one permit, with the guards that it needs:
///
/// ```
/// use std::ptr::NonNull;
///
/// use mea::{
///     guard::{Exclusive, Guards, LockCell},
///     semaphore::{AcquireAndForget, Semaphore},
/// };
///
/// struct Door<T: ?Sized> {
///     permit: Semaphore,
///     value: LockCell<Exclusive, T>,
/// }
///
/// #[mea::guard_family(borrowed = DoorGuard, mapped = MappedDoorGuard)]
/// // SAFETY: there is one permit, which an acquisition takes and a release puts back, so there is one
/// // holder at a time; the value is reached through guards alone.
/// unsafe impl<T: ?Sized> Guards<Exclusive> for Door<T> {
///     type Target = T;
///     type Raw = Semaphore;
///     type Acquire<'a> = AcquireAndForget<'a>;
///
///     fn target(&self) -> NonNull<T> {
///         self.value.as_ptr()
///     }
///     fn raw(&self) -> &Semaphore {
///         &self.permit
///     }
///     fn try_acquire(raw: &Semaphore) -> bool {
///         raw.try_acquire_and_forget(1)
///     }
///     fn acquire(raw: &Semaphore) -> AcquireAndForget<'_> {
///         raw.acquire_and_forget(1)
///     }
///     unsafe fn release(raw: &Semaphore) {
///         raw.release(1)
///     }
/// }
///
/// # mea::blocking::block_on(async {
/// let door = Door { permit: Semaphore::new(1), value: LockCell::new((1, 'x')) };
/// let guard: DoorGuard<'_, _> = mea::guard::acquire(&door).await.into();
/// let mut first = DoorGuard::map(guard, |pair| &mut pair.0);
/// *first += 1;
/// # assert_eq!(*first, 2);
/// # });
/// ```
///
/// # Input
///
/// ```text
/// #[mea::guard_family(
///     pub,                                    // visibility of the guards; private if left out
///     borrowed     = MutexGuard,              // MutexGuard<'a, T>
///     mapped       = MappedMutexGuard,        // MappedMutexGuard<'a, U>
///     owned        = OwnedMutexGuard,         // OwnedMutexGuard<T, O = Arc<Mutex<T>>>
///     owned_mapped = OwnedMappedMutexGuard,   // OwnedMappedMutexGuard<T, U, O = Arc<Mutex<T>>>
///     crate        = path::to::mea,           // where `mea` is; `::mea` if left out
/// )]
/// unsafe impl<T: ?Sized> Guards<Exclusive> for Mutex<T> {
///     type Target = T;                        // what the guards dereference to
///     type Raw = RawMutex;                    // must not mention T: mapped guards keep only this
///     type Acquire<'a> = AcquireRaw<'a>;
///
///     fn target(&self) -> NonNull<T> { .. }
///     fn raw(&self) -> &RawMutex { .. }
///     fn try_acquire(raw: &RawMutex) -> bool { .. }
///     fn acquire(raw: &RawMutex) -> AcquireRaw<'_> { .. }
///     unsafe fn release(raw: &RawMutex) { .. }
/// }
/// ```
///
/// Only `borrowed` is required. The lock has one type parameter, bounded by `?Sized` or by
/// nothing: bounds of the value belong on the methods of the lock, because a mapped guard has
/// forgotten the value and goes through `Mutex<()>`.
///
/// # Output
///
/// The `impl` as written, with `type Erased = Mutex<()>;` added to it, and each guard as a
/// structure around one `guard::Access`, so that its variance, `Send` and `Sync` are those of the
/// reference it stands for:
///
/// | | `borrowed` | `mapped` | `owned` | `owned_mapped` |
/// |---|---|---|---|---|
/// | `Deref`, `Debug`, `Display` | yes | yes | yes | yes |
/// | `DerefMut`, in the modes `Exclusive` and `Upgraded` | yes | yes | yes | yes |
/// | `map`, `filter_map`, `try_map`, to | `mapped` | `mapped` | `owned_mapped` | `owned_mapped` |
/// | `owner` | | | yes | yes |
/// | `From<Access<..>>`, `Into<Access<..>>` | yes | yes | yes | yes |
///
/// A doc comment before a name, as in `/// .. borrowed = MutexGuard`, is added to the documentation of
/// that guard: it is the place for an example.
///
/// The functions are associated ones (`MutexGuard::map(guard, f)`), so that they do not shadow
/// methods of the value. No `unsafe` is written: a crate that denies `unsafe_code` allows it on the
/// `impl` alone. The `// SAFETY:` comment that clippy asks for goes right above the `impl`, below
/// the attribute.
///
/// A complete program is `examples/custom_lock.rs`.
#[proc_macro_attribute]
pub fn guard_family(args: TokenStream, item: TokenStream) -> TokenStream {
    guard_family::expand(args.into(), item.into()).into()
}

/// Use it as `mea::select!`, which has the documentation.
#[doc(hidden)]
#[proc_macro]
pub fn select(input: TokenStream) -> TokenStream {
    select::expand(input.into()).into()
}

/// Use it as `mea::select_loop!`, which has the documentation.
#[doc(hidden)]
#[proc_macro]
pub fn select_loop(input: TokenStream) -> TokenStream {
    select::expand_loop(input.into()).into()
}

/// Use it as `mea::join!`, which has the documentation.
#[doc(hidden)]
#[proc_macro]
pub fn join(input: TokenStream) -> TokenStream {
    join::expand(input.into(), join::Join::All).into()
}

/// Use it as `mea::try_join!`, which has the documentation.
#[doc(hidden)]
#[proc_macro]
pub fn try_join(input: TokenStream) -> TokenStream {
    join::expand(input.into(), join::Join::Try).into()
}

/// Use it as `mea::race!`, which has the documentation.
#[doc(hidden)]
#[proc_macro]
pub fn race(input: TokenStream) -> TokenStream {
    join::expand(input.into(), join::Join::Race).into()
}

/// Writes the event loop of an actor, from handlers that say what they wait for.
///
/// # Examples
///
/// ```
/// use std::ops::ControlFlow;
///
/// use mea::mpsc::{self, UnboundedReceiver};
///
/// struct Counter {
///     numbers: UnboundedReceiver<u32>,
///     total: u32,
/// }
///
/// #[mea::coordinate]
/// impl Counter {
///     #[event_loop]
///     async fn run(&mut self) -> u32;
///
///     #[on(Ok(n) = self.numbers.recv())]
///     fn number(&mut self, n: u32) {
///         self.total += n;
///     }
///
///     #[on(else)]
///     fn nobody_left(&mut self) -> ControlFlow<u32> {
///         ControlFlow::Break(self.total)
///     }
/// }
///
/// # mea::blocking::block_on(async {
/// let (tx, numbers) = mpsc::unbounded();
/// let mut counter = Counter { numbers, total: 0 };
/// counter.number(1); // a handler by itself
/// tx.send(2).unwrap();
/// drop(tx);
/// assert_eq!(counter.run().await, 3);
/// # });
/// ```
///
/// # Input
///
/// ```text
/// #[mea::coordinate]                              // crate = path::to::mea, if it is not `::mea`
/// impl Actor {
///     #[event_loop(biased, lossy)]                // or without parentheses
///     pub async fn run(&mut self, mut frames: Frames) -> Result<u32, Error>;
///
///     #[on(Some(job) = self.jobs.recv(), if self.is_open)]
///     async fn job(&mut self, job: Job) -> Result<(), Error> { .. }
///
///     #[on(control self.shutdown.is_shutdown())]
///     fn stop(&mut self) -> ControlFlow<Result<u32, Error>> { .. }
///
///     #[on(keep frames.next())]
///     fn frame(&mut self, frame: Frame) { .. }
///
///     #[on(else)]
///     fn nothing_left(&mut self) -> ControlFlow<Result<u32, Error>> { .. }
///
///     fn helper(&self) { .. }                     // what has no attribute stays as it is
/// }
/// ```
///
/// The `impl` is one of the type itself, not of a trait. Its one function with a `;` in place of a
/// body is the event loop: an `async fn` with `&mut self`, any further parameters, and any output.
/// `biased`, `strict` and `lossy` are the options of `select_loop!`.
///
/// A method with `#[on(..)]` is a handler, and an arm of the loop, in the order of the text:
///
/// ```text
/// on    = [ "control" ] [ "keep" | "once" ] [ pattern "=" ] future { extra }
///       | "else"
/// extra = "," "if" condition  |  "," "with" pattern "=" future
/// ```
///
/// - The future and the condition are evaluated in the event loop, at each turn: they see `self`, and
///   the parameters of the loop.
/// - A parameter of the handler gets what the pattern binds under its name; not all bindings need a
///   parameter. Without a pattern, the one parameter gets the whole output, whatever its name, and
///   with no parameter the output is dropped.
/// - A handler may have several `#[on(..)]`, and may be `async` or not. With `#[on(else)]` it takes no
///   parameters.
/// - A future with `keep` or `once` lives while handlers run, so it cannot have `self`: give what it
///   needs to the event loop as a parameter.
///
/// | a handler returns | then the loop |
/// |---|---|
/// | `()` | goes on |
/// | `ControlFlow<R>`, where `R` is the output of the loop | goes on, or ends with that value |
/// | `Result<(), E>` or `Result<ControlFlow<..>, E>`, in a loop that returns a `Result` | as above, or ends with the error, which is converted by `From` |
///
/// # Output
///
/// The `impl` without these attributes, and the event loop with a `select_loop!` for its body. What
/// holds for that holds here: arms are checked for cancel safety unless it says `lossy`, losers are
/// dropped before the handler is called, and kept futures go on while a handler awaits. The handlers
/// are methods as before, to be called and tested by themselves.
///
/// An actor that keeps a future is in [`coordination`](https://docs.rs/mea/latest/mea/coordination/index.html#an-actor).
#[proc_macro_attribute]
pub fn coordinate(args: TokenStream, item: TokenStream) -> TokenStream {
    coordinate::expand(args.into(), item.into()).into()
}

/// Checks that an `async fn` loses nothing when it is dropped at an await, and gives its future the
/// marker `CancelSafe`.
///
/// # Examples
///
/// A stage that passes numbers on. It waits for room first, and takes a number out when it cannot be
/// lost any more; so it may lose a race at any time.
///
/// ```
/// use mea::mpsc::{BoundedSender, UnboundedReceiver};
///
/// struct Stage {
///     input: UnboundedReceiver<u32>,
///     output: BoundedSender<u32>,
///     passed: u32,
/// }
///
/// impl Stage {
///     #[mea::cancel_safe]
///     async fn forward(&mut self) -> Option<()> {
///         let permit = self.output.reserve().await.ok()?;
///         permit.send(self.input.try_recv().ok()?).ok()?;
///         self.passed += 1;
///         Some(())
///     }
/// }
///
/// fn may_be_dropped<F: Future + mea::marker::CancelSafe>(future: F) -> F {
///     future
/// }
///
/// # mea::blocking::block_on(async {
/// # let (tx, input) = mea::mpsc::unbounded();
/// # let (output, mut rx) = mea::mpsc::bounded(1);
/// let mut stage = Stage { input, output, passed: 0 };
/// # tx.send(1).unwrap();
/// may_be_dropped(stage.forward()).await;
/// # assert_eq!(rx.recv().await, Ok(1));
/// # });
/// ```
///
/// The other way around, `recv().await` and then `send(number).await`, is refused at the second
/// await: cancelled there, the number is lost.
///
/// # Input
///
/// ```text
/// #[mea::cancel_safe]                 // on an `async fn`: free, a method, in a trait or an `impl` of one
/// async fn next(&mut self) -> Option<u32> { self.numbers.recv().await.ok() }
///
/// #[mea::cancel_safe(
///     trust,                          // not checked: you vouch for it
///     crate = path::to::mea,          // where `mea` is; `::mea` if left out
/// )]
/// ```
///
/// A declaration in a trait has nothing to check; it asks for the promise of every implementation.
///
/// # What is checked
///
/// | | because, cancelled at an await, |
/// |---|---|
/// | there is one await at most on each path through the function | what an earlier one has produced is lost |
/// | no await is in a loop, with a way from it to the next turn | what the earlier turns have produced is lost |
/// | what is awaited is `CancelSafe` itself | it loses what it has done |
/// | arguments are borrows, or `Copy` | a value that was moved in is gone |
/// | nothing is taken out before an await and used behind it | it is neither where it was nor where it should go |
/// | no macro hides an await | nobody knows |
///
/// Nested `async` blocks, closures and functions do not count. They make futures of their own,
/// which are not `CancelSafe` if they are awaited here. The macros of the standard library are
/// looked into, and so are those of `log`, all of which are known by their names; every other macro
/// is refused.
///
/// # What is not checked
///
/// The attribute sees tokens, not types. It knows what takes something out by its name (`pop`,
/// `pop_front`, `take`, `try_recv`, `drain`, `remove`, `mem::take` and so on, called on `self`, an
/// argument or a `static`), so it does not see a value that is taken out by something else. Nor does
/// it see a state that is changed before the await: a count that goes up before goes up again when
/// the function is called again. And markers are promises: who implements `CancelSafe` for a future
/// of their own, or says `abandon(future)`, is believed.
///
/// # Output
///
/// The function with its attributes, visibility, generics and `where` clause, without `async`, and
/// with the type `impl Future<Output = ..> + CancelSafe`. As with `async fn`, the future has all
/// lifetimes of the arguments, in every edition; all arguments live as long as the future; it is
/// `Send` if what it holds over the await is; and it does nothing until it is polled.
///
/// Where there is an error, the promise is made all the same, so that the callers get no errors.
#[proc_macro_attribute]
pub fn cancel_safe(args: TokenStream, item: TokenStream) -> TokenStream {
    cancel_safe::expand(args.into(), item.into()).into()
}

/// Puts the fields of a struct behind locks, and the locks in an order.
///
/// # Examples
///
/// ```
/// use mea::order::Held;
///
/// #[mea::shared]
/// struct Bank {
///     #[lock(mutex)]
///     balance: i64,
///     #[lock(mutex)]
///     journal: Vec<String>, // comes after `balance`
/// }
///
/// # mea::blocking::block_on(async {
/// let bank = Bank::new(0, Vec::new());
///
/// // One lock: as any mutex.
/// *bank.balance().lock().await += 100;
///
/// // Two, in the declared order; the other way around does not compile.
/// let mut held = Held::nothing();
/// let (balance, held) = bank.balance().lock_after(&mut held).await;
/// let (mut journal, _) = bank.journal().lock_after(held).await;
/// journal.push(format!("{balance} in all"));
/// # assert_eq!(*journal, ["100 in all"]);
/// # });
/// ```
///
/// # Input
///
/// ```text
/// #[mea::shared(
///     after(Level),                   // all locks come after that one
///     unordered,                      // the locks have no order among themselves
///     without(new, into_parts),       // for those who write them; a struct with a `Drop` has no parts
///     crate = path::to::mea,          // where `mea` is; `::mea` if left out
/// )]
/// pub struct Bank {
///     #[lock(mutex)]          accounts: HashMap<u64, i64>,
///     #[lock(rwlock)]         pub rates: Vec<f64>,
///     #[lock(mutex(ledger))]  journal: Vec<String>,   // two fields behind one mutex, `ledger`
///     #[lock(mutex(ledger))]  last_id: u64,
///     #[lock(semaphore = 8)]  uploads: (),            // permits
///     #[lock(once)]           schema: Schema,         // a value that is made once
///     #[lock(custom = MyLock)] cache: Cache,          // a lock from `#[guard_family]`, a `MyLock<Cache>`
///     name: String,                                   // no lock
/// }
/// ```
///
/// A struct with named fields. Lifetimes, type and const parameters and where-clauses are kept. A
/// `#[derive(Debug)]` or `#[derive(Default)]` below this attribute is done here: the first one never
/// waits, and shows `<locked>` for what somebody has locked.
///
/// # Output
///
/// | | for | |
/// |---|---|---|
/// | `fn accounts(&self)` | each field | a handle, see [`shared`](https://docs.rs/mea/latest/mea/shared/index.html); a reference, if there is no lock |
/// | `fn ledger(&self)` | each group | a handle to all of its fields, which are a `BankLedgerData` |
/// | `fn accounts_arc(self: &Arc<Self>)` | mutexes and rwlocks | the same, with guards that keep the `Arc` |
/// | `enum BankAccounts {}` | each lock | its level in the lock order, see [`order`](https://docs.rs/mea/latest/mea/order/index.html) |
/// | `fn locks(&self)` | several locks | takes several, however they are named, in the order of declaration; the guards are in a `BankLocked` |
/// | `fn new(..)` | the struct | takes the values of the fields; of custom locks the lock, of semaphores and cells nothing |
/// | `fn into_parts(self)` | the struct | the values, as a `BankParts` |
///
/// An accessor has the visibility of its field, and its documentation, `#[deprecated]` and levels of
/// lints; levels have the visibility of the struct. The documentation of the struct gets a list of
/// the locks. No `unsafe` is written.
#[proc_macro_attribute]
pub fn shared(args: TokenStream, item: TokenStream) -> TokenStream {
    shared::expand(args.into(), item.into()).into()
}

/// Use it as `mea::lock_order!`, which has the documentation.
#[doc(hidden)]
#[proc_macro]
pub fn lock_order(input: TokenStream) -> TokenStream {
    lock_order::expand(input.into()).into()
}
