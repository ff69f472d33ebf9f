//! A level for each lock, and what comes after what.

use proc_macro2::TokenStream;
use quote::quote_spanned;
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

    let earlier = before.iter().map(|lock| &lock.level);
    let first = match after {
        None => generate! {
            impl #krate::order::LockAfter<#krate::order::Nothing> for #level {}
        },
        Some(after) => {
            let held = &shared.names.before;
            let header = quote_spanned!(after.span()=> #krate::order::AtOrAfter<#held>);
            generate! {
                // Whatever the level comes after, and the level itself; `Nothing` is among that.
                #[diagnostic::do_not_recommend]
                impl<#held> #krate::order::LockAfter<#held> for #level
                where
                    #after: #header
                {}
            }
        }
    };
    let held = &shared.names.before;
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

        #first
        #(impl #krate::order::LockAfter<#earlier> for #level {})*

        impl #krate::order::AtOrAfter<#level> for #level {}
        #[diagnostic::do_not_recommend]
        impl<#held> #krate::order::AtOrAfter<#held> for #level
        where
            #level: #krate::order::LockAfter<#held>
        {}
    }
}
