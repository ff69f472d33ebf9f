//! Names for the parameters of generated items.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::format_ident;
use syn::Lifetime;

/// Names that clash neither with what the user's struct mentions nor with each other.
pub(super) struct Names {
    pub(super) lifetime: Lifetime,
    /// The level that is held before.
    pub(super) before: Ident,
    /// The mode of a custom lock.
    pub(super) mode: Ident,
    /// A slot of `.locks()`, for each lock.
    pub(super) slots: Vec<Ident>,
}

impl Names {
    /// For slots that would like to be called `slots`, beside what `tokens` mention.
    pub(super) fn new(slots: Vec<String>, tokens: TokenStream) -> Self {
        let mut taken = Vec::new();
        collect(tokens, &mut taken);
        let mut fresh = |wish: &str| {
            let mut name = wish.to_owned();
            let mut number = 1;
            while taken.contains(&name) {
                number += 1;
                name = format!("{wish}{number}");
            }
            taken.push(name.clone());
            Ident::new(&name, Span::mixed_site())
        };
        let a = fresh("a");
        Self {
            lifetime: Lifetime {
                apostrophe: a.span(),
                ident: a,
            },
            slots: slots.iter().map(|slot| fresh(slot)).collect(),
            before: fresh("Before"),
            mode: fresh("Mode"),
        }
    }
}

/// Whether `tokens` mention `name`, as an identifier or as a lifetime.
pub(super) fn mention(tokens: TokenStream, name: &Ident) -> bool {
    let mut names = Vec::new();
    collect(tokens, &mut names);
    names.contains(&format_ident!("{name}").to_string())
}

/// The text of every identifier, without what tells a raw one.
fn collect(tokens: TokenStream, names: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => names.push(ident.to_string()),
            TokenTree::Group(group) => collect(group.stream(), names),
            _ => {}
        }
    }
}
