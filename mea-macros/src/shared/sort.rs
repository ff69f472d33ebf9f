//! Which attribute goes where.

use quote::ToTokens;
use syn::{Attribute, Meta, Path, Token, punctuated::Punctuated};

/// The attributes of the accessor, and those of the field.
pub(super) fn accessor_and_field(attrs: Vec<Attribute>) -> (Vec<Attribute>, Vec<Attribute>) {
    const ACCESSOR: [&str; 4] = ["must_use", "inline", "deprecated", "track_caller"];
    const BOTH: [&str; 4] = ["doc", "allow", "warn", "deny"];
    let is = |attribute: &Attribute, names: &[&str]| {
        names.iter().any(|name| attribute.path().is_ident(name))
    };
    let accessor = |a: &&Attribute| is(a, &ACCESSOR) || is(a, &BOTH);
    let of_accessor = attrs.iter().filter(accessor).cloned().collect();
    let of_field = attrs.into_iter().filter(|a| !is(a, &ACCESSOR)).collect();
    (of_accessor, of_field)
}

/// The attributes without `names` in their `#[derive(..)]`s, and which of them were there.
pub(super) fn without_derives<const N: usize>(
    attrs: Vec<Attribute>,
    names: [&str; N],
) -> (Vec<Attribute>, [bool; N]) {
    let mut found = [false; N];
    let attrs = attrs.into_iter().filter_map(|mut attribute| {
        if !attribute.path().is_ident("derive") {
            return Some(attribute);
        }
        let parser = Punctuated::<Path, Token![,]>::parse_terminated;
        let Ok(paths) = attribute.parse_args_with(parser) else {
            // The compiler says what is wrong with it.
            return Some(attribute);
        };
        let others = paths.into_iter().filter(|path| {
            let last = path.segments.last();
            let name = |name: &&str| last.is_some_and(|last| last.ident == name);
            match names.iter().position(|n| name(&n)) {
                Some(at) => {
                    found[at] = true;
                    false
                }
                None => true,
            }
        });
        let others: Punctuated<Path, Token![,]> = others.collect();
        if others.is_empty() {
            return None;
        }
        if let Meta::List(list) = &mut attribute.meta {
            list.tokens = others.into_token_stream();
        }
        Some(attribute)
    });
    let attrs = attrs.collect();
    (attrs, found)
}
