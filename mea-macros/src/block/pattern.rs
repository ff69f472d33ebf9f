//! Patterns, as far as their syntax shows what they match.

use proc_macro2::Ident;
use syn::{
    Pat, PatIdent, PatRest, PatWild, Token,
    spanned::Spanned,
    visit::{self, Visit},
    visit_mut::{self, VisitMut},
};

/// Whether the pattern matches every value, of whatever type it is for.
pub(super) fn is_irrefutable(pat: &Pat) -> bool {
    match pat {
        Pat::Wild(_) | Pat::Rest(_) => true,
        Pat::Ident(binding) => {
            let rest = binding.subpat.as_ref();
            is_binding(&binding.ident) && rest.is_none_or(|(_, pat)| is_irrefutable(pat))
        }
        Pat::Tuple(tuple) => tuple.elems.iter().all(is_irrefutable),
        Pat::Reference(reference) => is_irrefutable(&reference.pat),
        Pat::Paren(paren) => is_irrefutable(&paren.pat),
        _ => false,
    }
}

/// Whether there is a value that the pattern does not match, by names that everybody knows.
///
/// Of the pattern of an unknown name neither this nor [`is_irrefutable`] is true.
pub(super) fn is_refutable(pat: &Pat) -> bool {
    let known = |path: &syn::Path| {
        let name = path.segments.last();
        name.is_some_and(|name| {
            ["Some", "None", "Ok", "Err", "true", "false"]
                .iter()
                .any(|known| name.ident == known)
        })
    };
    match pat {
        Pat::Lit(_) | Pat::Range(_) => true,
        Pat::Ident(binding) => match &binding.subpat {
            Some((_, pat)) => is_refutable(pat),
            None => known(&binding.ident.clone().into()),
        },
        Pat::Path(path) => known(&path.path),
        Pat::TupleStruct(tuple) => known(&tuple.path),
        Pat::Tuple(tuple) => tuple.elems.iter().any(is_refutable),
        Pat::Reference(reference) => is_refutable(&reference.pat),
        Pat::Paren(paren) => is_refutable(&paren.pat),
        _ => false,
    }
}

/// The pattern with `_` in place of everything that it binds: to look whether a value fits without
/// taking it, or part of it, away.
pub(super) fn without_bindings(pat: &Pat) -> Pat {
    let mut pat = pat.clone();
    Forget.visit_pat_mut(&mut pat);
    pat
}

/// Whether the pattern borrows from the value in order to change it.
pub(super) fn borrows_mutably(pat: &Pat) -> bool {
    let mut search = RefMut(false);
    search.visit_pat(pat);
    search.0
}

struct RefMut(bool);

impl<'a> Visit<'a> for RefMut {
    fn visit_pat_ident(&mut self, binding: &'a PatIdent) {
        self.0 |= binding.by_ref.is_some() && binding.mutability.is_some();
        visit::visit_pat_ident(self, binding);
    }
}

/// Whether a name alone binds; otherwise it is that of a constant, or of a variant such as `None`.
/// The compiler knows; here, as for its lints, the case of the first letter tells.
fn is_binding(name: &Ident) -> bool {
    let name = name.to_string();
    name.trim_start_matches("r#")
        .starts_with(|first: char| !first.is_uppercase())
}

struct Forget;

impl VisitMut for Forget {
    fn visit_pat_mut(&mut self, pat: &mut Pat) {
        if let Pat::Ident(binding) = pat {
            let is_binding = is_binding(&binding.ident);
            if let Some((_, inner)) = binding.subpat.take() {
                *pat = *inner;
            } else if is_binding {
                *pat = Pat::Wild(PatWild {
                    attrs: Vec::new(),
                    underscore_token: Token![_](binding.ident.span()),
                });
            }
            if let Pat::Rest(PatRest { .. }) | Pat::Wild(_) = pat {
                return;
            }
            if is_binding {
                // It may be bound to a pattern that binds.
                self.visit_pat_mut(pat);
            }
            return;
        }
        visit_mut::visit_pat_mut(self, pat);
    }

    fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
        // `Point { x }` becomes `Point { x: _ }`.
        if field.colon_token.is_none() {
            field.colon_token = Some(Token![:](field.member.span()));
        }
        visit_mut::visit_field_pat_mut(self, field);
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use syn::{Pat, parse::Parser};

    use super::{borrows_mutably, is_irrefutable, is_refutable, without_bindings};
    use crate::block::text::text;

    fn pattern(pattern: &str) -> Pat {
        Pat::parse_multi_with_leading_vert
            .parse_str(pattern)
            .unwrap()
    }

    #[test]
    fn what_matches_every_value() {
        for every in [
            "_", "x", "mut x", "ref x", "r#type", "x @ _", "(a, _)", "(a, ..)", "&x", "(x)", "()",
            "_x",
        ] {
            assert!(is_irrefutable(&pattern(every)), "{every}");
            assert!(!is_refutable(&pattern(every)), "{every}");
        }
    }

    #[test]
    fn what_certainly_does_not() {
        for not_every in [
            "Some(x)",
            "None",
            "Ok(_)",
            "std::result::Result::Err(e)",
            "1",
            "-1",
            "1..=2",
            "\"a\"",
            "(Some(x), y)",
            "&None",
            "x @ Some(_)",
            "true",
        ] {
            assert!(is_refutable(&pattern(not_every)), "{not_every}");
            assert!(!is_irrefutable(&pattern(not_every)), "{not_every}");
        }
    }

    #[test]
    fn what_is_not_known() {
        for unknown in [
            "Point { x, y }",
            "Wrapper(x)",
            "MAX",
            "a | b",
            "[a, b]",
            "a::B",
            "X @ _",
        ] {
            assert!(!is_irrefutable(&pattern(unknown)), "{unknown}");
            assert!(!is_refutable(&pattern(unknown)), "{unknown}");
        }
    }

    #[test]
    fn nothing_is_bound_any_more() {
        for (bound, unbound) in [
            ("x", "_"),
            ("ref mut x", "_"),
            ("Some(x)", "Some(_)"),
            ("None", "None"),
            ("MAX", "MAX"),
            ("x @ 1..=2", "1..= 2"),
            ("x @ Some(y)", "Some(_)"),
            ("x @ (y @ Some(z), w)", "(Some(_), _)"),
            ("(a, .., b)", "(_,.., _)"),
            ("[first, rest @ ..]", "[_,..]"),
            ("Ok(x) | Err(x)", "Ok(_) | Err(_)"),
            ("&mut x", "&mut _"),
        ] {
            let found = text(without_bindings(&pattern(bound)).to_token_stream());
            assert_eq!(found, unbound, "{bound}");
        }
        let fields = without_bindings(&pattern("P { x, y: 1, ref z, .. }"));
        assert_eq!(
            fields.to_token_stream().to_string(),
            "P { x : _ , y : 1 , z : _ , .. }"
        );
    }

    #[test]
    fn what_is_borrowed_to_be_changed() {
        assert!(borrows_mutably(&pattern("(a, Some(ref mut b))")));
        assert!(!borrows_mutably(&pattern("(mut a, ref b, &mut c)")));
    }
}
