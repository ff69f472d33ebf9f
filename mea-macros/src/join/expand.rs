//! Output: one future, in which the joined ones are.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::parse_quote;

use super::{Futures, Join};
use crate::{
    block::{
        expand::{self, Tree, checked, given, imports, numbered, output, rt, taken, variable},
        model::{Arm, Mode},
    },
    errors::Errors,
    generate::generate,
};

/// All outputs as a tuple, or the first error.
pub(super) fn join(futures: &Futures, join: Join, errors: Errors) -> TokenStream {
    let errors = errors.report();
    let rt = rt(&futures.block);
    let is_try = join == Join::Try;
    if futures.futures.is_empty() || !errors.is_empty() {
        let futures = &futures.futures;
        let nothing = if is_try {
            generate!(#rt::Ok(()))
        } else {
            generate!(())
        };
        if errors.is_empty() {
            return nothing;
        }
        return generate! {
            if true { #errors } else { #(let _ = #rt::IntoFuture::into_future(#futures);)* }
        };
    }
    all(futures, &rt, is_try)
}

/// The code is as short as can be: the library polls.
fn all(futures: &Futures, rt: &TokenStream, is_try: bool) -> TokenStream {
    let names = futures.futures.iter().enumerate();
    let names: Vec<Ident> = names.map(|(number, it)| variable(number, it)).collect();
    let (given, taken) = (given(&futures.futures), taken(&names));
    let kind = Ident::new("kind", Span::mixed_site());
    let make = names.iter().zip(&futures.futures).map(|(name, future)| {
        if !is_try {
            let joined = quote_spanned!(name.span()=> __mea_joined(#name));
            return generate!(let #name = #joined;);
        }
        // It may leave a borrow alone, and drop what is its own.
        let checked = checked(name, future, futures.block.is_strict());
        // At the place of the future, if the output is no `Result` or the error has another type.
        let output = output("output", future);
        let joined = quote_spanned!(name.span()=> __mea_joined(#kind, #name, |#output| #output));
        generate!(#checked let #name = #joined;)
    });
    let outputs = numbered("output_", names.len());
    let leaves = Tree { rt, leaves: &names }.join();
    let leaf = Tree {
        rt,
        leaves: &outputs,
    };
    let pattern = leaf.pattern();
    let join = if futures.block.biased || names.len() == 1 {
        generate!(#rt::join_in_order)
    } else {
        generate!(#rt::join_in_turn)
    };
    let (made, polled) = if is_try {
        (
            generate!(#rt::all_ok()),
            generate!(try_joined as __mea_joined),
        )
    } else {
        (generate!(#rt::All), generate!(joined as __mea_joined))
    };
    let imports = imports(rt, is_try, &polled);
    let joined = generate! {
        {
            let #kind = #made;
            #taken
            #(#make)*
            #join(#leaves, #kind)
        }
        .await
    };
    let outputs = generate!((#(#outputs,)*));
    let end = if is_try {
        generate! {
            match #joined {
                #rt::Ok(#pattern) => #rt::Ok(#outputs),
                #rt::Err(error) => #rt::Err(error),
            }
        }
    } else {
        generate! {
            let #pattern = #joined;
            #outputs
        }
    };
    generate! {{
        #imports
        let given = #given;
        #end
    }}
}

/// The first output.
pub(super) fn race(futures: Futures, errors: Errors) -> TokenStream {
    let mut block = futures.block;
    block.arms = futures
        .futures
        .into_iter()
        .map(|future| {
            // At the place of the future, if the others have another type.
            let output = output("output", &future);
            Arm {
                control: false,
                mode: Mode::Fresh,
                pat: parse_quote!(#output),
                future,
                with: None,
                condition: None,
                handler: parse_quote!(#output),
            }
        })
        .collect();
    expand::block(block, errors)
}
