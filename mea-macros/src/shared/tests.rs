//! Expansions as snapshots, and that wrong input is written out all the same.

use proc_macro2::TokenStream;
use syn::Item;

use crate::snapshots;

fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap()
}

fn expand(args: &str, item: &str) -> syn::File {
    syn::parse2(super::expand(tokens(args), tokens(item))).unwrap()
}

fn assert_snapshot(name: &str, args: &str, item: &str) {
    let expansion = super::expand(tokens(args), tokens(item));
    snapshots::assert(&format!("shared/snapshots/{name}"), expansion);
}

#[test]
fn one_lock() {
    assert_snapshot(
        "one_lock",
        "",
        "/// A counter.
         pub struct Counter {
             /// What was counted.
             #[lock(mutex)]
             pub count: u64,
         }",
    );
}

#[test]
fn every_kind_of_lock() {
    assert_snapshot(
        "every_kind",
        "after(other::Level), crate = crate",
        "#[derive(Clone, Debug, Default)]
         pub(crate) struct Bank {
             #[lock(mutex)] accounts: Vec<i64>,
             #[lock(rwlock)] rates: Vec<f64>,
             #[lock(semaphore = 2 * N)] uploads: (),
             #[lock(once)] schema: Schema,
             #[lock(custom = locks::Named)] cache: Cache,
             name: String,
         }",
    );
}

#[test]
fn groups_and_generics() {
    assert_snapshot(
        "groups_and_generics",
        "unordered",
        "struct Cache<'a, K: Eq + From<V>, V = u32, const N: usize = 2> where V: Default {
             #[lock(rwlock(last))] key: Option<K>,
             #[cfg(unix)] plain: [V; N],
             #[lock(mutex)] name: &'a str,
             #[lock(rwlock(last))] #[deprecated] pub value: Option<V>,
         }",
    );
}

#[test]
fn without_methods() {
    let item = "#[derive(Default)] struct S { #[lock(mutex)] a: u8, new: u8 }";
    let text = prettyplease::unparse(&expand("without(new, into_parts)", item));
    assert!(
        !text.contains("Parts") && !text.contains("compile_error"),
        "{text}"
    );
    assert!(text.contains("fn new(&self) -> &u8"), "{text}");
}

#[test]
fn mistakes() {
    assert_snapshot(
        "mistakes",
        "ordered",
        "struct Bank {
             #[lock(Mutex)] new: u64,
             #[lock(semaphore = )] #[lock(once)] uploads: u64,
         }",
    );
}

#[test]
fn a_semaphore_whose_number_is_given() {
    let item = "struct Pool { #[lock(semaphore)] slots: (), #[lock(mutex)] idle: Vec<Conn> }";
    let text = prettyplease::unparse(&expand("", item));
    assert!(
        text.contains("fn new(slots: usize, idle: Vec<Conn>)"),
        "{text}"
    );
    assert!(
        text.contains("slots: ::mea::semaphore::Semaphore::new(slots)"),
        "{text}"
    );
    assert!(!text.contains("compile_error"), "{text}");
}

/// What an accessor has anyway is not there a second time: the compiler warns of that.
#[test]
fn what_is_said_of_an_accessor_is_said_once() {
    let file = expand(
        "",
        "struct Bank {
             #[lock(mutex)] #[must_use = \"a lock\"] #[inline(never)] accounts: u32,
             #[lock(mutex)] rates: u32,
         }",
    );
    for name in ["accounts", "rates"] {
        let accessor = file.items.iter().find_map(|item| match item {
            Item::Impl(item) => item.items.iter().find_map(|item| match item {
                syn::ImplItem::Fn(function) if function.sig.ident == name => Some(function),
                _ => None,
            }),
            _ => None,
        });
        let attributes = accessor.unwrap().attrs.iter();
        let mut paths: Vec<_> = attributes.filter_map(|a| a.path().get_ident()).collect();
        paths.retain(|path| *path != "doc");
        paths.sort_unstable();
        assert_eq!(paths, ["inline", "must_use"], "{name}");
    }
}

#[test]
fn something_else_is_left_alone_but_for_the_attributes() {
    for item in [
        "enum E { #[lock(mutex)] A(#[lock(once)] u32), }",
        "union U { #[lock(rwlock)] a: u32, }",
        "struct S(#[lock(mutex)] u32);",
        "struct S;",
        "trait T {}",
    ] {
        let file = expand("", item);
        let text = prettyplease::unparse(&file);
        assert!(!text.contains("#[lock"), "{text}");
        assert_eq!(file.items.len(), 2, "{text}");
        assert!(text.contains("struct with named fields"), "{text}");
    }
}

#[test]
fn whatever_is_wrong_every_accessor_is_there() {
    let file = expand(
        "?, after",
        "struct Bank {
             #[lock(Mutx)] accounts: u32,
             #[lock(rwlock)] #[lock(rwlock)] rates: u32,
             #[lock(semaphore)] uploads: u8,
             #[lock(mutex(g))] a: u8,
             #[lock(rwlock(g))] b: u8,
             #[lock(custom)] broken: u8,
         }",
    );
    let mut functions = Vec::new();
    for item in &file.items {
        if let Item::Impl(item) = item {
            let names = item.items.iter().filter_map(|item| match item {
                syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                _ => None,
            });
            functions.extend(names);
        }
    }
    for name in [
        "accounts", "rates", "uploads", "a", "b", "g", "broken", "locks", "new",
    ] {
        assert!(functions.iter().any(|function| function == name), "{name}");
    }
}
