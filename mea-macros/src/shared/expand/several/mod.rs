//! `.locks()`: the builder, and what it ends with.

mod choose;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{GenericParam, Generics, parse_quote};

use super::{doc, docs, generate};
use crate::shared::model::{Lock, Shared};

/// Nothing, if there are not several.
pub(super) fn items(shared: &Shared) -> Option<TokenStream> {
    let locks: Vec<&Lock> = shared.held().collect();
    if locks.len() < 2 || !shared.builder {
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
            let with_default = |param: GenericParam| match param {
                GenericParam::Type(mut ty) if slots.contains(&ty.ident) => {
                    ty.default = Some((Default::default(), parse_quote!(#krate::shared::NotTaken)));
                    GenericParam::Type(ty)
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
            .extend(slots.map(|slot| -> GenericParam { parse_quote!(#slot) }));
        generics
    }

    /// The arguments of the builder, with a lifetime and slots.
    fn params_with(
        &self,
        lifetime: Option<TokenStream>,
        slots: impl Iterator<Item = TokenStream>,
    ) -> TokenStream {
        let params = self.shared.generics.params.iter().map(|param| match param {
            GenericParam::Lifetime(param) => {
                let lifetime = &param.lifetime;
                quote!(#lifetime)
            }
            GenericParam::Type(param) => {
                let ident = &param.ident;
                quote!(#ident)
            }
            GenericParam::Const(param) => {
                let ident = &param.ident;
                quote!(#ident)
            }
        });
        let all = lifetime.into_iter().chain(params).chain(slots);
        generate!(<#(#all),*>)
    }
}

/// `(a, (b, (c, ())))`
fn nest(parts: impl DoubleEndedIterator<Item = TokenStream>) -> TokenStream {
    parts.rfold(generate!(()), |rest, part| generate!((#part, #rest)))
}
