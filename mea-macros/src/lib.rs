//! The attribute macros of [`mea`](https://docs.rs/mea), which re-exports and documents them with
//! examples that run; depend on that crate rather than on this one.

use proc_macro::TokenStream;

mod block;
mod coordinate;
mod errors;
mod generate;
mod guard_family;
mod join;
mod select;
#[cfg(test)]
mod snapshots;

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

/// `mea::select!`, which documents it.
#[proc_macro]
pub fn select(input: TokenStream) -> TokenStream {
    select::expand(input.into()).into()
}

/// `mea::select_loop!`, which documents it.
#[proc_macro]
pub fn select_loop(input: TokenStream) -> TokenStream {
    select::expand_loop(input.into()).into()
}

/// `mea::join!`, which documents it.
#[proc_macro]
pub fn join(input: TokenStream) -> TokenStream {
    join::expand(input.into(), join::Join::All).into()
}

/// `mea::try_join!`, which documents it.
#[proc_macro]
pub fn try_join(input: TokenStream) -> TokenStream {
    join::expand(input.into(), join::Join::Try).into()
}

/// `mea::race!`, which documents it.
#[proc_macro]
pub fn race(input: TokenStream) -> TokenStream {
    join::expand(input.into(), join::Join::Race).into()
}

/// Writes the event loop of an actor, from handlers that say what they wait for.
#[proc_macro_attribute]
pub fn coordinate(args: TokenStream, item: TokenStream) -> TokenStream {
    coordinate::expand(args.into(), item.into()).into()
}
