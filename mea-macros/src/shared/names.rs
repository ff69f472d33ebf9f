//! Names for the parameters of generated items, and names that are given twice.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::format_ident;
use syn::{Lifetime, ext::IdentExt};

use super::model::{Field, Kind, Lock};
use crate::errors::Errors;

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

/// The functions that are written must not have one name twice. Those that would have are marked, or
/// get another name; whether two of them are of `.locks()` is returned.
pub(super) fn clashes(fields: &mut [Field], locks: &mut [Lock], errors: &mut Errors) -> bool {
    rename_groups(fields, locks, errors);
    let written = written(fields, locks);
    let clash = |name: &Ident, errors: &mut Errors| {
        let what = written.iter().find(|(other, _)| *other == text(name));
        if let Some((_, what)) = what {
            errors.on(name, format!("`{name}` is {what}: call it something else"));
        }
        what.is_some()
    };
    for field in fields {
        field.clashes = clash(&field.name, errors);
    }
    for lock in locks.iter().filter(|lock| lock.group.is_some()) {
        clash(&lock.name, errors);
    }
    clashes_of_builder(locks, errors)
}

fn rename_groups(fields: &[Field], locks: &mut [Lock], errors: &mut Errors) {
    for lock in locks.iter_mut().filter(|lock| lock.group.is_some()) {
        if fields.iter().any(|field| field.name == lock.name) {
            let message = format!("`{}` is a field: a group has a name of its own", lock.name);
            errors.on(&lock.name, message);
            lock.name = format_ident!("{}_group", lock.name);
            lock.level = format_ident!("{}Group", lock.level);
        }
    }
}

/// The names of methods of the struct besides the accessors, and what they are.
fn written(fields: &[Field], locks: &[Lock]) -> Vec<(String, String)> {
    let of_struct = ["new", "locks", "into_parts"].into_iter();
    let of_struct = of_struct.map(|name| (name, "a method that `#[shared]` writes"));
    let mut written: Vec<_> = of_struct
        .map(|(name, what)| (name.to_owned(), what.to_owned()))
        .collect();
    for lock in locks.iter().filter(|lock| lock.kind.is_owned()) {
        let fields = lock.fields.iter().map(|field| &fields[*field].name);
        let group = lock.group.is_some().then_some(&lock.name);
        for name in fields.chain(group).map(text) {
            let what = format!("the accessor of `{name}` on an `Arc`");
            written.push((format!("{name}_arc"), what));
        }
    }
    written
}

fn clashes_of_builder(locks: &[Lock], errors: &mut Errors) -> bool {
    let before = errors.count();
    for lock in locks {
        let name = &lock.name;
        if name == "lock" || name == "lock_after" {
            let message =
                format!("`{name}` is a method of `.locks()`: call the lock something else");
            errors.on(name, message);
        }
        let to_write = format!("{}_mut", text(name));
        let other = locks.iter().find(|other| text(&other.name) == to_write);
        if let (Kind::RwLock, Some(other)) = (&lock.kind, other) {
            let message = format!(
                "`{to_write}` is how `.locks()` takes `{name}` for writing: call one of them something \
                 else"
            );
            errors.on(&other.name, message);
        }
    }
    errors.count() > before
}

fn text(name: &Ident) -> String {
    name.unraw().to_string()
}
