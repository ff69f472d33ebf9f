//! One arm: the future that is polled for it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, Pat, Stmt, spanned::Spanned};

use crate::{
    block::{
        model::{Arm, Mode, With},
        pattern, ways_out,
    },
    generate::generate,
};

/// The statement that makes a checked future of what the user has given, under the same name.
pub(crate) fn checked(name: &Ident, future: &Expr, is_strict: bool) -> TokenStream {
    // With the user's span all over, rather than ours at that place: then the error is that of the
    // user's expression, and nothing is said of a macro.
    let span = focus(future);
    let given = Ident::new(&name.to_string(), span);
    let method = Ident::new(if is_strict { "arm_safe" } else { "arm" }, span);
    let probe = quote_spanned!(span=> __MeaProbe(#given).#method());
    generate!(let #name = #probe;)
}

/// What is referred to with the user's spans, by names without a path: one would have our span.
pub(crate) fn imports(rt: &TokenStream, asks: bool, polls: &TokenStream) -> TokenStream {
    let probe = asks.then(|| generate!(Probe as __MeaProbe, ProbeOwned as _,));
    generate! {
        // Kept futures are not asked.
        #[allow(unused_imports)]
        use #rt::{#probe #polls};
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
    /// The statements that make the future that is polled, under the name of what was given for it.
    pub(super) fn make(
        &self,
        rt: &TokenStream,
        name: &Ident,
        slot: &Ident,
        turn: &Ident,
        is_strict: bool,
    ) -> TokenStream {
        let first = match self.mode {
            Mode::Fresh if self.is_left_alone() => {
                let span = focus(&self.future);
                let checked = checked(name, &self.future, is_strict);
                let asked = quote_spanned!(span=> __mea_left_alone(&#name));
                generate!(#checked #asked;)
            }
            Mode::Fresh => checked(name, &self.future, is_strict),
            Mode::Keep(_) => generate!(let #name = #rt::Slot::take(&#slot, &#turn);),
            Mode::Once(_) => generate!(let #name = #rt::Slot::take_last(&#slot, &#turn);),
        };
        let Some(With { pat, future }) = &self.with else {
            return first;
        };
        let accept = if pattern::is_irrefutable(pat) {
            generate!(|_| true)
        } else {
            let value = output("value", future);
            let fits = fits(pat, &generate!(*#value));
            generate!(|#value| #fits)
        };
        let with = Ident::new("__mea_arm_with", focus(future));
        let checked = checked(&with, future, true);
        generate! {
            #first
            let #name = #rt::together(
                #name,
                || {
                    // Alone, so that its temporaries live as long as in any other `let`.
                    let #with = #future;
                    #checked
                    #with
                },
                #accept,
            );
        }
    }

    /// Whether it is asked if its future can be left alone: it is, while the one behind `with` is
    /// waited for.
    pub(super) fn is_left_alone(&self) -> bool {
        self.with.is_some() && self.mode.mark().is_none()
    }

    /// Whether a value that is ready may not be what the handler wants.
    pub(super) fn is_refutable(&self) -> bool {
        let with = self.with.as_ref();
        !pattern::is_irrefutable(&self.pat)
            || with.is_some_and(|w| !pattern::is_irrefutable(&w.pat))
    }

    /// Whether it may be that it is not polled any more.
    pub(super) fn can_be_disabled(&self) -> bool {
        self.condition.is_some() || self.is_refutable() || self.can_be_over()
    }

    /// The expression that is true of a value that the handler wants.
    pub(super) fn accepts(&self, rt: &TokenStream) -> TokenStream {
        let value = self.value();
        if self.with.is_none() {
            return fits(&self.pat, &generate!(#value));
        }
        // The pattern of `with` was looked at before; if it did not match, there is no value.
        let fits = fits(&self.pat, &generate!(*#value));
        generate! {
            match #value {
                #rt::Some((ref #value, _)) => #fits,
                #rt::None => false,
            }
        }
    }

    /// The arms of a `match` for a value: taken apart by the patterns, and handled.
    pub(super) fn handle(
        &self,
        rt: &TokenStream,
        variant: &TokenStream,
        is_loop: bool,
    ) -> TokenStream {
        let handler = if is_loop {
            unit(&self.handler)
        } else {
            self.handler.to_token_stream()
        };
        let Some(with) = &self.with else {
            if is_simple(&self.pat) {
                let pat = anything_is_ours(&self.pat);
                return generate!(#variant(#pat) => #handler,);
            }
            let value = self.value();
            let handle = take_apart(rt, &value, &self.pat, handler);
            let value = binding(&value, &self.pat);
            return generate!(#variant(#value) => #handle,);
        };
        let (value, with_value) = (self.value(), output("with", &with.future));
        let handle = take_apart(rt, &with_value, &with.pat, handler);
        let handle = take_apart(rt, &value, &self.pat, handle);
        let value = binding(&value, &self.pat);
        let with_value = binding(&with_value, &with.pat);
        generate! {
            #variant(#rt::Some((#value, #with_value))) => #handle,
            #variant(#rt::None) => #rt::unreachable!("a value that is not there was accepted"),
        }
    }

    /// The variable of the output, at the place of the future.
    pub(super) fn value(&self) -> Ident {
        output("value", &self.future)
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

/// The variable for the arm of a future, at its place: there it is said if it is none.
pub(crate) fn variable(number: usize, future: &Expr) -> Ident {
    Ident::new(&format!("__mea_arm_{number}"), focus(future))
}

/// The expression that polls an arm; `again` if that is not the last use of the variable.
pub(super) fn poll(arm: &Ident, again: bool) -> TokenStream {
    let cx = Ident::new("cx", Span::mixed_site());
    let as_mut = again.then(|| quote_spanned!(arm.span()=> .as_mut()));
    quote_spanned!(arm.span()=> __mea_poll(#arm #as_mut, #cx))
}

/// A variable of ours for the output of a future: what is said of its type is said of the future.
pub(crate) fn output(name: &str, future: &Expr) -> Ident {
    Ident::new(name, Span::mixed_site().located_at(focus(future)))
}

/// The expression that is true of a value, a place, that the pattern matches.
fn fits(pat: &Pat, value: &TokenStream) -> TokenStream {
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

/// The handler of a loop, which has no value: if it has one, that is said of it, and not of those
/// that have none.
fn unit(handler: &Expr) -> TokenStream {
    let is_unit = match handler {
        Expr::Block(block) => !matches!(block.block.stmts.last(), Some(Stmt::Expr(_, None))),
        Expr::Macro(_) | Expr::Assign(_) => true,
        handler => ways_out::leaves(handler),
    };
    if is_unit {
        handler.to_token_stream()
    } else {
        generate!({ let _: () = #handler; })
    }
}

/// Whether the pattern fits a value of any type.
fn is_simple(pat: &Pat) -> bool {
    match pat {
        Pat::Wild(_) => true,
        Pat::Ident(binding) => {
            let is_reference = binding.by_ref.is_some();
            !is_reference && binding.subpat.is_none() && pattern::is_irrefutable(pat)
        }
        _ => false,
    }
}

/// The `match` that binds what the pattern binds: one for each value, so that a pattern of the wrong
/// type is held against that value alone.
fn take_apart(rt: &TokenStream, value: &Ident, pat: &Pat, handler: TokenStream) -> TokenStream {
    if is_simple(pat) {
        return generate!({ let #pat = #value; #handler });
    }
    let rest = (!pattern::is_irrefutable(pat)).then(|| {
        generate!(_ => #rt::unreachable!("a pattern of the block matched, and then it did not"),)
    });
    generate! {
        match #value {
            #pat => #handler,
            #rest
        }
    }
}

/// The pattern that binds the value which `pat` takes apart: in place, if by `ref mut`.
fn binding(value: &Ident, pat: &Pat) -> TokenStream {
    if pattern::borrows_mutably(pat) {
        generate!(mut #value)
    } else {
        generate!(#value)
    }
}

/// The pattern; but `_` as if we had written it, because a lint wants `()` for the output of a
/// future without one, where it is not said how `_` could be left out.
fn anything_is_ours(pat: &Pat) -> TokenStream {
    match pat {
        Pat::Wild(_) => generate!(_),
        pat => generate!(#pat),
    }
}
