//! Output: the levels, and an `impl` for each pair of levels.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Path, spanned::Spanned};

use super::{
    graph::Graph,
    parse::{Declared, Input},
};
use crate::generate::{generate, located_at};

pub(super) fn items(input: &Input, graph: &Graph) -> TokenStream {
    let levels = input
        .levels
        .iter()
        .map(|level| declared(input, graph, level));
    let krate = &input.krate;
    let pairs = graph.pairs().map(|(before, after)| {
        let (before, after) = (&graph.levels[before], &graph.levels[after]);
        let checked = not_reversed(input, before, after);
        generate! {
            impl #krate::order::LockAfter<#before> for #after {}
            #checked
        }
    });
    levels.chain(pairs).collect()
}

/// Two implementations that conflict if it is declared elsewhere, by a struct or another call, that
/// `before` comes after `after`. Of two levels that are declared here, this is checked elsewhere.
fn not_reversed(input: &Input, before: &Path, after: &Path) -> Option<TokenStream> {
    let is_declared = |level: &Path| input.levels.iter().any(|l| level.is_ident(&l.name));
    if is_declared(before) && is_declared(after) {
        return None;
    }
    let krate = &input.krate;
    let place = |level: &Path| Span::mixed_site().located_at(last(level));
    // With `after` among the parameters: a level that is not there is no second error.
    let first = quote_spanned! {place(before)=>
        impl LockOrderIsCircular<#after> for #before {}
    };
    let second = quote_spanned! {place(after)=>
        impl<Level: #krate::order::LockAfter<#after>> LockOrderIsCircular<#after> for Level {}
    };
    Some(generate! {
        const _: () = {
            #[allow(dead_code)]
            trait LockOrderIsCircular<After> {}
            #first
            #second
        };
    })
}

/// Where the name of a level is.
fn last(level: &Path) -> Span {
    let last = level.segments.last();
    last.map_or_else(|| level.span(), |last| last.ident.span())
}

fn declared(input: &Input, graph: &Graph, level: &Declared) -> TokenStream {
    let krate = &input.krate;
    let Declared { attrs, vis, name } = level;
    let text = name.to_string();
    let before = graph.find(name).into_iter();
    let before = before.flat_map(|level| graph.right_before(level));
    let before: Vec<_> = before.map(|before| &graph.levels[before]).collect();
    let name_them = (!before.is_empty()).then(|| {
        generate! {
            fn after(name: &mut dyn ::core::ops::FnMut(#krate::order::Place)) {
                #(name(#krate::order::Place::of::<#before>());)*
            }
        }
    });
    let is_documented = attrs
        .iter()
        .any(|attribute| attribute.path().is_ident("doc"));
    let doc = (!is_documented).then(|| {
        let text = format!(" The level `{name}` of the lock order.");
        generate!(#[doc = #text])
    });
    // Where the level is, for errors, is where its name is.
    let vis = located_at(name.span(), vis.to_token_stream());
    let level = quote_spanned!(name.span()=> #vis enum #name {});
    generate! {
        #(#attrs)*
        #doc
        #[derive(::core::fmt::Debug)]
        #[allow(dead_code, unreachable_pub)]
        #level

        impl #krate::order::Level for #name {
            const LOCK: &'static str = #text;
            const OWNER: &'static str = ::core::module_path!();
            #name_them
        }

        impl #krate::order::LockAfter<#krate::order::Nothing> for #name {}
        impl #krate::order::AtOrAfter<#name> for #name {}
        impl<Before> #krate::order::AtOrAfter<Before> for #name
        where
            #name: #krate::order::LockAfter<Before>
        {}
    }
}
