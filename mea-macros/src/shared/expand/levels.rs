//! A level for each lock, and what comes after what.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;

use super::{doc, docs, generate};
use crate::shared::model::{Lock, Shared};

pub(super) fn items(shared: &Shared) -> TokenStream {
    let locks = shared.locks.iter().enumerate();
    locks.map(|(at, lock)| level(shared, at, lock)).collect()
}

fn level(shared: &Shared, at: usize, lock: &Lock) -> TokenStream {
    let Shared {
        krate,
        vis,
        name,
        after,
        unordered,
        ..
    } = shared;
    let level = &lock.level;
    let before = if *unordered {
        &[][..]
    } else {
        &shared.locks[..at]
    };
    let text = format!(
        "The place in the lock order of `{}`, {} of [`{name}`].",
        lock.name,
        docs::what(shared, lock)
    );
    let (doc, lock_name, owner) = (doc(&text), lock.name.to_string(), name.to_string());

    // What comes right before it; the rest follows.
    let previous = before.last().map(|lock| {
        let level = &lock.level;
        generate!(#level)
    });
    let previous = previous.or_else(|| after.as_ref().map(|path| generate!(#path)));
    let named = previous.map(|level| generate!(name(#krate::order::Place::of::<#level>());));
    let name_them = named.map(|named| {
        generate! {
            fn after(name: &mut dyn ::core::ops::FnMut(#krate::order::Place)) {
                #named
            }
        }
    });

    let held = &shared.names.before;
    let order = match (after, before.last()) {
        // Each pair by itself: so errors are about the two, and further orders may be declared.
        (None, _) => {
            let earlier = before.iter().map(|lock| &lock.level);
            generate! {
                impl #krate::order::LockAfter<#krate::order::Nothing> for #level {}
                #(impl #krate::order::LockAfter<#earlier> for #level {})*
            }
        }
        // Whatever comes before `after`, too; `Nothing` is among that. By way of the lock before, so
        // that a level which is not there is an error in one place.
        (Some(after), last) => {
            let (span, last) = match last {
                Some(last) => (level.span(), last.level.to_token_stream()),
                None => (after.span(), after.to_token_stream()),
            };
            let bound = quote_spanned!(span=> #krate::order::AtOrAfter<#held>);
            generate! {
                impl<#held> #krate::order::LockAfter<#held> for #level
                where
                    #last: #bound
                {}
            }
        }
    };
    generate! {
        #doc
        #[derive(::core::fmt::Debug)]
        #[allow(dead_code)]
        #vis enum #level {}

        impl #krate::order::Level for #level {
            const LOCK: &'static str = #lock_name;
            const OWNER: &'static str =
                ::core::concat!(::core::module_path!(), "::", #owner);
            #name_them
        }

        #order

        impl #krate::order::AtOrAfter<#level> for #level {}
        impl<#held> #krate::order::AtOrAfter<#held> for #level
        where
            #level: #krate::order::LockAfter<#held>
        {}
    }
}
