//! The methods of the builder that choose one lock.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use super::{Several, nest};
use crate::shared::{
    expand::{doc, generate},
    model::Kind,
};

impl Several<'_> {
    /// The methods that choose one lock.
    pub(super) fn choose(&self, at: usize) -> TokenStream {
        let Self { shared, locks, .. } = self;
        let lock = locks[at];
        let name = &lock.name;
        match &lock.kind {
            Kind::Mutex => {
                let take = self.take(at, &quote!(mutex::Lock), &quote!(lock()));
                self.method(at, name, "Chooses", &take)
            }
            Kind::RwLock => {
                let read = self.take(at, &quote!(rwlock::Read), &quote!(read()));
                let write = self.take(at, &quote!(rwlock::Write), &quote!(write()));
                let name_mut = format_ident!("{}_mut", name.unraw(), span = name.span());
                let mut methods = self.method(at, name, "Chooses, for reading,", &read);
                methods.extend(self.method(at, &name_mut, "Chooses, for writing,", &write));
                methods
            }
            Kind::Semaphore(_) => {
                let (krate, a) = (&shared.krate, &shared.names.lifetime);
                let take = Take {
                    generics: TokenStream::new(),
                    arguments: generate!(, permits: usize),
                    where_clause: TokenStream::new(),
                    future: generate!(#krate::semaphore::Acquire<#a>),
                    call: generate!(acquire(permits)),
                };
                self.method(at, name, "Chooses as many permits of", &take)
            }
            Kind::Custom(_) => {
                let (krate, a) = (&shared.krate, &shared.names.lifetime);
                let (mode, ty) = (&shared.names.mode, shared.lock_type(lock));
                let take = Take {
                    generics: generate!(<#mode: #krate::guard::Mode>),
                    arguments: TokenStream::new(),
                    where_clause: generate!(where #ty: #krate::guard::Guards<#mode>),
                    future: generate!(#krate::guard::Acquire<#a, #ty, #mode>),
                    call: generate!(lock()),
                };
                self.method(at, name, "Chooses", &take)
            }
            Kind::Once => unreachable!("is not held"),
        }
    }

    /// How a lock of this crate is taken.
    fn take(&self, at: usize, future: &TokenStream, call: &TokenStream) -> Take {
        let (krate, a) = (&self.shared.krate, &self.shared.names.lifetime);
        let value = self.shared.value_type(self.locks[at]);
        Take {
            generics: TokenStream::new(),
            arguments: TokenStream::new(),
            where_clause: TokenStream::new(),
            future: generate!(#krate::#future<#a, #value>),
            call: call.clone(),
        }
    }

    fn method(&self, at: usize, method: &Ident, verb: &str, take: &Take) -> TokenStream {
        let Self {
            shared,
            builder,
            locks,
            ..
        } = self;
        let krate = &shared.krate;
        let (a, slots) = (&shared.names.lifetime, &shared.names.slots);
        let lock = locks[at];
        let (vis, name, level) = (&lock.vis, &lock.name, &lock.level);
        let others = slots.iter().enumerate().filter(|(i, _)| *i != at);
        let generics = self.generics(others.map(|(_, slot)| slot));
        let (impl_generics, _, where_clause) = generics.split_for_impl();
        let with = |this: TokenStream| {
            let slots = slots.iter().enumerate();
            let slots = slots.map(|(i, slot)| if i == at { this.clone() } else { quote!(#slot) });
            self.params_with(Some(quote!(#a)), slots)
        };
        let from = with(generate!(#krate::shared::NotTaken));
        let Take {
            generics: method_generics,
            arguments,
            where_clause: method_where,
            future,
            call,
        } = take;
        let to = with(generate!(#krate::shared::Acquire<#future, #level>));
        let names = locks.iter().map(|lock| &lock.name).collect::<Vec<_>>();
        let before =
            names.iter().enumerate().map(
                |(i, name)| {
                    if i == at { generate!(_) } else { quote!(#name) }
                },
            );
        let (before, after) = (nest(before), nest(names.iter().map(|name| quote!(#name))));
        let handle = match lock.kind {
            Kind::Custom(_) => generate!(CustomHandle),
            _ => generate!(Handle),
        };
        let doc = doc(&format!("{verb} `{name}`."));
        generate! {
            #[allow(dead_code, single_use_lifetimes)]
            impl #impl_generics #builder #from #where_clause {
                #doc
                #[inline]
                #[track_caller]
                #vis fn #method #method_generics (self #arguments) -> #builder #to #method_where {
                    let #builder(shared, #before, invariant) = self;
                    let #name = #krate::shared::#handle::<_, #level>::new(&shared.#name).#call;
                    #builder(shared, #after, invariant)
                }
            }
        }
    }
}

/// How a lock is chosen.
struct Take {
    generics: TokenStream,
    /// Of the method, with a comma before.
    arguments: TokenStream,
    where_clause: TokenStream,
    /// The future of the lock.
    future: TokenStream,
    /// The method of the handle.
    call: TokenStream,
}
