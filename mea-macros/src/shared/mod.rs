//! `#[shared]`: from a struct with lock attributes to the struct with its locks, a level for each of
//! them, and accessors.
//!
//! ```text
//!   tokens ──arguments, item, attribute──► Arguments, Item ──check──► Shared ──expand──► tokens
//! ```
//!
//! Mistakes are collected on the way and reported together. Where a field has a wrong attribute, the
//! lock is written that was probably meant, so that code which uses the accessor adds no errors of its
//! own. What is no struct with named fields is emitted again as it was, without the lock attributes.

mod arguments;
mod attribute;
mod check;
mod expand;
mod item;
mod model;
mod names;
mod sort;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::errors::Errors;

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let arguments = arguments::arguments(args, &mut errors);
    let mut output = match item::item(item, &mut errors) {
        Ok(item) => {
            let shared = check::shared(arguments, item, &mut errors);
            expand::items(&shared)
        }
        Err(item) => item,
    };
    output.extend(errors.report());
    output
}
