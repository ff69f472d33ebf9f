//! An expansion as a snapshot, and what follows from chains.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Item;

use crate::snapshots;

fn written(input: &str) -> TokenStream {
    super::expand(input.parse().unwrap())
}

fn expand(input: &str) -> syn::File {
    syn::parse2(written(input)).unwrap()
}

#[test]
fn levels_and_an_order() {
    let expansion = written(
        "@(path::to::mea)
         /// Everybody's.
         pub enum Config, Users;
         enum Log;
         Config => Users => bank::Accounts => Log;",
    );
    snapshots::assert("lock_order/snapshots/order", expansion);
}

/// The pairs that are written, as `earlier<later`; and the errors.
fn pairs(input: &str) -> (Vec<String>, usize) {
    let (mut pairs, mut errors) = (Vec::new(), 0);
    for item in expand(input).items {
        match item {
            Item::Impl(item) => {
                let text = item.to_token_stream().to_string().replace(' ', "");
                let pair = text.split_once("LockAfter<").and_then(|(_, rest)| {
                    let (earlier, rest) = rest.split_once(">for")?;
                    Some(format!("{earlier}<{}", rest.strip_suffix("{}")?))
                });
                pairs.extend(pair.filter(|pair| !pair.contains("::")));
            }
            Item::Macro(_) => errors += 1,
            _ => {}
        }
    }
    pairs.sort();
    (pairs, errors)
}

#[test]
fn what_follows_is_written_once() {
    let (pairs, errors) = pairs("A => B => D; A => C => D; A => D; A => B;");
    assert_eq!(pairs, ["A<B", "A<C", "A<D", "B<D", "C<D"]);
    assert_eq!(errors, 0);
}

#[test]
fn what_closes_a_cycle_is_left_out() {
    let (pairs, errors) = self::pairs("A => B => C => A; C => B; D => D;");
    assert_eq!(
        (pairs, errors),
        (vec!["A<B".into(), "A<C".into(), "B<C".into()], 3)
    );
}

#[test]
fn one_wrong_statement_does_not_take_others_along() {
    let (pairs, errors) = self::pairs("A =>; A B; enum 1; ; A => B; struct X; C => D");
    assert_eq!((pairs, errors), (vec!["A<B".into(), "C<D".into()], 4));
}
