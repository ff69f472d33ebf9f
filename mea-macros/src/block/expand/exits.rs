//! The ways out of a loop that is an `async` block: values, on which the code outside of the block
//! acts.

use proc_macro2::{Ident, Span, TokenStream};
use syn::Lifetime;

use super::numbered;
use crate::{generate::generate, words};

/// The ways out that a loop uses.
pub(super) struct Exits {
    /// The type of what the loop ends with.
    pub(super) name: Ident,
    /// By `break`, with a value or without.
    pub(super) breaks: bool,
    /// By `return` or `?`.
    pub(super) returns: bool,
    /// By `?`.
    pub(super) questions: bool,
    /// To labels of what is around the loop.
    labels: Vec<Outer>,
}

/// A way to a label of something around the loop.
struct Outer {
    label: Lifetime,
    kind: OuterKind,
}

/// What is done with the label.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OuterKind {
    Break,
    BreakWith,
    Continue,
}

impl Exits {
    /// Those of a loop with these tokens. If it is in a handler of another one, they refer to the
    /// type of that, so the name has to differ: types are seen wherever they are not shadowed.
    pub(super) fn new(tokens: &TokenStream) -> Self {
        let mut name = String::from("__KeptLoopExit");
        while words::find(tokens.clone(), &name).is_some() {
            name.push('_');
        }
        Self {
            name: Ident::new(&name, Span::mixed_site()),
            breaks: false,
            returns: false,
            questions: false,
            labels: Vec::new(),
        }
    }

    /// The type of what the loop ends with.
    pub(super) fn declaration(&self, rt: &TokenStream) -> TokenStream {
        let exit = &self.name;
        let variants = self.variants();
        let params = numbered("T", variants.len());
        let imports = self
            .questions
            .then(|| generate!(use #rt::{FromResidual as __MeaFromResidual, Try as __MeaTry};));
        generate! {
            #imports
            enum #exit<#(#params),*> {
                #(#variants(#params),)*
            }
        }
    }

    fn variants(&self) -> Vec<Ident> {
        let [breaks, returns] =
            ["Break", "Return"].map(|name| Ident::new(name, Span::mixed_site()));
        let fixed = [(self.breaks, breaks), (self.returns, returns)];
        let fixed = fixed
            .into_iter()
            .filter_map(|(is_used, name)| is_used.then_some(name));
        fixed.chain(numbered("Outer", self.labels.len())).collect()
    }

    /// The loop as the body of the block.
    pub(super) fn body(&self, rt: &TokenStream, the_loop: TokenStream) -> TokenStream {
        let exit = &self.name;
        let holes = self.variants().into_iter().map(|_| generate!(_));
        // The first `return` says of what type all are. If it were one that a macro has made up, the
        // error would be anywhere.
        let type_first = generate! {
            if let #rt::Some(never) = #rt::None::<#exit<#(#holes),*>> {
                return never;
            }
        };
        if self.breaks {
            generate! {
                #type_first
                let value = #the_loop;
                #exit::Break(value)
            }
        } else {
            generate!(#type_first #the_loop)
        }
    }

    /// What is done outside of the block with the value that it ends with.
    pub(super) fn act(&self, value: &Ident) -> TokenStream {
        let exit = &self.name;
        let holes = self.variants().into_iter().map(|_| generate!(_));
        let breaks = self
            .breaks
            .then(|| generate!(#exit::Break(value) => value,));
        let returns = self
            .returns
            .then(|| generate!(#exit::Return(value) => return value,));
        let names = numbered("Outer", self.labels.len());
        let labels =
            self.labels
                .iter()
                .zip(&names)
                .map(|(Outer { label, kind }, name)| match kind {
                    OuterKind::Break => generate!(#exit::#name(()) => break #label,),
                    OuterKind::BreakWith => generate!(#exit::#name(value) => break #label value,),
                    OuterKind::Continue => generate!(#exit::#name(()) => continue #label,),
                });
        generate! {
            let #value: #exit<#(#holes),*> = #value;
            match #value {
                #breaks
                #returns
                #(#labels)*
            }
        }
    }

    /// The variant for a way to an outer label.
    pub(super) fn outer(&mut self, label: &Lifetime, kind: OuterKind) -> Ident {
        let known = |outer: &Outer| outer.label.ident == label.ident && outer.kind == kind;
        let number = self.labels.iter().position(known).unwrap_or_else(|| {
            self.labels.push(Outer {
                label: label.clone(),
                kind,
            });
            self.labels.len() - 1
        });
        numbered("Outer", number + 1).pop().expect("there is one")
    }
}
