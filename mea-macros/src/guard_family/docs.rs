//! The documentation of the guards.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;

use super::model::{Family, Form, Lock, Mode};
use crate::generate::generate;

/// What the documentation calls a guard of `mode`.
fn access(mode: Mode) -> &'static str {
    match mode {
        Mode::Exclusive => "Exclusive access",
        Mode::Shared => "Shared access",
        Mode::Upgradable => "Shared access that may become exclusive,",
        Mode::Upgraded => "Exclusive access that was shared before,",
    }
}

/// A link to a type that is in scope under `path`.
fn link(text: &str, path: &str) -> String {
    if text == path {
        format!("[`{text}`]")
    } else {
        format!("[`{text}`]({path})")
    }
}

fn link_to(name: &Ident) -> String {
    link(&name.unraw().to_string(), &name.to_string())
}

/// The documentation of the type.
pub(super) fn guard(family: &Family, lock: &Lock, form: Form) -> String {
    let sibling = |owned, mapped| family.names.get(Form::of(owned, mapped)).map(link_to);
    let (owned, mapped) = (form.is_owned(), form.is_mapped());
    let mut more = Vec::new();
    if owned {
        more.push(
            "It keeps the lock alive through its owner, by default an `Arc`, so that it may \
             outlive the place where it was made."
                .into(),
        );
        if let Some(borrowed) = sibling(false, mapped) {
            more.push(format!("The form that borrows the lock is {borrowed}."));
        }
    } else if let Some(owned) = sibling(true, mapped) {
        more.push(format!("The form that keeps the lock alive is {owned}."));
    }
    if mapped {
        if let Some(whole) = family.names.get(Form::of(owned, false)) {
            let map = link(&format!("{}::map", whole.unraw()), &format!("{whole}::map"));
            more.push(format!("It is made by {map} and its kin."));
        }
        if !owned {
            more.push("It has forgotten the type of the whole value.".into());
        }
    } else if let Some(mapped) = sibling(owned, true) {
        more.push(format!(
            "[`map`](Self::map) narrows it to a part of the value, as {mapped}."
        ));
    }
    let access = access(lock.mode);
    let part = if mapped { "a part of " } else { "" };
    let lock = link(&lock.name, &lock.path);
    let first = format!("{access} to {part}the value in a {lock}; releases it when dropped.");
    if more.is_empty() {
        first
    } else {
        format!("{first}\n\n{}", more.join(" "))
    }
}

/// What the user adds to the documentation of the type, as attributes: a paragraph of its own.
pub(super) fn more(family: &Family, form: Form) -> TokenStream {
    let docs = family.docs.iter().find(|(of, _)| *of == form);
    match docs {
        Some((_, docs)) if !docs.is_empty() => generate!(#[doc = ""] #(#docs)*),
        _ => TokenStream::new(),
    }
}

pub(super) fn owner(lock: &Lock) -> String {
    format!(
        "What keeps the {} alive.\n\n\
         An associated function, `owner(&guard)`, so that it does not shadow a method of the \
         value.",
        link(&lock.name, &lock.path),
    )
}

/// The documentation of `map` and its kin.
pub(super) struct Maps {
    pub(super) map: String,
    pub(super) filter_map: String,
    pub(super) try_map: String,
}

/// For those that turn `from` into `to`.
pub(super) fn maps(lock: &Lock, from: &Ident, to: &Ident) -> Maps {
    let from = from.unraw();
    let (lock, to) = (link(&lock.name, &lock.path), link_to(to));
    let associated = |function| {
        format!(
            "An associated function, `{from}::{function}(guard, f)`, so that it does not shadow a \
             method of the value. If `f` panics, the {lock} is released.",
        )
    };
    Maps {
        map: format!(
            "Narrows the guard to the part of the value that `f` returns, as {to}. The {lock} \
             stays held.\n\n{}",
            associated("map"),
        ),
        filter_map: format!(
            "Narrows the guard to a part of the value that may not be there, as {to}.\n\n{}\n\n\
             # Errors\n\nThe guard, with the {lock} still held, if `f` returns `None`.",
            associated("filter_map"),
        ),
        try_map: format!(
            "Narrows the guard to a part of the value that is found or not for a reason, as \
             {to}.\n\n{}\n\n\
             # Errors\n\nThe guard, with the {lock} still held, and the error, if `f` returns one.",
            associated("try_map"),
        ),
    }
}
