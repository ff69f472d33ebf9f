//! One accessor for each field and for each group; for mutexes and rwlocks one on an `Arc` as well.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Visibility, ext::IdentExt};

use super::{doc, doc_after, docs, generate};
use crate::shared::model::{Field, Kind, Lock, Shared};

pub(super) fn items(shared: &Shared) -> TokenStream {
    let name = &shared.name;
    let (impl_generics, params, where_clause) = shared.generics.split_for_impl();
    let groups = shared.locks.iter().filter(|lock| lock.group.is_some());
    let groups = groups.map(|lock| of_lock(shared, lock, &lock.vis, &doc_of_group(shared, lock)));
    let fields = shared.fields.iter().filter(|field| !field.clashes);
    let fields = fields.map(|field| of_field(shared, field));
    generate! {
        #[allow(dead_code, single_use_lifetimes)]
        impl #impl_generics #name #params #where_clause {
            #(#fields)*
            #(#groups)*
        }
    }
}

fn of_field(shared: &Shared, field: &Field) -> TokenStream {
    let Some(lock) = field.lock.map(|lock| &shared.locks[lock]) else {
        return plain(field);
    };
    if lock.group.is_some() {
        return part(shared, lock, field);
    }
    let text = format!("The {} around `{}`.", lock.kind.noun(), field.name);
    let text = match &lock.kind {
        Kind::Semaphore(_) => format!("The semaphore `{}`.", field.name),
        Kind::Custom(_) => format!("The lock around `{}`.", field.name),
        _ => text,
    };
    let attrs = attributes(field, &text);
    of_lock(shared, lock, &field.vis, &attrs)
}

fn plain(field: &Field) -> TokenStream {
    let Field {
        cfgs,
        vis,
        name,
        ty,
        ..
    } = field;
    let text = format!("The field `{name}`, which has no lock.");
    let attrs = attributes(field, &text);
    generate! {
        #(#cfgs)*
        #attrs
        #vis fn #name(&self) -> &#ty {
            &self.#name
        }
    }
}

/// A handle to a whole lock.
fn of_lock(shared: &Shared, lock: &Lock, vis: &Visibility, attrs: &TokenStream) -> TokenStream {
    let krate = &shared.krate;
    let (name, level) = (&lock.name, &lock.level);
    let lock_type = shared.lock_type(lock);
    let handle = match lock.kind {
        Kind::Custom(_) => quote!(CustomHandle),
        _ => quote!(Handle),
    };
    let accessor = generate! {
        #attrs
        #vis fn #name(&self) -> #krate::shared::#handle<'_, #lock_type, #level> {
            #krate::shared::#handle::new(&self.#name)
        }
    };
    let owned = on_arc(shared, lock, vis, name, |find| {
        (
            generate!(#krate::shared::OwnedHandle<Self, #lock_type, #level>),
            generate!(#krate::shared::OwnedHandle::new(owner, #find)),
        )
    });
    generate!(#accessor #owned)
}

/// A handle to one of the fields behind a lock.
fn part(shared: &Shared, lock: &Lock, field: &Field) -> TokenStream {
    let krate = &shared.krate;
    let (group, level) = (&lock.name, &lock.level);
    let (vis, name, ty) = (&field.vis, &field.name, &field.ty);
    let lock_type = shared.lock_type(lock);
    let text =
        format!("The field `{name}`, behind the lock [`{group}`](Self::{group}): takes that lock.");
    let attrs = attributes(field, &text);
    let value = shared.value_type(lock);
    let pick = generate! {
        #krate::shared::Pick::new(
            |group: &#value| &group.#name,
            |group: &mut #value| &mut group.#name,
        )
    };
    let accessor = generate! {
        #attrs
        #vis fn #name(&self) -> #krate::shared::Part<'_, #lock_type, #ty, #level> {
            #krate::shared::Part::new(&self.#group, #pick)
        }
    };
    let owned = on_arc(shared, lock, vis, name, |find| {
        (
            generate!(#krate::shared::OwnedPart<Self, #lock_type, #ty, #level>),
            generate!(#krate::shared::OwnedPart::new(owner, #find, #pick)),
        )
    });
    generate!(#accessor #owned)
}

/// The accessor on an `Arc`. `handle` makes its type and its value from what finds the lock.
fn on_arc(
    shared: &Shared,
    lock: &Lock,
    vis: &Visibility,
    name: &syn::Ident,
    handle: impl FnOnce(TokenStream) -> (TokenStream, TokenStream),
) -> Option<TokenStream> {
    if !lock.kind.is_owned() {
        return None;
    }
    let krate = &shared.krate;
    let on_arc = format_ident!("{}_arc", name.unraw(), span = name.span());
    let doc = doc(&format!(
        "[`{name}`](Self::{name}), with guards that keep the `Arc` and borrow nothing."
    ));
    let field = &lock.name;
    let (ty, value) = handle(generate!(|shared| &shared.#field));
    Some(generate! {
        #doc
        #[must_use]
        #[inline]
        #vis fn #on_arc(self: &#krate::shared::__private::Arc<Self>) -> #ty {
            let owner = ::core::clone::Clone::clone(self);
            #value
        }
    })
}

/// The user's attributes, our documentation, and what an accessor has unless the user says so.
fn attributes(field: &Field, text: &str) -> TokenStream {
    let mut attrs = doc_after(&field.accessor_attrs, text);
    let says = |name: &str| {
        let mut attrs = field.accessor_attrs.iter();
        attrs.any(|attribute| attribute.path().is_ident(name))
    };
    if !says("must_use") {
        attrs.extend(generate!(#[must_use]));
    }
    if !says("inline") {
        attrs.extend(generate!(#[inline]));
    }
    attrs
}

fn doc_of_group(shared: &Shared, lock: &Lock) -> TokenStream {
    let mut what = docs::what(shared, lock);
    what.replace_range(..1, "The");
    let doc = doc(&format!("{what}."));
    generate!(#doc #[must_use] #[inline])
}
