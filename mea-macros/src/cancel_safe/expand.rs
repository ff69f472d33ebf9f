//! Output: the function without `async`, whose body is an async block with a name that promises
//! what was checked.
//!
//! ```text
//!   pub fn name<..>(arg: T, arg1: U) -> impl Future<Output = Out> + CancelSafe where .. {
//!       Argument(&arg).kept();                       // checked by the compiler
//!       checked(async move {
//!           if let Some(out) = None::<Out> { return out }   // what it completes with
//!           let arg = arg;                           // all arguments live as long as the future
//!           let (a, b) = arg1;
//!           let out: Out = { body };                 // `x.await` is `awaited(x).await`
//!           out
//!       })
//!   }
//! ```

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{
    AttrStyle, Attribute, Block, Expr, ExprAwait, FnArg, Macro, Pat, PatIdent, Path, ReceiverKind,
    ReturnType, Signature, Type, TypeImplTrait, parse_quote,
    spanned::Spanned,
    visit::{self, Visit},
    visit_mut::{self, VisitMut},
};

use super::{
    parse::{Arguments, Body, Function},
    paths,
};

use crate::generate::generate;

pub(super) fn function(function: Function, arguments: &Arguments) -> TokenStream {
    let krate = arguments.krate.clone();
    let krate = krate.unwrap_or_else(|| parse_quote!(::mea));
    let Function {
        attrs,
        vis,
        default,
        mut sig,
        body,
    } = function;

    let output = output(&mut sig);
    let inner = body.map(|body| {
        let parameters = parameters(&mut sig);
        block(&krate, body, &parameters, &output, arguments.trust)
    });
    sig.asyncness = None;
    sig.output = ReturnType::Default;
    let where_clause = sig.generics.where_clause.take();
    let promise = generate! {
        -> impl #krate::rt::Future<Output = #output> + #krate::marker::CancelSafe
    };
    let end = inner.unwrap_or_else(|| quote!(;));
    quote! {
        #(#attrs)*
        #[allow(refining_impl_trait)]
        #vis #default #sig #promise #where_clause #end
    }
}

/// What the future completes with.
fn output(sig: &mut Signature) -> TokenStream {
    /// Inside of another `impl Trait` it has all lifetimes, too.
    struct ThisEdition;
    impl VisitMut for ThisEdition {
        fn visit_type_impl_trait_mut(&mut self, ty: &mut TypeImplTrait) {
            ty.impl_token.span = Span::mixed_site().located_at(ty.impl_token.span);
            visit_mut::visit_type_impl_trait_mut(self, ty);
        }
    }
    match &mut sig.output {
        ReturnType::Default => generate!(()),
        ReturnType::Type(_, ty) => {
            ThisEdition.visit_type_mut(ty);
            ty.to_token_stream()
        }
    }
}

/// A parameter, as the body gets at it.
struct Parameter {
    /// Those that may stand on a statement.
    attrs: Vec<Attribute>,
    /// Its name outside of the body.
    name: TokenStream,
    /// What the body binds it to; nothing for `self`.
    pattern: Option<Pattern>,
    /// Where its type is, if that is not a reference.
    moved: Option<Span>,
}

enum Pattern {
    /// The same name, `mut` perhaps.
    Plain(Pat),
    Parts(Pat),
}

/// Takes the patterns of the parameters into the body, and leaves names.
fn parameters(sig: &mut Signature) -> Vec<Parameter> {
    sig.inputs.iter_mut().enumerate().map(parameter).collect()
}

fn parameter((i, input): (usize, &mut FnArg)) -> Parameter {
    let is_reference = |ty: &Type| matches!(ty, Type::Reference(_));
    match input {
        FnArg::Receiver(receiver) => {
            let moved = match &receiver.kind {
                ReceiverKind::Reference(..) => None,
                ReceiverKind::Typed(_, ty) => (!is_reference(ty)).then(|| ty.span()),
                _ => Some(receiver.self_token.span),
            };
            let name = receiver.self_token.to_token_stream();
            Parameter {
                attrs: Vec::new(),
                name,
                pattern: None,
                moved,
            }
        }
        FnArg::Typed(typed) => {
            let own_name = match &*typed.pat {
                Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => {
                    Some(pat.ident.clone())
                }
                _ => None,
            };
            let is_plain = own_name.is_some();
            let name =
                own_name.unwrap_or_else(|| format_ident!("argument{i}", span = Span::mixed_site()));
            let in_signature = Pat::Ident(PatIdent {
                attrs: Vec::new(),
                by_ref: None,
                mutability: None,
                ident: name.clone(),
                subpat: None,
            });
            let pattern = core::mem::replace(&mut *typed.pat, in_signature);
            let pattern = if is_plain {
                Pattern::Plain(pattern)
            } else {
                Pattern::Parts(pattern)
            };
            let attrs = core::mem::take(&mut typed.attrs);
            typed.attrs = attrs.iter().filter(|a| is_cfg(a)).cloned().collect();
            Parameter {
                attrs,
                name: name.into_token_stream(),
                pattern: Some(pattern),
                moved: (!is_reference(&typed.ty)).then(|| typed.ty.span()),
            }
        }
    }
}

fn is_cfg(attr: &Attribute) -> bool {
    attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr")
}

fn block(
    krate: &Path,
    body: Body,
    parameters: &[Parameter],
    output: &TokenStream,
    trust: bool,
) -> TokenStream {
    let Body { attrs, mut block } = body;
    let attrs = attrs
        .iter()
        .filter(|a| matches!(a.style, AttrStyle::Inner(_)));
    let mut checks = TokenStream::new();
    if !trust {
        Awaits { krate }.visit_block_mut(&mut block);
        checks = parameters.iter().map(|p| p.check(krate)).collect();
    }
    let bindings: TokenStream = parameters.iter().map(Parameter::bind).collect();
    let body = completing_with(krate, output, &block);
    generate! {
        {
            #(#attrs)*
            #checks
            #krate::rt::checked(async move {
                #bindings
                #body
            })
        }
    }
}

/// The body, coerced to the type of the output where that can be written down.
fn completing_with(krate: &Path, output: &TokenStream, block: &Block) -> TokenStream {
    let cannot_be_named = syn::parse2::<Type>(output.clone()).is_ok_and(|ty| {
        struct Unnamed(bool);
        impl<'a> Visit<'a> for Unnamed {
            fn visit_type_impl_trait(&mut self, _: &'a TypeImplTrait) {
                self.0 = true;
            }
        }
        let mut unnamed = Unnamed(false);
        visit::Visit::visit_type(&mut unnamed, &ty);
        unnamed.0
    });
    if cannot_be_named {
        return block.to_token_stream();
    }
    let out = Ident::new("output", Span::mixed_site());
    generate! {
        if let #krate::rt::Some(#out) = #krate::rt::None::<#output> {
            return #out;
        }
        #[allow(clippy::let_unit_value)]
        let #out: #output = #block;
        #[allow(unreachable_code)]
        #out
    }
}

impl Parameter {
    fn check(&self, krate: &Path) -> TokenStream {
        let Some(span) = self.moved else {
            return TokenStream::new();
        };
        let cfgs = self.attrs.iter().filter(|a| is_cfg(a));
        let name = &self.name;
        // All of it is where an error should point.
        let check = at(span, quote!(#krate::rt::Argument(&#name).kept()));
        generate! {
            #(#cfgs)*
            {
                #[allow(unused_imports)]
                use #krate::rt::ByValue as _;
                #check;
            }
        }
    }

    fn bind(&self) -> TokenStream {
        let Self {
            attrs,
            name,
            pattern,
            moved,
        } = self;
        match pattern {
            Some(Pattern::Plain(pattern)) => generate! {
                #(#attrs)*
                #[allow(clippy::redundant_locals)]
                let #pattern = #name;
            },
            // First the whole: what the pattern leaves out goes into the future, too.
            Some(Pattern::Parts(pattern)) => {
                let cfgs = attrs.iter().filter(|a| is_cfg(a));
                generate! {
                    #(#cfgs)*
                    let #name = #name;
                    #(#attrs)*
                    let #pattern = #name;
                }
            }
            // It goes into the future, even if nothing there uses it.
            None if moved.is_some() => generate!(let _ = &#name;),
            None => TokenStream::new(),
        }
    }
}

/// Asks of everything that is awaited that it is cancel-safe.
struct Awaits<'k> {
    krate: &'k Path,
}

impl VisitMut for Awaits<'_> {
    fn visit_expr_await_mut(&mut self, e: &mut ExprAwait) {
        visit_mut::visit_expr_await_mut(self, e);
        let (krate, future) = (self.krate, &e.base);
        let span = Span::mixed_site().located_at(future.span());
        let awaited = quote_spanned!(span=> #krate::rt::awaited(#future));
        *e.base = Expr::Verbatim(awaited);
    }

    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        paths::rewrite(mac, |expr| self.visit_expr_mut(expr));
    }

    fn visit_expr_async_mut(&mut self, _: &mut syn::ExprAsync) {}
    fn visit_expr_closure_mut(&mut self, _: &mut syn::ExprClosure) {}
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// The same tokens, which seem to be where `span` is.
fn at(span: Span, tokens: TokenStream) -> TokenStream {
    let respanned = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), at(span, group.stream())).into();
        }
        token.set_span(token.span().located_at(span));
        token
    });
    respanned.collect()
}
