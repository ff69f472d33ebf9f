//! `#[cancel_safe]`: an `async fn` whose future is `CancelSafe`, once it is clear that a drop at an
//! await loses nothing.
//!
//! ```text
//!   tokens ──parse──► Arguments, Function ──check──► Errors
//!                                          └─expand─► tokens
//! ```
//!
//! What is seen in the tokens is checked here: the number of awaits on each of the [paths], and
//! values that are [held] over one. What depends on types is left to the compiler, by bounds
//! in what is written: that the awaited future is `CancelSafe`, and that arguments are references
//! or `Copy`.
//!
//! Mistakes are collected and reported together. A function that is not in order is emitted all the
//! same, with the promise, so that those who call it get no errors of their own.

mod check;
mod expand;
mod held;
mod parse;
mod paths;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::errors::Errors;

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let arguments = parse::arguments(args, &mut errors);
    let function = parse::function(&item, &mut errors);
    let function = function.filter(|function| check::signature(function, &mut errors));
    let Some(function) = function else {
        return [item, errors.report()].into_iter().collect();
    };
    if !arguments.trust {
        check::body(&function, &mut errors);
    }
    let mut output = errors.report();
    output.extend(expand::function(function, &arguments));
    output
}
