//! The associated functions of a guard: `owner`, `map` and its kin.

use proc_macro2::TokenStream;

use super::Guard;
use crate::{
    generate::generate,
    guard_family::{docs, model::Form, names::FreshNames},
};

impl Guard<'_> {
    pub(super) fn functions(&self) -> TokenStream {
        let Self {
            name,
            params,
            args,
            bounds,
            ..
        } = self;
        let (owner, maps) = (self.owner(), self.maps());
        if owner.is_empty() && maps.is_empty() {
            return TokenStream::new();
        }
        generate! {
            #[allow(dead_code)] // not every user needs every function
            impl<#params> #name<#args>
            where
                #bounds
            {
                #owner
                #maps
            }
        }
    }

    fn owner(&self) -> TokenStream {
        if !self.form.is_owned() {
            return TokenStream::new();
        }
        let vis = &self.family.vis;
        let owner = &self.names.owner;
        let doc = docs::owner(self.lock);
        generate! {
            #[doc = #doc]
            #[must_use]
            #[inline]
            #vis fn owner(guard: &Self) -> &#owner {
                guard.access.owner()
            }
        }
    }

    fn maps(&self) -> TokenStream {
        let Some(mapped) = self.family.names.get(Form::of(self.form.is_owned(), true)) else {
            return TokenStream::new();
        };
        let vis = &self.family.vis;
        let FreshNames {
            lifetime,
            part,
            next,
            owner,
            error,
        } = self.names;
        let (target, param) = (&self.target, &self.lock.param);
        let reference = if self.lock.mode.is_exclusive() {
            generate!(&mut)
        } else {
            generate!(&)
        };
        let to = if self.form == Form::OwnedMapped {
            next
        } else {
            part
        };
        // What is borrowed lives as long as the borrow; what an owner has, as its type says; and of a part
        // of that nothing else would say it.
        let lives = if self.form == Form::OwnedMapped {
            let target = &self.target;
            generate!(where #target: 'static,)
        } else {
            TokenStream::new()
        };
        let output = if self.form.is_owned() {
            generate!(#mapped<#param, #to, #owner>)
        } else {
            generate!(#mapped<#lifetime, #to>)
        };
        let docs::Maps {
            map,
            filter_map,
            try_map,
        } = docs::maps(self.lock, self.name, mapped);
        generate! {
            #[doc = #map]
            #[inline]
            #vis fn map<#to: ?::core::marker::Sized>(
                orig: Self,
                f: impl ::core::ops::FnOnce(#reference #target) -> #reference #to,
            ) -> #output
            #lives
            {
                ::core::convert::From::from(orig.access.map(f))
            }

            #[doc = #filter_map]
            #[inline]
            #vis fn filter_map<#to: ?::core::marker::Sized>(
                orig: Self,
                f: impl ::core::ops::FnOnce(
                    #reference #target,
                ) -> ::core::option::Option<#reference #to>,
            ) -> ::core::result::Result<#output, Self>
            #lives
            {
                match orig.access.filter_map(f) {
                    ::core::result::Result::Ok(access) => {
                        ::core::result::Result::Ok(::core::convert::From::from(access))
                    }
                    ::core::result::Result::Err(access) => {
                        ::core::result::Result::Err(::core::convert::From::from(access))
                    }
                }
            }

            #[doc = #try_map]
            #[inline]
            #vis fn try_map<#to: ?::core::marker::Sized, #error>(
                orig: Self,
                f: impl ::core::ops::FnOnce(
                    #reference #target,
                ) -> ::core::result::Result<#reference #to, #error>,
            ) -> ::core::result::Result<#output, (Self, #error)>
            #lives
            {
                match orig.access.try_map(f) {
                    ::core::result::Result::Ok(access) => {
                        ::core::result::Result::Ok(::core::convert::From::from(access))
                    }
                    ::core::result::Result::Err((access, error)) => {
                        ::core::result::Result::Err((::core::convert::From::from(access), error))
                    }
                }
            }
        }
    }
}
