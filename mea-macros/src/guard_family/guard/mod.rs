//! The items of one guard type.

mod functions;

use proc_macro2::{Ident, Span, TokenStream};
use quote::format_ident;

use super::{
    docs,
    model::{Family, Form, Lock},
    names::FreshNames,
};
use crate::generate::generate;

/// One guard type, in the pieces that its items are made of.
pub(super) struct Guard<'f> {
    family: &'f Family,
    lock: &'f Lock,
    names: &'f FreshNames,
    form: Form,
    name: &'f Ident,
    /// What it dereferences to: `T`.
    target: TokenStream,
    /// The type that it wraps: `Access<..>`.
    access: TokenStream,
    /// The parameters as an `impl` declares them: `'a, T: ?Sized`.
    params: TokenStream,
    /// The parameters as arguments: `'a, T`.
    args: TokenStream,
    /// The bounds that belong into a `where` clause.
    bounds: TokenStream,
}

impl<'f> Guard<'f> {
    pub(super) fn new(
        family: &'f Family,
        lock: &'f Lock,
        names: &'f FreshNames,
        form: Form,
        name: &'f Ident,
    ) -> Self {
        let FreshNames {
            lifetime,
            part,
            owner,
            ..
        } = names;
        let Lock {
            ty, param, erased, ..
        } = lock;
        let guard = guard_module(family);
        let mode = format_ident!("{}", lock.mode.name(), span = Span::mixed_site());
        let maybe_sized = generate!(?::core::marker::Sized);
        let value_bound = if lock.unsized_param {
            maybe_sized.clone()
        } else {
            TokenStream::new()
        };

        let target = match form {
            Form::Borrowed | Form::Owned => lock.target.clone(),
            Form::Mapped => generate!(#param),
            Form::OwnedMapped => generate!(#part),
        };
        let hold = if form.is_owned() {
            generate!(#guard::OwnedHold<#owner, #ty, #guard::#mode>)
        } else {
            generate!(#guard::Hold<#lifetime, #erased, #guard::#mode>)
        };
        let pointer = lock.mode.pointer(form.is_mapped());
        let pointer = Ident::new(pointer, Span::mixed_site());
        let scope = if form.is_mapped() { "Part" } else { "Whole" };
        let scope = Ident::new(scope, Span::mixed_site());
        let (params, args) = match form {
            Form::Borrowed => (
                generate!(#lifetime, #param: #value_bound),
                generate!(#lifetime, #param),
            ),
            Form::Mapped => (
                generate!(#lifetime, #param: #maybe_sized),
                generate!(#lifetime, #param),
            ),
            Form::Owned => (
                generate!(#param: #value_bound, #owner),
                generate!(#param, #owner),
            ),
            Form::OwnedMapped => (
                generate!(#param: #value_bound, #part: #maybe_sized, #owner),
                generate!(#param, #part, #owner),
            ),
        };
        let bounds = if form.is_owned() {
            generate!(#owner: #guard::LockOwner<#ty>,)
        } else {
            TokenStream::new()
        };
        Self {
            family,
            lock,
            names,
            form,
            name,
            access: generate!(#guard::Access<#guard::#pointer<#target>, #hold, #guard::#scope>),
            target,
            params,
            args,
            bounds,
        }
    }

    pub(super) fn items(&self) -> TokenStream {
        [
            self.declaration(),
            self.functions(),
            self.deref(),
            self.fmt(),
            self.conversions(),
        ]
        .into_iter()
        .collect()
    }

    fn declaration(&self) -> TokenStream {
        let Self {
            name,
            access,
            params,
            bounds,
            ..
        } = self;
        let Family { vis, .. } = self.family;
        let doc = docs::guard(self.family, self.lock, self.form);
        let more = docs::more(self.family, self.form);
        let must_use = format!("if unused, the `{}` is released at once", self.lock.name);
        let default = if self.form.is_owned() {
            let guard = guard_module(self.family);
            let ty = &self.lock.ty;
            generate!(= #guard::__private::Arc<#ty>)
        } else {
            TokenStream::new()
        };
        let (lifetime, target) = (&self.names.lifetime, &self.target);
        // What is borrowed outlives the borrow, so that nobody has to say `T: 'a`. (Said in the generics, it
        // would make `dyn Trait` one that ends with the borrow.) On a `fn` nothing else depends.
        let lives = self.lives(generate!(<fn() -> &#lifetime #target>));
        generate! {
            #[doc = #doc]
            #more
            #[must_use = #must_use]
            #vis struct #name<#params #default>
            where
                #bounds
            {
                access: #access,
                #lives
            }
        }
    }

    /// The field that says how long the value lives, if there is one.
    fn lives(&self, args: TokenStream) -> TokenStream {
        if self.form.is_owned() {
            return TokenStream::new();
        }
        generate!(_lives: ::core::marker::PhantomData #args,)
    }

    fn deref(&self) -> TokenStream {
        let Self {
            name,
            target,
            params,
            args,
            bounds,
            ..
        } = self;
        let deref_mut = self.lock.mode.is_exclusive().then(|| {
            generate! {
                impl<#params> ::core::ops::DerefMut for #name<#args>
                where
                    #bounds
                {
                    #[inline]
                    fn deref_mut(&mut self) -> &mut #target {
                        self.access.get_mut()
                    }
                }
            }
        });
        generate! {
            impl<#params> ::core::ops::Deref for #name<#args>
            where
                #bounds
            {
                type Target = #target;

                #[inline]
                fn deref(&self) -> &#target {
                    self.access.get()
                }
            }

            #deref_mut
        }
    }

    fn fmt(&self) -> TokenStream {
        let Self {
            name,
            target,
            params,
            args,
            bounds,
            ..
        } = self;
        ["Debug", "Display"]
            .into_iter()
            .flat_map(|trait_| {
                let fmt = format_ident!("{trait_}", span = Span::mixed_site());
                generate! {
                    impl<#params> ::core::fmt::#fmt for #name<#args>
                    where
                        #bounds
                        #target: ::core::fmt::#fmt,
                    {
                        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                            ::core::fmt::#fmt::fmt(self.access.get(), f)
                        }
                    }
                }
            })
            .collect()
    }

    fn conversions(&self) -> TokenStream {
        let Self {
            name,
            access,
            params,
            args,
            bounds,
            ..
        } = self;
        let lives = self.lives(TokenStream::new());
        generate! {
            impl<#params> ::core::convert::From<#access> for #name<#args>
            where
                #bounds
            {
                #[inline]
                fn from(access: #access) -> Self {
                    Self { access, #lives }
                }
            }

            impl<#params> ::core::convert::From<#name<#args>> for #access
            where
                #bounds
            {
                #[inline]
                fn from(guard: #name<#args>) -> Self {
                    guard.access
                }
            }
        }
    }
}

/// `::mea::guard`
fn guard_module(family: &Family) -> TokenStream {
    let krate = &family.krate;
    generate!(#krate::guard)
}
