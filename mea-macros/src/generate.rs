//! `quote!` for code that is ours.

/// `quote!` for code that has the edition of this crate instead of the caller's, whose variables
/// nobody else sees, and that lints know to be generated.
macro_rules! generate {
    ($($tokens:tt)*) => {
        ::quote::quote_spanned!(::proc_macro2::Span::mixed_site()=> $($tokens)*)
    };
}
pub(crate) use generate;
