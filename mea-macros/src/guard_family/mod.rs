//! `#[guard_family]`: from one `unsafe impl Guards<Mode> for Lock<T>` to up to four guard types.
//!
//! ```text
//!   tokens ──parse──► Arguments, Description ──check──► Family ──expand──► tokens
//! ```
//!
//! Mistakes are collected on the way and reported together. Whatever happens, the `impl` is
//! emitted again, and every guard that was named is declared: for real if the description of the
//! lock is in order, else as a stub, so that code which uses the guards adds no errors of its own.

mod check;
mod docs;
mod expand;
mod guard;
mod model;
mod names;
mod parse;
mod stub;
#[cfg(test)]
mod tests;
mod tokens;

use proc_macro2::TokenStream;

use self::parse::{Description, last_segment};
use crate::errors::Errors;

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let description = parse::description(&item, &mut errors);
    let lock = description.as_ref().and_then(Description::lock);
    let lock = lock.map_or_else(|| "Mutex".into(), last_segment);
    let arguments = parse::arguments(args, &lock, &mut errors);
    let family = check::family(arguments, description.as_ref(), lock, &mut errors);

    let mut output = expand::description(item, description.as_ref());
    output.extend(errors.report());
    output.extend(expand::guards(&family));
    output
}
