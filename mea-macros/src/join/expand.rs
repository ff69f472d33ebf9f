//! Output: one future, in which the joined ones are.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, parse_quote};

use super::{Futures, Join};
use crate::{
    block::{
        expand::{self, MANY, Tree, armed, imports, made, output, rotate, rt, variable},
        model::{Arm, Mode},
    },
    errors::Errors,
    generate::generate,
};

/// All outputs as a tuple, or the first error.
pub(super) fn join(futures: &Futures, join: Join, errors: Errors) -> TokenStream {
    let errors = errors.report();
    let rt = rt(&futures.block);
    let count = futures.futures.len();
    let names = futures.futures.iter().enumerate();
    let names: Vec<Ident> = names.map(|(number, it)| variable(number, it)).collect();
    let (ok, is_try) = (generate!(#rt::Ok), join == Join::Try);
    if count == 0 || !errors.is_empty() {
        let futures = &futures.futures;
        let nothing = if is_try {
            generate!(#ok(()))
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
    let keeps = match join {
        _ if count <= MANY => "new",
        Join::Try => "ok",
        Join::All | Join::Race => "all",
    };
    let keeps = Ident::new(keeps, Span::mixed_site());
    let make = futures.futures.iter().zip(&names).map(|(future, name)| {
        // What `join!` waits for it waits for to the end. `try_join!` may leave a borrow alone, and
        // drop what is its own.
        let make = if is_try {
            armed(name, future, futures.block.is_strict())
        } else {
            made(name, future)
        };
        generate!(#make let #name = #rt::MaybeDone::#keeps(#name);)
    });
    let tree = Tree {
        rt: &rt,
        leaves: &names,
    };
    let (tree, split) = (
        tree.join(),
        tree.split(&Ident::new("arms", Span::mixed_site())),
    );
    let in_order = futures.block.biased || count == 1;
    let polls = names.iter().zip(&futures.futures);
    let polls: Vec<TokenStream> = polls
        .map(|(name, future)| poll(&rt, name, future, is_try))
        .collect();
    let (state, polls) = if in_order {
        (generate!(()), generate!(#(#polls)*))
    } else {
        let count = u32::try_from(count).expect("not that many");
        let polls = rotate(&polls, &generate!(#rt::rotate(turn, #count)));
        (generate!(0_u32), polls)
    };
    let outputs = generate!((#(#rt::MaybeDone::take(#names),)*));
    let outputs = if is_try {
        generate!(#ok(#outputs))
    } else {
        outputs
    };
    let imports = if is_try {
        imports(&rt, true, &generate!(poll_try_join as __mea_poll_join))
    } else {
        let names = generate!(
            into_future as __mea_into_future,
            poll_join as __mea_poll_join
        );
        imports(&rt, false, &names)
    };
    generate! {{
        #imports
        #(#make)*
        #rt::wait(#tree, #state, |arms, turn, cx| {
            #split
            #(let mut #names = #names;)*
            let mut waiting = false;
            #polls
            if waiting { #rt::Poll::Pending } else { #rt::Poll::Ready(#outputs) }
        })
        .await
    }}
}

fn poll(rt: &TokenStream, name: &Ident, future: &Expr, is_try: bool) -> TokenStream {
    let (span, cx) = (name.span(), Ident::new("cx", Span::mixed_site()));
    if !is_try {
        let polled = quote_spanned!(span=> __mea_poll_join(#name.as_mut(), #cx));
        return generate!(waiting |= #polled;);
    }
    // At the place of the future, if the output is no `Result` or the error has another type.
    let (output, error) = (output("output", future), output("error", future));
    let polled = quote_spanned!(span=> __mea_poll_join(#name.as_mut(), #cx, |#output| #output));
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
