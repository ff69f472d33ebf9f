//! `.locks()`: the builder, and what it ends with.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Generics, ext::IdentExt, parse_quote};

use super::{doc, docs, generate};
use crate::shared::model::{Kind, Lock, Shared};

/// Nothing, if there are not several.
pub(super) fn items(shared: &Shared) -> Option<TokenStream> {
    let locks: Vec<&Lock> = shared.held().collect();
    if locks.len() < 2 {
        return None;
    }
    let several = Several {
        shared,
        builder: shared.item("Locks"),
        locked: shared.item("Locked"),
        locks,
    };
    let mut items = several.declarations();
    for at in 0..several.locks.len() {
        items.extend(several.choose(at));
    }
    items.extend(several.lock());
    Some(items)
}

struct Several<'s> {
    shared: &'s Shared,
    /// `BankLocks`
    builder: Ident,
    /// `BankLocked`
    locked: Ident,
    locks: Vec<&'s Lock>,
}

impl Several<'_> {
    /// The two types, and the method that begins.
    fn declarations(&self) -> TokenStream {
        let Self {
            shared,
            builder,
            locked,
            locks,
        } = self;
        let (krate, vis, name) = (&shared.krate, &shared.vis, &shared.name);
        let (a, slots) = (&shared.names.lifetime, &shared.names.slots);
        let (impl_generics, params, where_clause) = shared.generics.split_for_impl();

        let mut builder_generics = self.generics(slots.iter());
        builder_generics.params = {
            let params = builder_generics.params.into_iter();
            let with_default = |param: syn::GenericParam| match param {
                syn::GenericParam::Type(mut ty) if slots.contains(&ty.ident) => {
                    ty.default = Some((Default::default(), parse_quote!(#krate::shared::NotTaken)));
                    syn::GenericParam::Type(ty)
                }
                param => param,
            };
            params.map(with_default).collect()
        };
        let builder_where = &builder_generics.where_clause;
        let nested = nest(slots.iter().map(|slot| quote!(#slot)));
        let none = nest(slots.iter().map(|_| generate!(#krate::shared::NotTaken)));
        let begun = self.params_with(
            Some(quote!('_)),
            slots.iter().map(|_| generate!(#krate::shared::NotTaken)),
        );
        let names: Vec<_> = locks
            .iter()
            .map(|lock| format!("`{}`", lock.name))
            .collect();
        let order = docs::list(&names);
        let builder_doc = doc(&format!(
            "Several locks of a [`{name}`]: chosen by name, in any order, and taken in that of the \
             declaration, which is {order}."
        ));
        let locked_doc = doc(&format!(
            "What is locked by [`{name}::locks`]: a guard for each lock that was chosen, to be taken out \
             by name."
        ));
        let locks_doc = doc(&format!(
            "Begins to choose several locks, which are taken in the order of declaration however they are \
             named: {order}."
        ));
        let fields = locks.iter().zip(slots).map(|(lock, slot)| {
            let (vis, name) = (&lock.vis, &lock.name);
            let doc = doc(&format!("The guard of `{name}`, if it was chosen."));
            quote!(#doc #vis #name: #slot)
        });
        let builder_name = builder.to_string();
        let (impl_builder, builder_params, _) = {
            let generics = self.generics(slots.iter());
            let (impl_generics, params, _) = generics.split_for_impl();
            (quote!(#impl_generics), quote!(#params), ())
        };
        generate! {
            #[allow(dead_code, single_use_lifetimes)]
            impl #impl_generics #name #params #where_clause {
                #locks_doc
                #[inline]
                #vis fn locks(&self) -> #builder #begun {
                    #builder(self, #none, ::core::marker::PhantomData)
                }
            }

            #builder_doc
            #[must_use = "nothing is locked before `.lock().await`"]
            #vis struct #builder #builder_generics (
                &#a #name #params,
                #nested,
                // The guards are for as long as the token is borrowed, neither longer nor shorter.
                ::core::marker::PhantomData<fn(&#a ()) -> &#a ()>,
            ) #builder_where;

            #[allow(single_use_lifetimes)]
            impl #impl_builder ::core::fmt::Debug for #builder #builder_params #builder_where {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.debug_struct(#builder_name).finish_non_exhaustive()
                }
            }

            #locked_doc
            #[derive(::core::fmt::Debug)]
            #[allow(dead_code)]
            #[must_use = "if unused, the locks are released at once"]
            #vis struct #locked<#(#slots = #krate::shared::NotTaken),*> {
                #(#fields),*
            }
        }
    }

    /// The methods that choose one lock.
    fn choose(&self, at: usize) -> TokenStream {
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

    /// The methods that take what was chosen.
    fn lock(&self) -> TokenStream {
        let Self {
            shared,
            builder,
            locked,
            locks,
        } = self;
        let (krate, vis) = (&shared.krate, &shared.vis);
        let (a, slots, before) = (
            &shared.names.lifetime,
            &shared.names.slots,
            &shared.names.before,
        );
        let mut generics = self.generics(slots.iter());
        let where_clause = generics.make_where_clause();
        for slot in slots {
            where_clause
                .predicates
                .push(parse_quote!(#slot: #krate::shared::Slot));
        }
        let (impl_generics, params, where_clause) = generics.split_for_impl();
        let names: Vec<_> = locks.iter().map(|lock| &lock.name).collect();
        let slots_type = nest(slots.iter().map(|slot| quote!(#slot)));
        let pattern = nest(names.iter().map(|name| quote!(#name)));
        generate! {
            #[allow(single_use_lifetimes)]
            impl #impl_generics #krate::shared::Locks for #builder #params #where_clause {
                type Slots = #slots_type;
                type Locked = #locked<#(#slots::Taken),*>;

                #[inline]
                fn into_slots(self) -> Self::Slots {
                    self.1
                }

                #[inline]
                fn locked(
                    #pattern: <Self::Slots as #krate::shared::Slots>::Taken,
                ) -> Self::Locked {
                    #locked { #(#names),* }
                }
            }

            #[allow(dead_code, single_use_lifetimes)]
            impl #impl_generics #builder #params #where_clause {
                /// Takes the chosen locks, one after the other in the order of declaration.
                ///
                /// # Cancel safety
                ///
                /// Cancel-safe: a future that is dropped half-way releases what it has taken. Not
                /// snooze-safe.
                #[inline]
                #vis fn lock(self) -> #krate::shared::LockAll<Self> {
                    #krate::shared::LockAll::new(self)
                }

                /// [`lock`](Self::lock), after what `held` says is held. The guards borrow `held`, like the
                /// token that comes with them.
                #[inline]
                #vis fn lock_after<#before>(
                    self,
                    held: &#a mut #krate::order::Held<#before>,
                ) -> #krate::shared::LockAllAfter<#a, Self, #before>
                where
                    #(#slots: #krate::shared::SlotAfter<#before>),*
                {
                    #krate::shared::LockAllAfter::new(self, held)
                }
            }
        }
    }

    /// The parameters of the builder: its lifetime, those of the struct, and `slots`.
    fn generics<'i>(&self, slots: impl Iterator<Item = &'i Ident>) -> Generics {
        let mut generics = self.shared.generics.clone();
        let a = &self.shared.names.lifetime;
        generics.params.insert(0, parse_quote!(#a));
        generics
            .params
            .extend(slots.map(|slot| -> syn::GenericParam { parse_quote!(#slot) }));
        generics
    }

    /// The arguments of the builder, with a lifetime and slots.
    fn params_with(
        &self,
        lifetime: Option<TokenStream>,
        slots: impl Iterator<Item = TokenStream>,
    ) -> TokenStream {
        let params = self.shared.generics.params.iter().map(|param| match param {
            syn::GenericParam::Lifetime(param) => {
                let lifetime = &param.lifetime;
                quote!(#lifetime)
            }
            syn::GenericParam::Type(param) => {
                let ident = &param.ident;
                quote!(#ident)
            }
            syn::GenericParam::Const(param) => {
                let ident = &param.ident;
                quote!(#ident)
            }
        });
        let all = lifetime.into_iter().chain(params).chain(slots);
        generate!(<#(#all),*>)
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

/// `(a, (b, (c, ())))`
fn nest(parts: impl DoubleEndedIterator<Item = TokenStream>) -> TokenStream {
    parts.rfold(generate!(()), |rest, part| generate!((#part, #rest)))
}
