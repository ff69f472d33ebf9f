//! `new` and `into_parts`; `Debug` and `Default`, where they were to be derived.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{GenericParam, Generics, TypeParamBound, parse_quote};

use super::{doc, generate};
use crate::shared::model::{Field, Kind, Lock, Shared};

pub(super) fn items(shared: &Shared) -> TokenStream {
    let name = &shared.name;
    let (impl_generics, params, where_clause) = shared.generics.split_for_impl();
    let new = shared.has("new").then(|| new(shared));
    let parts = shared.has("into_parts").then(|| parts(shared));
    let (parts, into_parts) = parts.unzip();
    let debug = shared.debug.then(|| debug(shared));
    let default = shared.default.then(|| default(shared));
    generate! {
        #parts
        #[allow(dead_code, single_use_lifetimes)]
        impl #impl_generics #name #params #where_clause {
            #new
            #into_parts
        }
        #debug
        #default
    }
}

/// What `new` takes, and what `into_parts` gives back, of a field.
enum Given {
    /// The value.
    Value,
    /// The lock of the user's: nothing else is known of it.
    Lock,
    /// The number of permits.
    Permits,
    /// Nothing: there is none to begin with, or none at all.
    Nothing,
}

fn given(shared: &Shared, field: &Field) -> Given {
    match field.lock.map(|lock| &shared.locks[lock].kind) {
        None | Some(Kind::Mutex | Kind::RwLock) => Given::Value,
        Some(Kind::Custom(_)) => Given::Lock,
        Some(Kind::Semaphore(None)) => Given::Permits,
        Some(Kind::Semaphore(Some(_)) | Kind::Once) => Given::Nothing,
    }
}

fn lock_of<'s>(shared: &'s Shared, field: &Field) -> Option<&'s Lock> {
    field.lock.map(|lock| &shared.locks[lock])
}

fn new(shared: &Shared) -> TokenStream {
    let vis = &shared.vis;
    let params = shared.fields.iter().filter_map(|field| {
        let Field { cfgs, name, ty, .. } = field;
        let ty = match given(shared, field) {
            Given::Value => quote!(#ty),
            Given::Lock => shared.lock_type(lock_of(shared, field)?),
            Given::Permits => quote!(usize),
            Given::Nothing => return None,
        };
        Some(quote!(#(#cfgs)* #name: #ty))
    });
    let value = from_given(shared);
    let doc = doc(&format!(
        "A new `{}`, in which nothing is locked.",
        shared.name
    ));
    generate! {
        #doc
        #[must_use]
        #[allow(private_interfaces, clippy::too_many_arguments, clippy::new_without_default)]
        #vis fn new(#(#params),*) -> Self {
            #value
        }
    }
}

/// A `Self` from what is given of each field, in a variable of its name.
fn from_given(shared: &Shared) -> TokenStream {
    let krate = &shared.krate;
    let plain = shared.fields.iter().filter(|field| field.lock.is_none());
    let plain = plain.map(|Field { cfgs, name, .. }| quote!(#(#cfgs)* #name));
    let locks = shared.locks.iter().map(|lock| {
        let name = &lock.name;
        let value = match &lock.group {
            None => quote!(#name),
            Some(group) => {
                let (ty, fields) = (&group.ty, shared.fields_of(lock).map(|field| &field.name));
                quote!(#ty { #(#fields),* })
            }
        };
        match &lock.kind {
            Kind::Mutex => generate!(#name: #krate::mutex::Mutex::new(#value)),
            Kind::RwLock => generate!(#name: #krate::rwlock::RwLock::new(#value)),
            Kind::Semaphore(permits) => {
                let permits = permits.as_ref().map_or(value, |permits| quote!(#permits));
                generate!(#name: #krate::semaphore::Semaphore::new(#permits))
            }
            Kind::Once => generate!(#name: #krate::once::OnceCell::new()),
            Kind::Custom(_) => generate!(#name),
        }
    });
    generate!(Self { #(#plain,)* #(#locks,)* })
}

/// The type of the parts, and the method that gives them.
fn parts(shared: &Shared) -> (TokenStream, TokenStream) {
    let (vis, name, generics) = (&shared.vis, &shared.name, &shared.generics);
    let (_, params, where_clause) = generics.split_for_impl();
    let parts = shared.item("Parts");
    let is_part = |field: &&Field| {
        let kind = lock_of(shared, field).map(|lock| &lock.kind);
        !matches!(kind, Some(Kind::Semaphore(_)))
    };
    let of = shared.fields.iter().filter(is_part);
    let fields = of.clone().map(|field| {
        let Field {
            attrs,
            cfgs,
            vis,
            name,
            ty,
            ..
        } = field;
        let lock = lock_of(shared, field);
        let ty = match lock.map(|lock| &lock.kind) {
            Some(Kind::Once) => generate!(::core::option::Option<#ty>),
            Some(Kind::Custom(path)) => quote!(#path<#ty>),
            _ => quote!(#ty),
        };
        let docs = attrs.iter().filter(|a| a.path().is_ident("doc"));
        let doc = doc(&format!("The field `{name}`."));
        quote!(#(#cfgs)* #(#docs)* #doc #vis #name: #ty)
    });
    let groups = shared.locks.iter().filter(|lock| lock.group.is_some());
    let groups = groups.map(|lock| {
        let name = &lock.name;
        generate!(let #name = self.#name.into_inner();)
    });
    let values = of.clone().map(|field| {
        let Field { cfgs, name, .. } = field;
        let value = match lock_of(shared, field) {
            None => generate!(self.#name),
            Some(lock) if lock.group.is_some() => {
                let group = &lock.name;
                generate!(#group.#name)
            }
            Some(lock) if matches!(lock.kind, Kind::Custom(_)) => generate!(self.#name),
            Some(_) => generate!(self.#name.into_inner()),
        };
        generate!(#(#cfgs)* #name: #value)
    });
    // A lock of the user's need not be `Debug`.
    let has_custom = shared.locks.iter().any(is_custom);
    let derive = (shared.debug && !has_custom).then(|| generate!(#[derive(::core::fmt::Debug)]));
    let debug = (shared.debug && has_custom).then(|| debug_parts(shared, of.clone()));
    let type_doc = doc(&format!("What a [`{name}`] is made of, without its locks."));
    let method_doc = doc("The values, without the locks: nobody has them locked any more.");
    let ty = generate! {
        #type_doc
        #derive
        #[allow(dead_code)]
        #vis struct #parts #generics #where_clause {
            #(#fields),*
        }
        #debug
    };
    let method = generate! {
        #method_doc
        #[must_use]
        #vis fn into_parts(self) -> #parts #params {
            #(#groups)*
            #parts { #(#values),* }
        }
    };
    (ty, method)
}

fn is_custom(lock: &Lock) -> bool {
    matches!(lock.kind, Kind::Custom(_))
}

/// `Debug` of the parts, as in what `derive` writes but for the locks of the user's.
fn debug_parts<'s>(shared: &'s Shared, of: impl Iterator<Item = &'s Field>) -> TokenStream {
    let parts = shared.item("Parts");
    let generics = bounded(&shared.generics, parse_quote!(::core::fmt::Debug));
    let (impl_generics, params, where_clause) = generics.split_for_impl();
    let title = parts.to_string();
    let fields = of.map(|field| {
        let Field { cfgs, name, .. } = field;
        let title = syn::ext::IdentExt::unraw(name).to_string();
        let shown = match lock_of(shared, field) {
            Some(lock) if is_custom(lock) => generate!(&::core::format_args!("<lock>")),
            _ => generate!(&self.#name),
        };
        generate!(#(#cfgs)* shown.field(#title, #shown);)
    });
    generate! {
        #[allow(single_use_lifetimes)]
        impl #impl_generics ::core::fmt::Debug for #parts #params #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut shown = f.debug_struct(#title);
                #(#fields)*
                shown.finish()
            }
        }
    }
}

/// The generics, with a bound on each type, as in what `derive` writes.
fn bounded(generics: &Generics, bound: TypeParamBound) -> Generics {
    let mut generics = generics.clone();
    for param in &mut generics.params {
        if let GenericParam::Type(param) = param {
            param.bounds.push(bound.clone());
        }
    }
    generics
}

fn debug(shared: &Shared) -> TokenStream {
    let (krate, name) = (&shared.krate, &shared.name);
    let generics = bounded(&shared.generics, parse_quote!(::core::fmt::Debug));
    let (impl_generics, params, where_clause) = generics.split_for_impl();
    let title = name.to_string();
    let try_read = |lock: &Lock| {
        let name = &lock.name;
        match lock.kind {
            Kind::RwLock => generate!(self.#name.try_read()),
            _ => generate!(self.#name.try_lock()),
        }
    };
    let groups = shared.locks.iter().filter(|lock| lock.group.is_some());
    let groups = groups.map(|lock| {
        let (name, guard) = (&lock.name, try_read(lock));
        generate!(let #name = #guard;)
    });
    let fields = shared.fields.iter().map(|field| {
        let Field { cfgs, name, .. } = field;
        let title = syn::ext::IdentExt::unraw(name).to_string();
        let shown = match lock_of(shared, field) {
            None => generate!(&self.#name),
            Some(lock) if lock.group.is_some() => {
                let group = &lock.name;
                generate! {
                    &#krate::shared::__private::Shown(
                        #group.as_ref().map(|group| &group.#name)
                    )
                }
            }
            Some(lock) => match lock.kind {
                Kind::Mutex | Kind::RwLock => {
                    let guard = try_read(lock);
                    generate!(&#krate::shared::__private::Shown(#guard.as_deref()))
                }
                Kind::Semaphore(_) | Kind::Once => generate!(&self.#name),
                Kind::Custom(_) => generate!(&::core::format_args!("<lock>")),
            },
        };
        generate!(#(#cfgs)* shown.field(#title, #shown);)
    });
    generate! {
        #[allow(single_use_lifetimes)]
        /// Never waits: shows `<locked>` in place of what somebody has locked.
        impl #impl_generics ::core::fmt::Debug for #name #params #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #(#groups)*
                let mut shown = f.debug_struct(#title);
                #(#fields)*
                shown.finish()
            }
        }
    }
}

fn default(shared: &Shared) -> TokenStream {
    let name = &shared.name;
    let generics = bounded(&shared.generics, parse_quote!(::core::default::Default));
    let (impl_generics, params, where_clause) = generics.split_for_impl();
    let variables = shared.fields.iter().filter_map(|field| {
        let Field { cfgs, name, .. } = field;
        let is_given = !matches!(given(shared, field), Given::Nothing);
        let value = generate!(::core::default::Default::default());
        is_given.then(|| generate!(#(#cfgs)* let #name = #value;))
    });
    let value = from_given(shared);
    generate! {
        #[allow(single_use_lifetimes)]
        impl #impl_generics ::core::default::Default for #name #params #where_clause {
            fn default() -> Self {
                #(#variables)*
                #value
            }
        }
    }
}
