//! The struct itself, with its locks in the place of their fields, and the types of its groups.

use proc_macro2::TokenStream;
use quote::quote;

use super::{doc, doc_after, docs, generate};
use crate::shared::model::{Field, Lock, Shared};

pub(super) fn items(shared: &Shared) -> TokenStream {
    let Shared {
        vis,
        name,
        declared_generics: generics,
        ..
    } = shared;
    let attrs = doc_after(&shared.attrs, &docs::locks(shared));
    let where_clause = &generics.where_clause;
    let fields = shared.fields.iter().enumerate().map(|(at, field)| {
        let lock = field.lock.map(|lock| &shared.locks[lock]);
        match lock {
            None => plain(field),
            Some(lock) if lock.fields[0] == at => locked(shared, lock),
            Some(_) => TokenStream::new(),
        }
    });
    let groups = shared.locks.iter().map(|lock| group(shared, lock));
    quote! {
        #attrs
        #vis struct #name #generics #where_clause {
            #(#fields)*
        }
        #(#groups)*
    }
}

fn plain(field: &Field) -> TokenStream {
    let Field {
        attrs,
        cfgs,
        vis,
        name,
        ty,
        ..
    } = field;
    quote!(#(#cfgs)* #(#attrs)* #vis #name: #ty,)
}

/// A lock in the place of its first field. Whoever gets at it goes by the accessor.
fn locked(shared: &Shared, lock: &Lock) -> TokenStream {
    let (name, ty) = (&lock.name, shared.lock_type(lock));
    let attrs = match lock.group {
        Some(_) => &[][..],
        None => &shared.field_of(lock).attrs,
    };
    quote!(#(#attrs)* #name: #ty,)
}

/// The type of the fields that share a lock.
fn group(shared: &Shared, lock: &Lock) -> Option<TokenStream> {
    let group = lock.group.as_ref()?;
    let (vis, ty, generics) = (&shared.vis, &group.ty, &group.generics);
    let where_clause = &generics.where_clause;
    let text = format!(
        "The fields of [`{}`] behind the lock `{}`.",
        shared.name, lock.name
    );
    let doc = doc(&text);
    let debug = shared
        .debug
        .then(|| generate!(#[derive(::core::fmt::Debug)]));
    let fields = shared.fields_of(lock).map(|field| {
        let Field {
            attrs,
            vis,
            name,
            ty,
            ..
        } = field;
        let doc = super::doc_after(&[], &format!("The field `{name}`."));
        quote!(#(#attrs)* #doc #vis #name: #ty)
    });
    Some(generate! {
        #doc
        #debug
        #[allow(dead_code)]
        #vis struct #ty #generics #where_clause {
            #(#fields),*
        }
    })
}
