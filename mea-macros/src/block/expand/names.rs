//! Names of what is written once for each arm.

use proc_macro2::Span;
use quote::format_ident;
use syn::Ident;

/// `prefix0`, `prefix1`, ..: names that nobody else sees.
pub(crate) fn numbered(prefix: &str, count: usize) -> Vec<Ident> {
    let name = |number| format_ident!("{prefix}{number}", span = Span::mixed_site());
    (0..count).map(name).collect()
}
