//! Output: one future, in which the joined ones are.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, parse_quote};

use super::{Futures, Join};
use crate::{
    block::{
        expand::{
            self, MANY, Tree, checked, given, imports, numbered, output, rotate, rt, taken,
            variable,
        },
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
    let names = futures.futures.iter().enumerate();
    let names: Vec<Ident> = names.map(|(number, it)| variable(number, it)).collect();
    if is_try {
        try_all(futures, &rt, &names)
    } else {
        all(futures, &rt, &names)
    }
}

/// All outputs. The code is as short as can be: the library polls.
fn all(futures: &Futures, rt: &TokenStream, names: &[Ident]) -> TokenStream {
    let (given, taken) = (given(&futures.futures), taken(names));
    let make = names.iter().map(|name| {
        let joined = quote_spanned!(name.span()=> __mea_joined(#name));
        generate!(let #name = #joined;)
    });
    let outputs = numbered("output_", names.len());
    let (leaves, pattern) = (
        Tree { rt, leaves: names }.join(),
        Tree {
            rt,
            leaves: &outputs,
        }
        .pattern(),
    );
    let join = if futures.block.biased || names.len() == 1 {
        generate!(#rt::join_in_order)
    } else {
        generate!(#rt::join_in_turn)
    };
    let imports = imports(rt, false, &generate!(joined as __mea_joined));
    generate! {{
        #imports
        let given = #given;
        let #pattern = {
            #taken
            #(#make)*
            #join(#leaves)
        }
        .await;
        (#(#outputs,)*)
    }}
}

/// All values, or the first error.
fn try_all(futures: &Futures, rt: &TokenStream, names: &[Ident]) -> TokenStream {
    let count = names.len();
    let keeps = if count <= MANY { "new" } else { "ok" };
    let keeps = Ident::new(keeps, Span::mixed_site());
    let (given, taken) = (given(&futures.futures), taken(names));
    let make = futures.futures.iter().zip(names).map(|(future, name)| {
        // It may leave a borrow alone, and drop what is its own.
        let checked = checked(name, future, futures.block.is_strict());
        generate!(#checked let #name = #rt::MaybeDone::#keeps(#name);)
    });
    let tree = Tree { rt, leaves: names };
    let (tree, split) = (
        tree.join(),
        tree.split(&Ident::new("arms", Span::mixed_site())),
    );
    let polls = names.iter().zip(&futures.futures);
    let polls: Vec<TokenStream> = polls
        .map(|(name, future)| try_poll(rt, name, future))
        .collect();
    let (state, polls) = if futures.block.biased || count == 1 {
        (generate!(()), generate!(#(#polls)*))
    } else {
        let count = u32::try_from(count).expect("not that many");
        let polls = rotate(&polls, &generate!(#rt::rotate(turn, #count)));
        (generate!(0_u32), polls)
    };
    let imports = imports(rt, true, &generate!(poll_try_join as __mea_poll_join));
    generate! {{
        #imports
        let given = #given;
        {
            #taken
            #(#make)*
            #rt::wait(#tree, #state, |arms, turn, cx| {
                #split
                #(let mut #names = #names;)*
                let mut waiting = false;
                #polls
                if waiting {
                    #rt::Poll::Pending
                } else {
                    #rt::Poll::Ready(#rt::Ok((#(#rt::MaybeDone::take(#names),)*)))
                }
            })
        }
        .await
    }}
}

fn try_poll(rt: &TokenStream, name: &Ident, future: &Expr) -> TokenStream {
    let cx = Ident::new("cx", Span::mixed_site());
    // At the place of the future, if the output is no `Result` or the error has another type.
    let (output, error) = (output("output", future), output("error", future));
    let polled =
        quote_spanned!(name.span()=> __mea_poll_join(#name.as_mut(), #cx, |#output| #output));
    generate! {
        match #polled {
            #rt::Poll::Ready(#rt::Ok(())) => {}
            #rt::Poll::Ready(#rt::Err(#error)) => return #rt::Poll::Ready(#rt::Err(#error)),
            #rt::Poll::Pending => waiting = true,
        }
    }
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
