//! Names for the parameters of generated items.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::Lifetime;

use super::{
    model::{Family, Lock},
    tokens,
};

/// Names for parameters that clash neither with the user's nor with each other.
pub(super) struct FreshNames {
    pub(super) lifetime: Lifetime,
    /// The type of a part of the value.
    pub(super) part: Ident,
    /// The type of a part of the part.
    pub(super) next: Ident,
    pub(super) owner: Ident,
    pub(super) error: Ident,
}

impl FreshNames {
    pub(super) fn new(family: &Family, lock: &Lock) -> Self {
        let mut taken = vec![lock.param.to_string()];
        let krate = family.krate.to_token_stream();
        for tokens in [&lock.ty, &lock.target, &lock.erased, &krate] {
            tokens::collect_names(tokens.clone(), &mut taken);
        }
        taken.extend(family.names.iter().map(|(_, name)| name.to_string()));
        let mut fresh = |letters: &str| {
            let letters = letters.chars().map(String::from);
            let numbered = (1..).map(|n| format!("U{n}"));
            let name = letters.chain(numbered).find(|name| !taken.contains(name));
            let name = name.expect("there is a number that is not taken");
            taken.push(name.clone());
            Ident::new(&name, Span::mixed_site())
        };
        let a = fresh("abcdefgh");
        Self {
            lifetime: Lifetime {
                apostrophe: a.span(),
                ident: a,
            },
            part: fresh("UVWXYZ"),
            next: fresh("VWXYZ"),
            owner: fresh("OPQRS"),
            error: fresh("EFGH"),
        }
    }
}
