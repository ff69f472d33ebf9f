//! One arm: the future that is polled for it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, spanned::Spanned};

use crate::{
    block::{
        model::{Arm, Mode, With},
        pattern,
    },
    generate::generate,
};

/// The statements that make a checked future of the user's expression, under a name. The first one
/// is the user's expression alone, so that its temporaries live as long as they would in a `let`.
pub(crate) fn armed(name: &Ident, future: &Expr, is_strict: bool) -> TokenStream {
    // With the user's span all over, rather than ours at that place: then the error is that of the
    // user's expression, and nothing is said of a macro.
    let span = focus(future);
    let given = Ident::new("__mea_arm", span);
    let method = Ident::new(if is_strict { "arm_safe" } else { "arm" }, span);
    let probe = quote_spanned!(span=> __MeaProbe(#given).#method());
    generate! {
        let #given = #future;
        let #name = #probe;
    }
}

/// What the code of [`armed`] refers to, by names without a path: one would have our span.
pub(crate) fn imports(rt: &TokenStream) -> TokenStream {
    generate! {
        #[allow(unused_imports)]
        use #rt::{Probe as __MeaProbe, ProbeOwned as _};
    }
}

/// The token of an expression that says what it is about: what a message is to point at.
fn focus(expression: &Expr) -> Span {
    match expression {
        Expr::MethodCall(call) => call.method.span(),
        Expr::Call(call) => focus(&call.func),
        Expr::Path(path) => path
            .path
            .segments
            .last()
            .map_or_else(|| path.span(), Spanned::span),
        Expr::Reference(reference) => focus(&reference.expr),
        Expr::Paren(paren) => focus(&paren.expr),
        Expr::Group(group) => focus(&group.expr),
        Expr::Try(question) => focus(&question.expr),
        Expr::Await(await_) => focus(&await_.base),
        Expr::Field(field) => field.member.span(),
        other => other.span(),
    }
}

impl Arm {
    /// The statements that make the future that is polled, under a name.
    pub(super) fn make(
        &self,
        rt: &TokenStream,
        name: &Ident,
        slot: &Ident,
        turn: &Ident,
        is_strict: bool,
    ) -> TokenStream {
        let first = match self.mode {
            Mode::Fresh => armed(name, &self.future, is_strict),
            Mode::Keep(_) | Mode::Once(_) => {
                generate!(let #name = #rt::Slot::take(&#slot, &#turn);)
            }
        };
        let Some(With { pat, future }) = &self.with else {
            return first;
        };
        let accept = if pattern::is_irrefutable(pat) {
            generate!(|_| true)
        } else {
            let fits = fits(pat, &generate!(*value));
            generate!(|value| #fits)
        };
        let together = Ident::new("together", focus(future));
        generate! {
            #first
            let #name = #rt::#together(#name, || #future, #accept);
        }
    }

    /// Whether a value that is ready may not be what the handler wants.
    pub(super) fn is_refutable(&self) -> bool {
        let with = self.with.as_ref();
        !pattern::is_irrefutable(&self.pat)
            || with.is_some_and(|w| !pattern::is_irrefutable(&w.pat))
    }

    /// Whether its handler changes the value where it is.
    pub(super) fn borrows_mutably(&self) -> bool {
        let with = self.with.as_ref();
        pattern::borrows_mutably(&self.pat)
            || with.is_some_and(|with| pattern::borrows_mutably(&with.pat))
    }

    /// Whether it may be that it is not polled any more.
    pub(super) fn can_be_disabled(&self) -> bool {
        self.condition.is_some() || self.is_refutable()
    }

    /// The expression that is true of a value that the handler wants.
    pub(super) fn accepts(&self, rt: &TokenStream, value: &Ident) -> TokenStream {
        if self.with.is_none() {
            return fits(&self.pat, &generate!(#value));
        }
        // The pattern of `with` was looked at before; if it did not match, there is no value.
        let pat = pattern::without_bindings(&self.pat);
        generate! {
            match #value {
                #[allow(unused_parens, unused_variables)]
                #rt::Some((#pat, _)) => true,
                _ => false,
            }
        }
    }

    /// The pattern that the value is taken apart by.
    pub(super) fn pattern(&self, rt: &TokenStream) -> TokenStream {
        let pat = anything_is_ours(&self.pat);
        match &self.with {
            None => pat,
            Some(With { pat: with, .. }) => {
                let with = anything_is_ours(with);
                generate!(#rt::Some((#pat, #with)))
            }
        }
    }

    /// As it was written, on one line.
    pub(super) fn text(&self) -> String {
        let (pat, future) = (&self.pat, &self.future);
        let with = self
            .with
            .as_ref()
            .map(|With { pat, future }| generate!(, with #pat = #future));
        let condition = self
            .condition
            .as_ref()
            .map(|condition| generate!(, if #condition));
        crate::block::text::text(generate!(#pat = #future #with #condition))
    }
}

/// The expression that is true of a value, a place, that the pattern matches.
fn fits(pat: &syn::Pat, value: &TokenStream) -> TokenStream {
    let pat = pattern::without_bindings(pat);
    generate! {
        match #value {
            // Of `n @ (1 | 2)` the parentheses are left; what a macro binds is not known.
            #[allow(unused_parens, unused_variables)]
            #pat => true,
            _ => false,
        }
    }
}

/// The pattern; but `_` as if we had written it, because a lint wants `()` for the output of a
/// future without one, where it is not said how `_` could be left out.
fn anything_is_ours(pat: &syn::Pat) -> TokenStream {
    match pat {
        syn::Pat::Wild(_) => generate!(_),
        pat => generate!(#pat),
    }
}
