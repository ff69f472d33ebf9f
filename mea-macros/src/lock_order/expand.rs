//! Output: the levels, and an `impl` for each pair of levels.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::{
    graph::Graph,
    parse::{Declared, Input},
};

/// `quote!` for code that has the edition of this crate instead of the caller's, and that lints
/// know to be generated.
macro_rules! generate {
    ($($tokens:tt)*) => {
        quote_spanned!(Span::mixed_site()=> $($tokens)*)
    };
}

pub(super) fn items(input: &Input, graph: &Graph) -> TokenStream {
    let levels = input
        .levels
        .iter()
        .map(|level| declared(input, graph, level));
    let krate = &input.krate;
    let pairs = graph.pairs().map(|(before, after)| {
        let (before, after) = (&graph.levels[before], &graph.levels[after]);
        generate!(impl #krate::order::LockAfter<#before> for #after {})
    });
    levels.chain(pairs).collect()
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
    generate! {
        #(#attrs)*
        #doc
        #[derive(::core::fmt::Debug)]
        #[allow(dead_code)]
        #vis enum #name {}

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
