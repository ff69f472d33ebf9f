//! The attribute macros of [`mea`](https://docs.rs/mea), which re-exports and documents them with
//! examples that run; depend on that crate rather than on this one.

use proc_macro::TokenStream;

mod errors;
mod guard_family;
mod lock_order;
mod shared;

/// Writes the guard types of a lock, from the description that `unsafe impl Guards<..>` is.
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
/// The functions are associated ones (`MutexGuard::map(guard, f)`), so that they do not shadow
/// methods of the value. No `unsafe` is written: a crate that denies `unsafe_code` allows it on the
/// `impl` alone. The `// SAFETY:` comment that clippy asks for goes right above the `impl`, below
/// the attribute.
///
/// A complete lock is in the documentation of the module `guard` of `mea`.
#[proc_macro_attribute]
pub fn guard_family(args: TokenStream, item: TokenStream) -> TokenStream {
    guard_family::expand(args.into(), item.into()).into()
}

/// Puts the fields of a struct behind locks, and the locks in an order.
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
/// | `fn accounts(&self)` | each field | a handle, see the module `shared` of `mea`; a reference, if there is no lock |
/// | `fn ledger(&self)` | each group | a handle to all of its fields, which are a `BankLedgerData` |
/// | `fn accounts_arc(self: &Arc<Self>)` | mutexes and rwlocks | the same, with guards that keep the `Arc` |
/// | `enum BankAccounts {}` | each lock | its level in the lock order, see the module `order` of `mea` |
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

/// Declares levels and their order. Use it as `mea::lock_order!`, which has the documentation.
#[doc(hidden)]
#[proc_macro]
pub fn lock_order(input: TokenStream) -> TokenStream {
    lock_order::expand(input.into()).into()
}
